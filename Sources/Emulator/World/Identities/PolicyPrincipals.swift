import AWSCore
import IAM

/// Whether the principals that policies name are there.
extension [AccountID: Account] {
    /// Why the world cannot have a principal that a policy names: what is missing and what to do; nil where it is
    /// there.
    ///
    /// Services and identity providers are not looked for: AWS keeps policies whose provider is gone or yet to come.
    func impossibility(of principal: PolicyPrincipal) -> String? {
        switch principal.kind {
        case .everyone, .service, .federated, .canonicalUser:
            return nil
        case .account(let id):
            return missingAccount(id.value) ?? ARN(principal.text).flatMap { impossibility(of: $0) }
        case .uniqueID(let id):
            let isKnown = values.contains { account in
                account.users.values.contains { $0.uniqueID == id }
                    || account.roles.values.contains { $0.uniqueID == id }
            }
            return isKnown ? nil : "the world has nobody of that ID; name a user or role by its ARN"
        case .arn(let arn):
            return impossibility(of: arn)
        }
    }

    private func missingAccount(_ id: String) -> String? {
        AccountID(id).flatMap { self[$0] } == nil ? "the world has no account \(id); add it or name another" : nil
    }

    private func impossibility(of arn: ARN) -> String? {
        guard let account = AccountID(arn.account).flatMap({ self[$0] }) else { return missingAccount(arn.account) }
        guard arn.partition == account.partition.name else {
            return "its partition is not that of account \(account.id); write arn:\(account.partition.name):…"
        }
        let parts = arn.resource.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch (arn.service, parts.first) {
        case ("iam", "root") where parts.count == 1:
            return nil
        case ("iam", "user"):
            return account.user(arn) != nil
                ? nil : "the world has no such user; add it, or mind the path in its ARN"
        case ("iam", "role"):
            return account.role(arn) != nil
                ? nil : "the world has no such role; add it, or mind the path in its ARN"
        case ("sts", "assumed-role"):
            return parts.count == 3 && account.roles[parts[1]] != nil
                ? nil : "the world has no such role; add it, and leave its path out of the session's ARN"
        case ("sts", "federated-user"):
            // Whoever may call GetFederationToken makes one of any name.
            return nil
        default:
            return "it is not a user, role or session; write arn:\(account.partition.name):iam::ACCOUNT:role/NAME"
        }
    }
}
