import AWSCore
import IAM

/// What IAM keeps of an account besides identities: instance profiles and the account's alias.
extension WorldReader {
    func instanceProfiles(
        _ field: YAMLField?,
        of account: Account
    ) throws(WorldFileError) -> [String: InstanceProfile] {
        var profiles: [String: InstanceProfile] = [:]
        for member in try field?.members() ?? [] {
            try begin(member)
            try member.value.refuse(IdentityRules.name(member.key, of: "instance profile"), at: member.line)
            let record = try member.value.named("instance profile '\(member.key)'").record(InstanceProfileKey.self)
            let role = try record[.role].map { (field) throws(WorldFileError) in try roleName(field, of: account) }
            profiles[member.key] = InstanceProfile(
                account: account.id,
                partition: account.partition,
                path: try path(record[.path]),
                name: member.key,
                seed: seed,
                role: role,
                tags: try tags(record[.tags], of: member.value.named("instance profile '\(member.key)'")),
                createdAt: Self.usualCreation
            )
        }
        return profiles
    }

    private func roleName(_ field: YAMLField, of account: Account) throws(WorldFileError) -> String {
        let name = try field.text()
        guard account.roles[name] != nil else {
            let hint =
                SimilarNames.suggestion(for: name, among: account.roles.keys.sorted())
                .map { "did you mean \($0)?" } ?? "add it below roles of the account"
            throw field.error("account \(account.id) has no role '\(name)'; \(hint)")
        }
        return name
    }

    func alias(_ field: YAMLField?) throws(WorldFileError) -> String? {
        guard let field else { return nil }
        let alias = try field.text()
        let isAlias =
            (3...63).contains(alias.utf8.count) && !alias.hasPrefix("-") && !alias.hasSuffix("-")
            && !alias.contains("--")
            && alias.utf8.allSatisfy { $0.isDigit || (0x61...0x7A).contains($0) || $0 == 0x2D }
        guard isAlias else {
            throw field.error(
                "'\(alias)' is not an account alias; write 3 to 63 small letters, digits and single dashes between them"
            )
        }
        return alias
    }
}
