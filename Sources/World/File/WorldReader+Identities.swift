import AWSCore
import IAM
import Yams

/// Users, roles, their keys and their policies.
extension WorldReader {
    private static let notYet: [String: YAMLField.NotYet] = [
        "groups": .policy, "inline_policies": .policy, "permissions_boundary": .policy, "tags": .policy,
    ]

    mutating func user(_ member: YAMLField.Member, _ account: Account) throws(WorldFileError) -> User {
        let field = try identity(member, "user")
        let record = try field.record(["path", "policies", "access_keys"], notYet: Self.notYet)
        var keys: [AccessKey] = []
        if let field = record["access_keys"] { keys = try accessKeys(field) }
        return User(
            account: account.id,
            partition: account.partition,
            path: try path(record["path"]),
            name: member.key,
            seed: seed,
            attachedPolicies: try policies(record["policies"], account.partition),
            accessKeys: keys
        )
    }

    mutating func role(_ member: YAMLField.Member, _ account: Account) throws(WorldFileError) -> Role {
        let field = try identity(member, "role")
        let record = try field.record(["path", "policies", "trust", "max_session_duration"], notYet: Self.notYet)
        let path = try path(record["path"])
        let policies = try policies(record["policies"], account.partition)
        guard let trust = record["trust"] else {
            throw field.error(
                at: member.line,
                "\(field.what) has no trust policy; add trust: with the ARNs that may assume it"
            )
        }
        let role = Role(
            account: account.id,
            partition: account.partition,
            path: path,
            name: member.key,
            seed: seed,
            trustPolicy: try trustPolicy(trust),
            maxSessionDuration: try record["max_session_duration"]?.integer(in: 3_600...43_200) ?? 3_600,
            attachedPolicies: policies
        )
        trusts.append((role.trustPolicy, role))
        return role
    }

    /// The long-term keys of a user or of root.
    mutating func accessKeys(_ field: YAMLField) throws(WorldFileError) -> [AccessKey] {
        var keys: [AccessKey] = []
        for entry in try field.list() {
            let record = try entry.record(["id", "secret", "status"])
            guard let idField = record["id"] else {
                throw entry.error("\(entry.what) has no id; add the access key ID")
            }
            guard let secretField = record["secret"] else {
                throw entry.error("\(entry.what) has no secret; add the secret access key")
            }
            let text = try idField.text()
            guard let id = AccessKeyID(text) else {
                throw idField.error(
                    "'\(text)' is no access key ID; write 1 to 128 visible ASCII characters without / , ="
                )
            }
            if let line = accessKeyLines[text] {
                throw idField.error("the access key ID '\(text)' stands on line \(line) already; give each key its own")
            }
            accessKeyLines[text] = idField.line
            let secret = try secretField.text()
            guard secret.utf8.count <= 256, secret.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                // The secret itself is not shown.
                throw secretField.error("\(secretField.what) is not 1 to 256 visible ASCII characters; write another")
            }
            let status = try record["status"]?.choice(of: ["active", "inactive"]) ?? "active"
            keys.append(AccessKey(id: id, secret: secret, isActive: status == "active"))
        }
        return keys
    }

    private func identity(_ member: YAMLField.Member, _ kind: String) throws(WorldFileError) -> YAMLField {
        let isName =
            member.key.utf8.count <= 64
            && member.key.utf8.allSatisfy { $0.isWordCharacter || "+=,.@-".utf8.contains($0) }
        guard isName else {
            throw member.value.error(
                at: member.line,
                "'\(member.key)' is no name of a \(kind); write 1 to 64 letters, digits or characters of _+=,.@-"
            )
        }
        return member.value.named("\(kind) '\(member.key)'")
    }

    private func path(_ field: YAMLField?) throws(WorldFileError) -> String {
        guard let field else { return "/" }
        let path = try field.text()
        guard path.hasPrefix("/"), path.hasSuffix("/"), path.utf8.count <= 512,
            path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else {
            throw field.error("\(field.what) is '\(path)'; write a path that begins and ends with /, such as /team/")
        }
        return path
    }

    private func policies(_ field: YAMLField?, _ partition: Partition) throws(WorldFileError) -> [ARN] {
        var policies: [ARN] = []
        for entry in try field?.list() ?? [] {
            guard entry.node.scalar != nil else {
                throw entry.error(YAMLField.NotYet.policy.reason("an inline policy, \(entry.what),"))
            }
            let reference = try entry.text()
            guard let policy = ManagedPolicy(reference: reference, in: partition) else {
                guard !reference.hasPrefix("arn:") || ARN(reference) != nil else {
                    throw entry.error("'\(reference)' is a malformed ARN; write AdministratorAccess")
                }
                throw entry.error(YAMLField.NotYet.policy.reason("the policy '\(reference)'"))
            }
            let arn = policy.arn(in: partition)
            guard !policies.contains(arn) else { throw entry.error("\(policy.rawValue) is attached twice; keep one") }
            policies.append(arn)
        }
        return policies
    }
}
