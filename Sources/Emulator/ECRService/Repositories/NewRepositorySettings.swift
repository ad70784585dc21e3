import AWSCore
import AWSProtocols
import World

/// The settings that CreateRepository takes (docs/aws/ecr.md, "Constraints").
struct NewRepositorySettings: Sendable {
    private let mutability: MutabilitySetting
    let scanOnPush: Bool
    private let encryptionKind: RepositoryEncryption.Kind
    private let kmsKey: String?

    init(_ input: inout ECRInput) throws(ECRError) {
        mutability = try MutabilitySetting(&input)
        scanOnPush =
            try input.structure("imageScanningConfiguration") { (scanning) throws(ECRError) in
                try scanning.boolean("scanOnPush") ?? false
            } ?? false
        var kind = RepositoryEncryption.Kind.aes256
        var key: String?
        try input.structure("encryptionConfiguration") { (encryption) throws(ECRError) in
            kind = try encryption.requiredWord(
                "encryptionType",
                of: RepositoryEncryption.Kind.self,
                placeholder: .aes256
            )
            key = try encryption.text("kmsKey", .length(RepositoryEncryption.keyLength))
        }
        encryptionKind = kind
        kmsKey = key
    }

    /// - Throws: the error of settings that do not go together.
    func check() throws(ECRError) {
        try mutability.check()
        guard kmsKey == nil || encryptionKind.hasKey else {
            throw .invalidParameter("encryptionConfiguration.kmsKey", "must be null when encryptionType is AES256")
        }
    }

    var tagMutability: TagMutability { mutability.value }

    func encryption(in region: Region, of account: AccountID) -> RepositoryEncryption {
        RepositoryEncryption(encryptionKind, key: kmsKey, in: region, of: account)
    }
}
