package import AWSCore
package import Foundation
package import IAM

/// A repository with its settings (docs/aws/ecr-repositories.md, "Settings"): of a private registry, or of a public one,
/// whose region is ``Region/publicRegistry`` (docs/aws/ecr-public.md, "Registries and repositories").
package struct Repository: Sendable, Codable, Equatable {
    package let name: String
    package let account: AccountID
    package let region: Region
    package let createdAt: Date
    package var tagMutability: TagMutability
    package var scanOnPush: Bool
    package let encryption: RepositoryEncryption
    package var tags: [String: String]
    /// Of kind ``policyKind``; nil where none is set.
    package var policy: PolicyDocument?
    /// Nil where no image expires by itself.
    package var lifecycle: RepositoryLifecycle?
    /// The lifecycle policy that was last tried out.
    package var lifecyclePreview: LifecyclePreview?
    /// What the gallery of ECR Public shows of a public repository; nil where nobody has said.
    package var catalog: RepositoryCatalog?

    package init(
        name: String,
        account: AccountID,
        region: Region,
        createdAt: Date,
        tagMutability: TagMutability = .mutable,
        scanOnPush: Bool = false,
        encryption: RepositoryEncryption = .aes256,
        tags: [String: String] = [:],
        policy: PolicyDocument? = nil,
        lifecyclePolicy: LifecyclePolicy? = nil,
        catalog: RepositoryCatalog? = nil
    ) {
        self.name = name
        self.account = account
        self.region = region
        self.createdAt = createdAt
        self.tagMutability = tagMutability
        self.scanOnPush = scanOnPush
        self.encryption = encryption
        self.tags = tags
        self.policy = policy
        lifecycle = lifecyclePolicy.map { RepositoryLifecycle($0, putAt: createdAt) }
        self.catalog = catalog
    }

    package var arn: ARN { .repository(name, in: region, of: account) }

    package var isPublic: Bool { region == .publicRegistry }

    /// The kind of its policies.
    package var policyKind: PolicyKind { isPublic ? .publicRepository : .repository }

    /// `ACCOUNT.dkr.ecr.REGION.SUFFIX/NAME`, without a scheme; of a public repository see ``WorldStore/uri(of:)``.
    package var uri: String { "\(AWSHost.registry(account, region).name)/\(name)" }
}
