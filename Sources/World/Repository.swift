package import AWSCore
package import Foundation
package import IAM

/// A repository of a private registry, with its settings (emulator.md D.2).
package struct Repository: Sendable, Codable, Equatable {
    package let name: String
    package let account: AccountID
    package let region: Region
    package let createdAt: Date
    /// `MUTABLE`, `IMMUTABLE`, `MUTABLE_WITH_EXCLUSION` or `IMMUTABLE_WITH_EXCLUSION`.
    package var imageTagMutability: String
    /// The wildcard patterns of the two `_WITH_EXCLUSION` settings; empty for the others.
    package var exclusionFilters: [String]
    package var scanOnPush: Bool
    /// `AES256`, `KMS` or `KMS_DSSE`.
    package let encryptionType: String
    /// The key of the two KMS types; nil for `AES256`.
    package let kmsKey: String?
    package var tags: [String: String]
    /// Of kind `repository`; nil where none is set.
    package var policy: PolicyDocument?

    package init(
        name: String,
        account: AccountID,
        region: Region,
        createdAt: Date,
        imageTagMutability: String = "MUTABLE",
        exclusionFilters: [String] = [],
        scanOnPush: Bool = false,
        encryptionType: String = "AES256",
        kmsKey: String? = nil,
        tags: [String: String] = [:],
        policy: PolicyDocument? = nil
    ) {
        self.name = name
        self.account = account
        self.region = region
        self.createdAt = createdAt
        self.imageTagMutability = imageTagMutability
        self.exclusionFilters = exclusionFilters
        self.scanOnPush = scanOnPush
        self.encryptionType = encryptionType
        self.kmsKey = kmsKey
        self.tags = tags
        self.policy = policy
    }

    package var arn: ARN { .repository(name, in: region, of: account) }

    /// `ACCOUNT.dkr.ecr.REGION.SUFFIX/NAME`, without a scheme.
    package var uri: String { "\(AWSHost.registry(account, region).name)/\(name)" }
}
