import AWSCore
import IAM

/// Trust policies.
extension WorldReader {
    /// A list of principals, or a policy document as a mapping or as JSON text.
    func trustPolicy(_ field: YAMLField) throws(WorldFileError) -> TrustPolicy {
        let field = try field.unfoldingJSON()
        let element = try field.policyElement()
        do {
            if case .mapping = element { return try TrustPolicy(document: element) }
            return try TrustPolicy(principals: element)
        } catch {
            throw field.error(at: error.line, error.reason)
        }
    }

    /// Refuses trust in principals that the world does not have: nobody could ever assume the role by it.
    func checkTrusts(_ accounts: [AccountID: Account], _ root: YAMLField) throws(WorldFileError) {
        for (policy, role) in trusts {
            for grant in policy.grants {
                guard let reason = impossibility(grant, role, accounts) else { continue }
                throw root.error(at: grant.line, reason)
            }
        }
    }

    private func impossibility(
        _ grant: TrustPolicy.Grant,
        _ role: Role,
        _ accounts: [AccountID: Account]
    ) -> String? {
        let subject = "role '\(role.name)' trusts '\(grant.text)'"
        if let arn = ARN(grant.text), arn.partition != role.arn.partition {
            return "\(subject), which is of another partition; write arn:\(role.arn.partition):…"
        }
        switch grant.grantee {
        case .anyone:
            return nil
        case .account(let id):
            return accounts[id] == nil ? "\(subject), and the world has no account \(id); add it or name another" : nil
        case .principal(let arn):
            guard let id = AccountID(arn.account), let account = accounts[id] else {
                return "\(subject), and the world has no account \(arn.account); add it or name another"
            }
            let parts = arn.resource.split(separator: "/").map(String.init)
            switch parts.first {
            case "user" where !account.users.values.contains { $0.arn == arn }:
                return "\(subject), and the world has no such user; add it, or mind the path in its ARN"
            case "role" where !account.roles.values.contains { $0.arn == arn }:
                return "\(subject), and the world has no such role; add it, or mind the path in its ARN"
            case "assumed-role" where parts.count < 2 || account.roles[parts[1]] == nil:
                return "\(subject), and the world has no such role; add it, and leave its path out of the session's ARN"
            case "federated-user":
                return "\(subject), but federated users cannot assume roles; name the user"
            default:
                return nil
            }
        }
    }
}
