package import AWSCore
package import Foundation
package import IAM

/// The settings of repositories that ECR makes by itself (docs/aws/ecr-repositories.md, "Creation templates").
package struct RepositoryCreationTemplate: Sendable, Codable, Equatable {
    /// The most characters of ``summary``.
    package static let longestSummary = 256
    /// The most characters of ``customRoleARN``.
    package static let longestRoleARN = 2_048

    /// As ``RepositoryPrefix`` has it.
    package let prefix: String
    /// What it is for, in the words of who made it; nil where nothing was said.
    package var summary: String?
    package var appliedFor: [Occasion]
    package var tagMutability: TagMutability
    package var encryption: RepositoryEncryption
    package var tags: [String: String]
    /// Of kind `repository`; nil where none is set.
    package var policy: PolicyDocument?
    /// Nil where no image expires by itself.
    package var lifecyclePolicy: LifecyclePolicy?
    /// The ARN of the role in which ECR is to make repositories, as it was given; nil for ECR's own. It is kept and
    /// answered: here the world itself makes the repositories.
    package var customRoleARN: String?
    package let createdAt: Date
    package var updatedAt: Date

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
        policy: PolicyDocument? = nil,
        lifecyclePolicy: LifecyclePolicy? = nil,
        customRoleARN: String? = nil,
        createdAt: Date
    ) {
        self.prefix = prefix
        self.summary = summary
        self.appliedFor = appliedFor
        self.tagMutability = tagMutability
        self.encryption = encryption
        self.tags = tags
        self.policy = policy
        self.lifecyclePolicy = lifecyclePolicy
        self.customRoleARN = customRoleARN
        self.createdAt = createdAt
        updatedAt = createdAt
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
            policy: policy,
            lifecyclePolicy: lifecyclePolicy
        )
    }

    /// The template with the longest prefix that a name has. Those for other occasions are not looked at
    /// (inferred).
    static func best(
        of templates: some Sequence<RepositoryCreationTemplate>,
        for name: String,
        _ occasion: Occasion
    ) -> RepositoryCreationTemplate? {
        templates.filter { $0.appliedFor.contains(occasion) && RepositoryPrefix.covers($0.prefix, name) }
            .max { RepositoryPrefix.reach(of: $0.prefix) < RepositoryPrefix.reach(of: $1.prefix) }
    }
}

/// What was kept before templates had dates has those of a file that names none.
extension RepositoryCreationTemplate {
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        prefix = try values.decode(String.self, forKey: .prefix)
        summary = try values.decodeIfPresent(String.self, forKey: .summary)
        appliedFor = try values.decode([Occasion].self, forKey: .appliedFor)
        tagMutability = try values.decode(TagMutability.self, forKey: .tagMutability)
        encryption = try values.decode(RepositoryEncryption.self, forKey: .encryption)
        tags = try values.decode([String: String].self, forKey: .tags)
        policy = try values.decodeIfPresent(PolicyDocument.self, forKey: .policy)
        lifecyclePolicy = try values.decodeIfPresent(LifecyclePolicy.self, forKey: .lifecyclePolicy)
        customRoleARN = try values.decodeIfPresent(String.self, forKey: .customRoleARN)
        createdAt = try values.decodeIfPresent(Date.self, forKey: .createdAt) ?? WorldReader.usualCreation
        updatedAt = try values.decodeIfPresent(Date.self, forKey: .updatedAt) ?? createdAt
    }
}
