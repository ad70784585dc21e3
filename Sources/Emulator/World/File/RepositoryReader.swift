import AWSCore
import Determinism
import Foundation
import IAM

/// Repositories and their settings.
extension WorldReader {
    /// The repositories of a region.
    mutating func repositories(
        _ field: YAMLField?,
        account: AccountID,
        region: Region
    ) throws(WorldFileError) -> [String: Repository] {
        var repositories: [String: Repository] = [:]
        for member in try field?.members() ?? [] {
            try begin(member)
            guard Repository.isName(member.key) else {
                throw member.value.error(
                    at: member.line,
                    "'\(member.key)' is not a repository name; write 2 to 256 lower-case letters and digits, in words "
                        + "joined by . _ __ or dashes, in parts divided by /"
                )
            }
            let field = member.value.named("repository '\(member.key)'")
            let record = try RepositoryReader.record(field)
            let repository = try repository(member.key, record, field, account, region)
            repositories[member.key] = repository
            try readImages(record["images"], of: repository)
        }
        return repositories
    }

    /// Notes what a repository holds from the start.
    mutating func readImages(_ field: YAMLField?, of repository: Repository) throws(WorldFileError) {
        let images = try ImageReader.images(field, of: repository)
        guard !images.isEmpty else { return }
        initialImages.append(
            InitialImages(
                account: repository.account,
                region: repository.region,
                repository: repository.name,
                images: images
            )
        )
    }

    private mutating func repository(
        _ name: String,
        _ record: [String: YAMLField],
        _ field: YAMLField,
        _ account: AccountID,
        _ region: Region
    ) throws(WorldFileError) -> Repository {
        var repository = try RepositoryReader.repository(name, record, field, account, region)
        if let policy = repository.policy {
            repository.0.policy = try resourcePolicy(
                policy,
                of: "the policy of \(field.what)"
            )
        }
        return repository.0
    }
}

/// The settings of a repository.
enum RepositoryReader {
    static func record(_ field: YAMLField) throws(WorldFileError) -> [String: YAMLField] {
        try field.record(
            [
                "image_tag_mutability", "image_tag_mutability_exclusion_filters", "scan_on_push", "encryption", "tags",
                "created_at", "policy", "lifecycle_policy", "images",
            ]
        )
    }

    /// A repository without its policy, and the policy, which is to be looked at further.
    static func repository(
        _ name: String,
        _ record: [String: YAMLField],
        _ field: YAMLField,
        _ account: AccountID,
        _ region: Region
    ) throws(WorldFileError) -> (Repository, policy: LocatedPolicy?) {
        let settings = try RepositorySettings(record, of: field, account, region)
        let repository = Repository(
            name: name,
            account: account,
            region: region,
            createdAt: try record["created_at"]?.moment() ?? WorldReader.usualCreation,
            tagMutability: settings.tagMutability,
            scanOnPush: try record["scan_on_push"]?.flag() ?? false,
            encryption: settings.encryption,
            tags: settings.tags,
            lifecyclePolicy: try record["lifecycle_policy"]?.lifecyclePolicy()
        )
        return (repository, try record["policy"].map { field throws(WorldFileError) in try field.policy(.repository) })
    }
}
