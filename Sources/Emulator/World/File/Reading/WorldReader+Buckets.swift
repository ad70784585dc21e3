import AWSCore
import Foundation

/// The buckets of an account.
extension WorldReader {
    mutating func buckets(_ field: YAMLField?, of account: Account) throws(WorldFileError) -> [String: Bucket] {
        var buckets: [String: Bucket] = [:]
        for member in try field?.members() ?? [] {
            try begin(member)
            guard S3Host.isBucket(member.key) else {
                throw member.value.error(
                    at: member.line,
                    "'\(member.key)' is not a bucket name; write 3 to 63 small letters, digits, dots and dashes, a letter or "
                        + "digit first and last"
                )
            }
            // Names of buckets are unique in a partition, which all clients of S3 rely on.
            let key = "\(account.partition.name) \(member.key)"
            if let line = bucketLines[key] {
                throw member.value.error(
                    at: member.line,
                    "the bucket '\(member.key)' stands on line \(line) already; give each bucket of all accounts its own name"
                )
            }
            bucketLines[key] = member.line
            buckets[member.key] = try bucket(member, account)
        }
        return buckets
    }

    private func bucket(_ member: YAMLField.Member, _ account: Account) throws(WorldFileError) -> Bucket {
        let field = member.value.named("bucket '\(member.key)'")
        let record = try field.record(BucketKey.self, unsupported: ["policy", "objects"])
        var tags: [String: String] = [:]
        if let given = record[.tags] {
            tags = try given.dictionary()
            try given.refuse(IdentityRules.repositoryTags(tags, of: field.what))
        }
        return Bucket(
            name: member.key,
            account: account.id,
            region: try region(record[.region], of: field, line: member.line, in: account),
            createdAt: try record[.createdAt]?.moment() ?? Self.usualCreation,
            tags: tags
        )
    }

    /// A region of the account's partition; the first of the account's where none is written.
    private func region(
        _ field: YAMLField?,
        of owner: YAMLField,
        line: Int,
        in account: Account
    ) throws(WorldFileError) -> Region {
        guard let field else {
            guard let region = account.firstRegion else {
                throw owner.error(
                    at: line,
                    "\(owner.what) has no region, and neither has the account; add region: us-east-1 or such"
                )
            }
            return region
        }
        let text = try field.text()
        guard let region = Region(text), account.partition.matches(region: text) else {
            throw field.error(
                "'\(text)' is not a region of partition \(account.partition.name); write one such as us-east-1"
            )
        }
        return region
    }

    static var usualCreation: Date { World.usualCreation }
}
