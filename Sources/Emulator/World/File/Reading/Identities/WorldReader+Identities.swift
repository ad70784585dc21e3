import AWSCore
import IAM
import Yams

/// Users, groups, roles and their policies.
extension WorldReader {
    mutating func readIdentities(
        _ record: [AccountKey: YAMLField],
        _ field: YAMLField,
        into account: inout Account
    ) throws(WorldFileError) {
        // Policies and groups first, whatever the order of the file: users and roles name them.
        var names = IdentityNames("policy", field)
        for member in try record[.policies]?.members() ?? [] {
            try begin(member)
            try names.add(member)
            account.managedPolicies[member.key] = try managedPolicy(member, account)
        }
        names = IdentityNames("group", field)
        for member in try record[.groups]?.members() ?? [] {
            try begin(member)
            try names.add(member)
            account.groups[member.key] = try group(member, account)
        }
        names = IdentityNames("user", field)
        for member in try record[.users]?.members() ?? [] {
            try begin(member)
            try names.add(member)
            account.users[member.key] = try user(member, account)
        }
        names = IdentityNames("role", field)
        for member in try record[.roles]?.members() ?? [] {
            try begin(member)
            try names.add(member)
            account.roles[member.key] = try role(member, account)
        }
    }

    private mutating func user(_ member: YAMLField.Member, _ account: Account) throws(WorldFileError) -> User {
        let field = try identity(member, "user")
        let record = try field.record(UserKey.self)
        var user = User(
            account: account.id,
            partition: account.partition,
            path: try path(record[.path]),
            name: member.key,
            seed: seed,
            groups: try groups(record[.groups], account, of: field),
            attachedPolicies: try policies(record[.policies], account),
            inlinePolicies: try inlinePolicies(record[.inlinePolicies], PolicyKind.userInlineCharacterLimit),
            permissionsBoundary: try boundary(record[.permissionsBoundary], account),
            tags: try tags(record[.tags], of: field)
        )
        if let keys = record[.accessKeys] { user.accessKeys = try accessKeys(keys) }
        if let devices = record[.mfaDevices] {
            user.multiFactorDevices = try self.devices(devices, account)
            try devices.refuse(IdentityRules.devices(user.multiFactorDevices, of: field.what))
        }
        user.loginProfile = try record[.loginProfile].map { (profile) throws(WorldFileError) in
            try loginProfile(profile, of: user.arn)
        }
        try readCredentials(record, into: &user)
        return user
    }

    private func group(_ member: YAMLField.Member, _ account: Account) throws(WorldFileError) -> Group {
        let record = try identity(member, "group").record(GroupKey.self)
        return Group(
            account: account.id,
            partition: account.partition,
            path: try path(record[.path]),
            name: member.key,
            seed: seed,
            attachedPolicies: try policies(record[.policies], account),
            inlinePolicies: try inlinePolicies(record[.inlinePolicies], PolicyKind.groupInlineCharacterLimit)
        )
    }

    private mutating func role(_ member: YAMLField.Member, _ account: Account) throws(WorldFileError) -> Role {
        let field = try identity(member, "role")
        let record = try field.record(RoleKey.self)
        guard let trustField = record[.trust] else {
            throw field.error(
                at: member.line,
                "\(field.what) has no trust policy; add trust: with the ARNs that may assume it"
            )
        }
        let trust = try trustField.trustPolicy()
        try trustField.refuse(PolicyRules.size(trust.document, of: trustField.what))
        resourcePolicies.append((trustField.what, trust))
        var role = Role(
            account: account.id,
            partition: account.partition,
            path: try path(record[.path]),
            name: member.key,
            seed: seed,
            trustPolicy: trust.document,
            maxSessionDuration: try record[.maxSessionDuration]?.integer(in: 3_600...43_200) ?? 3_600,
            attachedPolicies: try policies(record[.policies], account),
            inlinePolicies: try inlinePolicies(record[.inlinePolicies], PolicyKind.roleInlineCharacterLimit),
            permissionsBoundary: try boundary(record[.permissionsBoundary], account),
            tags: try tags(record[.tags], of: field),
            summary: try record[.description].map { field throws(WorldFileError) in try description(field) }
        )
        role.maxSigninSessionDuration = try record[.maxSigninSessionDuration]?.integer(in: 3_600...7_776_000)
        return role
    }

    /// What a role or a policy is for: up to 1,000 characters.
    private func description(_ field: YAMLField) throws(WorldFileError) -> String {
        let text = try field.text()
        let most = IdentityRules.longestDescription
        guard text.utf16.count <= most else {
            throw field.error("\(field.what) has \(text.utf16.count) characters, and IAM takes \(most); shorten it")
        }
        return text
    }

    /// A document, or `{path, description, tags, document}`.
    private func managedPolicy(
        _ member: YAMLField.Member,
        _ account: Account
    ) throws(WorldFileError) -> CustomerManagedPolicy {
        let field = try identity(member, "policy")
        var record: [ManagedPolicyKey: YAMLField] = [:]
        if field.node.mapping != nil, try field.members().contains(where: { $0.key == "document" }) {
            record = try field.record(ManagedPolicyKey.self)
        }
        let text = record[.document] ?? field
        let policy = try text.policy(.identity)
        try text.refuse(PolicyRules.size(policy.document, of: field.what))
        return CustomerManagedPolicy(
            account: account.id,
            partition: account.partition,
            path: try path(record[.path]),
            name: member.key,
            seed: seed,
            summary: try record[.description].map { field throws(WorldFileError) in try description(field) },
            document: policy.document,
            tags: try tags(record[.tags], of: field)
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
                throw entry.error("\(arn.lastPart) is attached twice; keep one")
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
