import AWSCore
import World

/// The settings that CreateRepository takes, read from the input and then checked (emulator.md D.2).
struct RepositorySettings: Sendable {
    private static let encryptionTypes = ["AES256", "KMS", "KMS_DSSE"]

    let mutability: MutabilitySetting
    let scanOnPush: Bool
    let encryptionType: String
    let kmsKey: String?

    init(_ members: InputMembers) throws(ECRError) {
        mutability = try MutabilitySetting(members)
        scanOnPush = try members.structure("imageScanningConfiguration")?.boolean("scanOnPush") ?? false
        if let encryption = try members.structure("encryptionConfiguration") {
            encryptionType = try encryption.required("encryptionType")
            kmsKey = try encryption.string("kmsKey")
        } else {
            encryptionType = "AES256"
            kmsKey = nil
        }
    }

    /// - Throws: the error of the first rule that is broken.
    func check() throws(ECRError) {
        try mutability.check()
        guard Self.encryptionTypes.contains(encryptionType) else {
            throw .notOneOf(Self.encryptionTypes, at: "encryptionConfiguration.encryptionType")
        }
        guard let kmsKey else { return }
        guard encryptionType != "AES256" else {
            throw .invalidParameter("encryptionConfiguration.kmsKey", "must be null when encryptionType is AES256")
        }
        guard !kmsKey.isEmpty else { throw .tooShort("encryptionConfiguration.kmsKey", 1) }
        guard kmsKey.utf16.count <= 2048 else { throw .tooLong("encryptionConfiguration.kmsKey", 2048) }
    }

    /// The key under which the repository is encrypted: the one asked for, or that of `alias/aws/ecr`.
    func effectiveKey(in region: Region, of account: AccountID) -> String? {
        guard encryptionType != "AES256" else { return nil }
        return kmsKey ?? Repository.usualKMSKey(in: region, of: account)
    }
}
