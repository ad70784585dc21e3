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
            try member.requireRepositoryName()
            let field = member.value.named("repository '\(member.key)'")
            let (shared, record) = try field.record(RepositorySettingsKey.self, RepositoryKey.self)
            let repository = try repository(member.key, shared, record, field, account, region)
            repositories[member.key] = repository
            try readImages(record[.images], of: repository)
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
        _ shared: [RepositorySettingsKey: YAMLField],
        _ record: [RepositoryKey: YAMLField],
        _ field: YAMLField,
        _ account: AccountID,
        _ region: Region
    ) throws(WorldFileError) -> Repository {
        let settings = try RepositorySettings(shared, of: field, account, region)
        var repository = Repository(
            name: name,
            account: account,
            region: region,
            createdAt: try record[.createdAt]?.moment() ?? Self.usualCreation,
            tagMutability: settings.tagMutability,
            scanOnPush: try record[.scanOnPush]?.flag() ?? false,
            encryption: settings.encryption,
            tags: settings.tags,
            lifecyclePolicy: try record[.lifecyclePolicy]?.lifecyclePolicy()
        )
        if let policy = record[.policy] {
            repository.policy = try resourcePolicy(
                policy.policy(.repository),
                of: "the policy of \(field.what)"
            )
        }
        return repository
    }
}

extension YAMLField.Member {
    /// - Throws: where the key is not a repository's name.
    func requireRepositoryName() throws(WorldFileError) {
        guard Repository.isName(key) else {
            throw value.error(
                at: line,
                "'\(key)' is not a repository name; write 2 to 256 lower-case letters and digits, in words "
                    + "joined by . _ __ or dashes, in parts divided by /"
            )
        }
    }
}
