import AWSCore
import Determinism
import Foundation
import Yams

/// Repositories and their settings.
enum RepositoryReader {
    private static let notYet: [String: YAMLField.NotYet] = [
        "policy": .policy, "lifecycle_policy": .content, "images": .content,
    ]

    /// When a repository was created whose file does not say so: 2024-01-01T00:00:00Z.
    private static let usualCreation = Date(timeIntervalSince1970: 1_704_067_200)

    /// The repositories of a region.
    static func repositories(
        _ region: YAMLField,
        account: AccountID,
        region name: Region
    ) throws(WorldFileError) -> [String: Repository] {
        let record = try region.record(["repositories"])
        var repositories: [String: Repository] = [:]
        for member in try record["repositories"]?.members() ?? [] {
            guard Repository.isName(member.key) else {
                throw region.error(
                    at: member.line,
                    "'\(member.key)' is no repository name; write 2 to 256 lower-case letters and digits, in words "
                        + "joined by . _ __ or dashes, in parts divided by /"
                )
            }
            let field = member.value.named("repository '\(member.key)'")
            repositories[member.key] = try repository(member.key, field, account, name)
        }
        return repositories
    }

    private static func repository(
        _ name: String,
        _ field: YAMLField,
        _ account: AccountID,
        _ region: Region
    ) throws(WorldFileError) -> Repository {
        let record = try field.record(
            [
                "image_tag_mutability", "image_tag_mutability_exclusion_filters", "scan_on_push", "encryption", "tags",
                "created_at",
            ],
            notYet: notYet
        )
        let mutability =
            try record["image_tag_mutability"]?.choice(
                of: ["MUTABLE", "IMMUTABLE", "MUTABLE_WITH_EXCLUSION", "IMMUTABLE_WITH_EXCLUSION"]
            ) ?? "MUTABLE"
        let encryption = try encryption(record["encryption"], account, region)
        return Repository(
            name: name,
            account: account,
            region: region,
            createdAt: try record["created_at"].map(date) ?? usualCreation,
            imageTagMutability: mutability,
            exclusionFilters: try filters(record["image_tag_mutability_exclusion_filters"], mutability, field),
            scanOnPush: try record["scan_on_push"]?.flag() ?? false,
            encryptionType: encryption.type,
            kmsKey: encryption.key,
            tags: try record["tags"].map(tags) ?? [:]
        )
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
                    "'\(filter)' is no tag filter; write up to 128 letters, digits, . _ - and at most two *"
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

    private static func tags(_ field: YAMLField) throws(WorldFileError) -> [String: String] {
        var tags: [String: String] = [:]
        for member in try field.members() {
            guard member.key.count <= 128, !member.key.lowercased().hasPrefix("aws:") else {
                throw field.error(
                    at: member.line,
                    "'\(member.key)' is no tag key; write up to 128 characters that do not begin with aws:"
                )
            }
            let value = member.value.isNothing ? "" : try tagValue(member.value)
            guard value.count <= 256 else {
                throw member.value.error("\(member.value.what) is longer than 256; shorten it")
            }
            tags[member.key] = value
        }
        guard tags.count <= 50 else { throw field.error("\(field.what) has \(tags.count) tags; write at most 50") }
        return tags
    }

    private static func tagValue(_ field: YAMLField) throws(WorldFileError) -> String {
        // A tag's value may be empty, where other texts may not.
        if let scalar = field.node.scalar, scalar.string.isEmpty { return "" }
        return try field.text()
    }

    private static func date(_ field: YAMLField) throws(WorldFileError) -> Date {
        let text = try field.text()
        guard let date = AWSDate.parseExtended(text) else {
            throw field.error("\(field.what) is '\(text)'; write a moment such as 2024-05-14T09:30:00Z")
        }
        return date
    }
}
