import AWSCore
import IAM
import Yams

/// Users, groups, roles and their policies.
extension WorldReader {
    mutating func readIdentities(
        _ record: [String: YAMLField],
        _ field: YAMLField,
        into account: inout Account
    ) throws(WorldFileError) {
        // Policies and groups first, whatever the order of the file: users and roles name them.
        var names = IdentityNames("policy", field)
        for member in try record["policies"]?.members() ?? [] {
            try begin(member)
            try names.add(member)
            account.managedPolicies[member.key] = try managedPolicy(member, account)
        }
        names = IdentityNames("group", field)
        for member in try record["groups"]?.members() ?? [] {
            try begin(member)
            try names.add(member)
            account.groups[member.key] = try group(member, account)
        }
        names = IdentityNames("user", field)
        for member in try record["users"]?.members() ?? [] {
            try begin(member)
            try names.add(member)
            account.users[member.key] = try user(member, account)
        }
        names = IdentityNames("role", field)
        for member in try record["roles"]?.members() ?? [] {
            try begin(member)
            try names.add(member)
            account.roles[member.key] = try role(member, account)
        }
    }

    private mutating func user(_ member: YAMLField.Member, _ account: Account) throws(WorldFileError) -> User {
        let field = try identity(member, "user")
        let record = try field.record([
            "path", "groups", "policies", "inline_policies", "permissions_boundary", "tags", "access_keys",
            "mfa_devices", "login_profile", "ssh_public_keys", "service_specific_credentials", "signing_certificates",
        ])
        var user = User(
            account: account.id,
            partition: account.partition,
            path: try path(record["path"]),
            name: member.key,
            seed: seed,
            groups: try groups(record["groups"], account, of: field),
            attachedPolicies: try policies(record["policies"], account),
            inlinePolicies: try inlinePolicies(record["inline_policies"], PolicyKind.userInlineCharacterLimit),
            permissionsBoundary: try boundary(record["permissions_boundary"], account),
            tags: try tags(record["tags"], of: field)
        )
        if let keys = record["access_keys"] { user.accessKeys = try accessKeys(keys) }
        if let devices = record["mfa_devices"] {
            user.multiFactorDevices = try self.devices(devices, account)
            try devices.refuse(IdentityRules.devices(user.multiFactorDevices, of: field.what))
        }
        user.loginProfile = try record["login_profile"].map { (profile) throws(WorldFileError) in
            try loginProfile(profile, of: user.arn)
        }
        try readCredentials(record, into: &user)
        return user
    }

    private func group(_ member: YAMLField.Member, _ account: Account) throws(WorldFileError) -> Group {
        let record = try identity(member, "group").record(["path", "policies", "inline_policies"])
        return Group(
            account: account.id,
            partition: account.partition,
            path: try path(record["path"]),
            name: member.key,
            seed: seed,
            attachedPolicies: try policies(record["policies"], account),
            inlinePolicies: try inlinePolicies(record["inline_policies"], PolicyKind.groupInlineCharacterLimit)
        )
    }

    private mutating func role(_ member: YAMLField.Member, _ account: Account) throws(WorldFileError) -> Role {
        let field = try identity(member, "role")
        let record = try field.record([
            "path", "policies", "inline_policies", "permissions_boundary", "tags", "trust", "max_session_duration",
        ])
        guard let trustField = record["trust"] else {
            throw field.error(
                at: member.line,
                "\(field.what) has no trust policy; add trust: with the ARNs that may assume it"
            )
        }
        let trust = try trustField.trustPolicy()
        try trustField.refuse(PolicyRules.size(trust.document, of: trustField.what))
        resourcePolicies.append((trustField.what, trust))
        return Role(
            account: account.id,
            partition: account.partition,
            path: try path(record["path"]),
            name: member.key,
            seed: seed,
            trustPolicy: trust.document,
            maxSessionDuration: try record["max_session_duration"]?.integer(in: 3_600...43_200) ?? 3_600,
            attachedPolicies: try policies(record["policies"], account),
            inlinePolicies: try inlinePolicies(record["inline_policies"], PolicyKind.roleInlineCharacterLimit),
            permissionsBoundary: try boundary(record["permissions_boundary"], account),
            tags: try tags(record["tags"], of: field)
        )
    }

