package import AWSCore
import Determinism

/// How a repository's images are encrypted, which never changes (docs/aws/ecr.md, "Constraints").
package struct RepositoryEncryption: Sendable, Codable, Equatable {
    /// In the order in which ECR lists them.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case aes256 = "AES256"
        case kms = "KMS"
        case kmsTwice = "KMS_DSSE"

        /// Whether a key of KMS is used.
        package var hasKey: Bool { self != .aes256 }
    }

    /// How long a key's name may be.
    package static let keyLength = 1...2_048

    /// What a repository has where nothing is said.
    package static let aes256 = RepositoryEncryption(kind: .aes256, key: nil)

    package let kind: Kind
    /// The key of KMS; nil for `AES256`.
    package let key: String?

    /// - Parameter key: nil for the account's key behind `alias/aws/ecr`; of no meaning for `AES256`.
    package init(_ kind: Kind, key: String?, in region: Region, of account: AccountID) {
        self.init(kind: kind, key: kind.hasKey ? key ?? Self.usualKey(in: region, of: account) : nil)
    }

    private init(kind: Kind, key: String?) {
        self.kind = kind
        self.key = key
    }

    /// The key behind `alias/aws/ecr`, under which a repository is encrypted that asks for KMS and names no key.
    package static func usualKey(in region: Region, of account: AccountID) -> String {
        var stream = RandomStream(derivedFrom: "alias/aws/ecr \(account) \(region)")
        return "arn:\(region.partition.name):kms:\(region):\(account):key/\(stream.uuid())"
    }
}
