package import AWSCore
package import Foundation
package import IAM

/// The settings of repositories that ECR makes by itself (docs/aws/ecr-repositories.md, "Creation templates").
package struct RepositoryCreationTemplate: Sendable, Codable, Equatable {
    /// The prefix of the template that applies where no other does.
    package static let root = "ROOT"

    /// ``root``, or the beginning of names, without the `/` that follows it in them: `team` means `team/app` and neither
    /// `team` itself nor `teams/app`.
    package let prefix: String
    /// What it is for, in the words of who made it; nil where nothing was said.
    package let summary: String?
    package let appliedFor: [Occasion]
    package let tagMutability: TagMutability
    package let encryption: RepositoryEncryption
    package let tags: [String: String]
    /// Of kind `repository`; nil where none is set.
    package let policy: PolicyDocument?

    /// What makes ECR create a repository.
    package enum Occasion: String, Sendable, Codable, CaseIterable {
        case createOnPush = "CREATE_ON_PUSH"
        case pullThroughCache = "PULL_THROUGH_CACHE"
        case replication = "REPLICATION"
    }

    package init(
        prefix: String,
        summary: String? = nil,
        appliedFor: [Occasion],
        tagMutability: TagMutability = .mutable,
        encryption: RepositoryEncryption = .aes256,
        tags: [String: String] = [:],
        policy: PolicyDocument? = nil
    ) {
        self.prefix = prefix
        self.summary = summary
        self.appliedFor = appliedFor
        self.tagMutability = tagMutability
        self.encryption = encryption
        self.tags = tags
        self.policy = policy
    }

    /// The repository that the template describes, yet to be created.
    package func repository(
        named name: String,
        in account: AccountID,
        _ region: Region,
        createdAt: Date
    ) -> Repository {
        Repository(
            name: name,
            account: account,
            region: region,
            createdAt: createdAt,
            tagMutability: tagMutability,
            encryption: encryption,
            tags: tags,
            policy: policy
        )
    }

    /// The template with the longest prefix that a name has. Those for other occasions are not looked at
    /// (inferred).
    static func best(
        of templates: some Sequence<RepositoryCreationTemplate>,
        for name: String,
        _ occasion: Occasion
    ) -> RepositoryCreationTemplate? {
        templates.filter { $0.appliedFor.contains(occasion) && $0.covers(name) }.max { $0.reach < $1.reach }
    }

    private func covers(_ name: String) -> Bool {
        prefix == Self.root || name.utf8.starts(with: prefix.utf8 + [0x2F])
    }

    private var reach: Int { prefix == Self.root ? 0 : prefix.utf8.count }
}
