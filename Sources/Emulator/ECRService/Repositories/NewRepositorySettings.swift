import AWSCore
import AWSProtocols
import World

/// The settings that CreateRepository takes (docs/aws/ecr.md, "Constraints").
struct NewRepositorySettings: Sendable {
    private let mutability: MutabilitySetting
    let scanOnPush: Bool
    private let encryption: EncryptionSetting?

    init(_ input: inout ECRInput) throws(ECRError) {
        mutability = try MutabilitySetting(&input)
        scanOnPush =
            try input.structure("imageScanningConfiguration") { (scanning) throws(ECRError) in
                try scanning.boolean("scanOnPush") ?? false
            } ?? false
        encryption = try EncryptionSetting(&input, keyRules: .length(RepositoryEncryption.keyLength))
    }

    /// - Throws: the error of settings that do not go together.
    func check() throws(ECRError) {
        try mutability.check()
        try encryption?.check()
    }

    var tagMutability: TagMutability { mutability.value }

    func encryption(in region: Region, of account: AccountID) -> RepositoryEncryption {
        encryption?.value(in: region, of: account) ?? .aes256
    }
}
