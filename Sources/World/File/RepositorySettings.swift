import AWSCore
import Yams

/// The settings that repositories and repository creation templates share, under keys of the same names.
struct RepositorySettings {
    let imageTagMutability: String
    let exclusionFilters: [String]
    let encryptionType: String
    let kmsKey: String?
    let tags: [String: String]

    /// - Parameter owner: the mapping that the record is of.
    init(
        _ record: [String: YAMLField],
        of owner: YAMLField,
        _ account: AccountID,
        _ region: Region
    ) throws(WorldFileError) {
        imageTagMutability =
            try record["image_tag_mutability"]?.choice(
                of: ["MUTABLE", "IMMUTABLE", "MUTABLE_WITH_EXCLUSION", "IMMUTABLE_WITH_EXCLUSION"]
            ) ?? "MUTABLE"
        exclusionFilters = try Self.filters(
            record["image_tag_mutability_exclusion_filters"],
            imageTagMutability,
            owner
        )
        (encryptionType, kmsKey) = try Self.encryption(record["encryption"], account, region)
        tags = try Self.tags(record["tags"], of: owner)
    }

    private static func filters(
        _ field: YAMLField?,
        _ mutability: String,
        _ repository: YAMLField
    ) throws(WorldFileError) -> [String] {
        let takesFilters = mutability.hasSuffix("_WITH_EXCLUSION")
        guard let field else {
            guard !takesFilters else {
                throw repository.error(
                    "\(repository.what) is \(mutability) without image_tag_mutability_exclusion_filters; add 1 to 5"
                )
            }
            return []
        }
        guard takesFilters else {
            throw field.error(
                "\(field.what) goes with MUTABLE_WITH_EXCLUSION and IMMUTABLE_WITH_EXCLUSION only; take it out"
            )
        }
        let entries = try field.list()
        guard (1...5).contains(entries.count) else {
            throw field.error("\(field.what) has \(entries.count) entries; write 1 to 5")
        }
        var filters: [String] = []
        for entry in entries {
            let filter = try entry.text()
            let isFilter =
                filter.utf8.count <= 128 && filter.utf8.count(where: { $0 == 0x2A }) <= 2
                && filter.utf8.allSatisfy { $0.isWordCharacter || $0 == 0x2A || $0 == 0x2D || $0 == 0x2E }
            guard isFilter else {
                throw entry.error(
                    "'\(filter)' is not a tag filter; write up to 128 letters, digits, . _ - and at most two *"
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
    ) throws(WorldFileError) -> (type: String, key: String?) {
        let types = ["AES256", "KMS", "KMS_DSSE"]
        guard let field else { return ("AES256", nil) }
        var typeField = field
        var keyField: YAMLField?
        if field.node.mapping != nil {
            let record = try field.record(["type", "key"])
            guard let type = record["type"] else { throw field.error("\(field.what) has no type; add type: KMS") }
            typeField = type
            keyField = record["key"]
        }
        let type = try typeField.choice(of: types)
        if type == "AES256" {
            if let keyField { throw keyField.error("\(keyField.what) goes with KMS and KMS_DSSE only; take it out") }
            return (type, nil)
        }
        guard let keyField else { return (type, Repository.usualKMSKey(in: region, of: account)) }
        let key = try keyField.text()
        guard key.utf16.count <= 2_048 else { throw keyField.error("\(keyField.what) is longer than 2048; shorten it") }
        return (type, key)
    }

    private static func tags(_ field: YAMLField?, of owner: YAMLField) throws(WorldFileError) -> [String: String] {
        guard let field else { return [:] }
        let tags = try field.dictionary()
        try field.refuse(IdentityRules.repositoryTags(tags, of: owner.what))
        return tags
    }
}
