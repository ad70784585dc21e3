import AWSCore
import Yams

/// The settings that repositories and repository creation templates share, under keys of the same names.
struct RepositorySettings {
    let tagMutability: TagMutability
    let encryption: RepositoryEncryption
    let tags: [String: String]

    /// - Parameter owner: the mapping that the record is of.
    init(
        _ record: [RepositorySettingsKey: YAMLField],
        of owner: YAMLField,
        _ account: AccountID,
        _ region: Region
    ) throws(WorldFileError) {
        let mode = try record[.imageTagMutability]?.choice(of: TagMutability.Mode.self) ?? .mutable
        tagMutability = TagMutability(
            mode,
            exclusionFilters: try Self.filters(record[.imageTagMutabilityExclusionFilters], mode, owner)
        )
        encryption = try Self.encryption(record[.encryption], account, region)
        tags = try Self.tags(record[.tags], of: owner)
    }

    private static func filters(
        _ field: YAMLField?,
        _ mode: TagMutability.Mode,
        _ repository: YAMLField
    ) throws(WorldFileError) -> [TagFilter] {
        guard let field else {
            guard !mode.takesFilters else {
                throw repository.error(
                    "\(repository.what) is \(mode.rawValue) without image_tag_mutability_exclusion_filters; add 1 to 5"
                )
            }
            return []
        }
        guard mode.takesFilters else {
            throw field.error(
                "\(field.what) goes with MUTABLE_WITH_EXCLUSION and IMMUTABLE_WITH_EXCLUSION only; take it out"
            )
        }
        let entries = try field.list()
        guard TagMutability.filterCount.contains(entries.count) else {
            throw field.error("\(field.what) has \(entries.count) entries; write 1 to 5")
        }
        var filters: [TagFilter] = []
        for entry in entries {
            let text = try entry.text()
            guard let filter = TagFilter(text) else {
                throw entry.error(
                    "'\(text)' is not a tag filter; write up to 128 letters, digits, . _ - and at most two *"
                )
            }
            filters.append(filter)
        }
        return filters
    }

    /// A type by itself, or `{type, key}`.
    private static func encryption(
        _ field: YAMLField?,
        _ account: AccountID,
        _ region: Region
    ) throws(WorldFileError) -> RepositoryEncryption {
        guard let field else { return .aes256 }
        var typeField = field
        var keyField: YAMLField?
        if field.node.mapping != nil {
            let record = try field.record(EncryptionKey.self)
            guard let type = record[.type] else { throw field.error("\(field.what) has no type; add type: KMS") }
            typeField = type
            keyField = record[.key]
        }
        let kind = try typeField.choice(of: RepositoryEncryption.Kind.self)
        if let keyField, !kind.hasKey {
            throw keyField.error("\(keyField.what) goes with KMS and KMS_DSSE only; take it out")
        }
        let key = try keyField?.text()
        if let keyField, let key, key.utf16.count > RepositoryEncryption.keyLength.upperBound {
            throw keyField.error(
                "\(keyField.what) is longer than \(RepositoryEncryption.keyLength.upperBound); shorten it"
            )
        }
        return RepositoryEncryption(kind, key: key, in: region, of: account)
    }

    static func tags(_ field: YAMLField?, of owner: YAMLField) throws(WorldFileError) -> [String: String] {
        guard let field else { return [:] }
        let tags = try field.dictionary()
        try field.refuse(IdentityRules.repositoryTags(tags, of: owner.what))
        return tags
    }
}
