import AWSCore
import IAM

/// What an account has published in ECR Public.
extension WorldReader {
    /// Reads the repositories of an account's public registry.
    mutating func readPublicRepositories(_ field: YAMLField?, into account: inout Account) throws(WorldFileError) {
        guard let field else { return }
        guard account.partition == .aws else {
            throw field.error(
                "\(field.what) goes with accounts of partition aws, not of \(account.partition.name); take it out"
            )
        }
        var registry = Registry()
        for member in try field.members() {
            try begin(member)
            guard RepositoryCatalog.isRepositoryName(member.key) else {
                throw member.value.error(
                    at: member.line,
                    "'\(member.key)' is not the name of a public repository; write 2 to 205 lower-case letters and digits, "
                        + "in words joined by . _ __ or dashes, in parts divided by /"
                )
            }
            let field = member.value.named("public repository '\(member.key)'")
            registry.repositories[member.key] = try publicRepository(member.key, field, of: account.id)
        }
        account.registries[.publicRegistry] = registry
    }

    private mutating func publicRepository(
        _ name: String,
        _ field: YAMLField,
        of account: AccountID
    ) throws(WorldFileError) -> Repository {
        let record = try field.record(PublicRepositoryKey.self)
        var repository = Repository(
            name: name,
            account: account,
            region: .publicRegistry,
            createdAt: try record[.createdAt]?.moment() ?? Self.usualCreation,
            tags: try RepositorySettings.tags(record[.tags], of: field),
            catalog: try record[.catalogData].map { field throws(WorldFileError) in try Self.catalog(field) }
        )
        if let policy = record[.policy] {
            repository.policy = try resourcePolicy(
                policy.policy(.publicRepository),
                of: "the policy of \(field.what)"
            )
        }
        try readImages(record[.images], of: repository)
        return repository
    }

    private static func catalog(_ field: YAMLField) throws(WorldFileError) -> RepositoryCatalog {
        let record = try field.record(CatalogKey.self)
        return RepositoryCatalog(
            description: try text(record[.description], atMost: RepositoryCatalog.longestDescription),
            architectures: try words(record[.architectures]),
            operatingSystems: try words(record[.operatingSystems]),
            aboutText: try text(record[.aboutText], atMost: RepositoryCatalog.longestText),
            usageText: try text(record[.usageText], atMost: RepositoryCatalog.longestText)
        )
    }

    private static func text(_ field: YAMLField?, atMost most: Int) throws(WorldFileError) -> String? {
        guard let field else { return nil }
        let text = try field.text()
        guard text.utf16.count <= most else {
            throw field.error("\(field.what) is longer than \(most) characters; shorten it")
        }
        return text
    }

    private static func words(_ field: YAMLField?) throws(WorldFileError) -> [String]? {
        guard let field else { return nil }
        var words: [String] = []
        for entry in try field.list() {
            let word = try entry.text()
            guard RepositoryCatalog.wordLength.contains(word.utf16.count) else {
                throw entry.error("\(entry.what) is '\(word)'; write 1 to 50 characters")
            }
            words.append(word)
        }
        try field.requireEntries(words.count, atMost: RepositoryCatalog.mostWords)
        return words
    }
}