    /// A document, or `{path, description, document}`.
    private func managedPolicy(
        _ member: YAMLField.Member,
        _ account: Account
    ) throws(WorldFileError) -> CustomerManagedPolicy {
        let field = try identity(member, "policy")
        var record: [String: YAMLField] = [:]
        if field.node.mapping != nil, try field.members().contains(where: { $0.key == "document" }) {
            record = try field.record(["path", "description", "document"])
        }
        let text = record["document"] ?? field
        let policy = try text.policy(.identity)
        try text.refuse(PolicyRules.size(policy.document, of: field.what))
        return CustomerManagedPolicy(
            account: account.id,
            partition: account.partition,
            path: try path(record["path"]),
            name: member.key,
            seed: seed,
            summary: try record["description"]?.text(),
            document: policy.document
        )
    }

    // MARK: Parts of identities

    private func identity(_ member: YAMLField.Member, _ kind: String) throws(WorldFileError) -> YAMLField {
        try member.value.refuse(IdentityRules.name(member.key, of: kind), at: member.line)
        return member.value.named("\(kind) '\(member.key)'")
    }

    func path(_ field: YAMLField?) throws(WorldFileError) -> String {
        guard let field else { return "/" }
        let path = try field.text()
        try field.refuse(IdentityRules.path(path, of: field.what))
        return path
    }

    private func groups(
        _ field: YAMLField?,
        _ account: Account,
        of user: YAMLField
    ) throws(WorldFileError) -> [String] {
        var groups: [String] = []
        for entry in try field?.list() ?? [] {
            let name = try entry.text()
            guard account.groups[name] != nil else {
                let hint =
                    SimilarNames.suggestion(for: name, among: account.groups.keys.sorted())
                    .map { "did you mean \($0)?" } ?? "add it below groups of the account"
                throw entry.error("account \(account.id) has no group '\(name)'; \(hint)")
            }
            guard !groups.contains(name) else { throw entry.error("the group '\(name)' stands twice; keep one") }
            groups.append(name)
        }
        try field?.refuse(IdentityRules.groups(groups, of: user.what))
        return groups
    }

    private func policies(_ field: YAMLField?, _ account: Account) throws(WorldFileError) -> [ARN] {
        var policies: [ARN] = []
        for entry in try field?.list() ?? [] {
            guard entry.node.scalar != nil else {
                throw entry.error(
                    "\(entry.what) is not a name or ARN of a policy; write a document below inline_policies"
                )
            }
            let arn = try policyARN(entry, account)
            guard !policies.contains(arn) else {
                throw entry.error("\(arn.resource.split(separator: "/").last ?? "") is attached twice; keep one")
            }
            policies.append(arn)
        }
        return policies
    }

    private func boundary(_ field: YAMLField?, _ account: Account) throws(WorldFileError) -> ARN? {
        guard let field else { return nil }
        return try policyARN(field, account)
    }

    /// A managed policy by name or ARN.
    private func policyARN(_ field: YAMLField, _ account: Account) throws(WorldFileError) -> ARN {
        let reference = try field.text()
        guard let arn = account.managedPolicy(reference)?.arn else {
            throw field.error(account.missingPolicy(reference))
        }
        return arn
    }

    private func inlinePolicies(
        _ field: YAMLField?,
        _ limit: Int
    ) throws(WorldFileError) -> [String: PolicyDocument] {
        guard let field else { return [:] }
        var policies: [String: PolicyDocument] = [:]
        for (name, line, policy) in try field.policies(.identity) {
            try field.refuse(IdentityRules.name(name, of: "policy"), at: line)
            policies[name] = policy.document
        }
        try field.refuse(PolicyRules.size(policies.values, limit: limit, of: field.what))
        return policies
    }

    func tags(_ field: YAMLField?, of owner: YAMLField) throws(WorldFileError) -> [String: String] {
        guard let field else { return [:] }
        let tags = try field.dictionary()
        try field.refuse(IdentityRules.tags(tags, of: owner.what))
        return tags
    }
}

/// The names of one kind of identity in an account, which are unique to IAM without regard to case.
private struct IdentityNames {
    private let kind: String
    private let account: YAMLField
    /// As they are written, by the same name in small letters.
    private var names: [[UInt8]: String] = [:]

    init(_ kind: String, _ account: YAMLField) {
        self.kind = kind
        self.account = account
    }

    mutating func add(_ member: YAMLField.Member) throws(WorldFileError) {
        let folded = member.key.utf8.map(\.lowercasedASCII)
        guard let same = names.updateValue(member.key, forKey: folded) else { return }
        throw account.error(
            at: member.line,
            "\(kind) '\(member.key)' has the name of \(kind) '\(same)' in another case, the same to IAM; rename one"
        )
    }
}
