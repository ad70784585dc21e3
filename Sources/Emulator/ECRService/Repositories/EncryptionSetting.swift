import AWSCore
import AWSProtocols
import World

/// How repositories are to be encrypted: what CreateRepository and the creation templates take (docs/aws/ecr.md,
/// "Constraints").
struct EncryptionSetting: Sendable {
    private static let member = "encryptionConfiguration"

    private let kind: RepositoryEncryption.Kind
    private let key: String?

    /// Nil where nothing was given.
    ///
    /// - Parameter keyRules: the constraints of `kmsKey`.
    init?(_ input: inout ECRInput, keyRules: InputRules<String>) throws(ECRError) {
        var kind = RepositoryEncryption.Kind.aes256
        var key: String?
        let given: Void? = try input.structure(Self.member) { (encryption) throws(ECRError) in
            kind = try encryption.requiredWord(
                "encryptionType",
                of: RepositoryEncryption.Kind.self,
                placeholder: .aes256
            )
            key = try encryption.text("kmsKey", keyRules)
        }
        guard given != nil else { return nil }
        self.kind = kind
        self.key = key
    }

    /// - Throws: the error of a key for what is encrypted without.
    func check() throws(ECRError) {
        guard key == nil || kind.hasKey else {
            throw .invalidParameter("\(Self.member).kmsKey", "must be null when encryptionType is AES256")
        }
    }

    func value(in region: Region, of account: AccountID) -> RepositoryEncryption {
        RepositoryEncryption(kind, key: key, in: region, of: account)
    }
}

extension RepositoryEncryption {
    /// As answers hold it.
    var json: JSONValue {
        var members: [String: JSONValue] = ["encryptionType": .string(kind.rawValue)]
        if let key { members["kmsKey"] = .string(key) }
        return .object(members)
    }
}
