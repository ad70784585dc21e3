import AWSCore

/// What the world knows of principals (docs/aws/sts.md, "Principals").
extension WorldState {
    func partition(of account: AccountID) -> Partition { accounts[account]?.partition ?? .aws }

    func isClosed(_ account: AccountID) -> Bool { accounts[account]?.isClosed ?? false }

    /// Whether the principal is still there: a session ends with its user or role, and with its account, which ends
    /// when it is closed (docs/aws/organizations-api.md, "Closing accounts").
    func exists(_ principal: Principal) -> Bool {
        guard let account = accounts[principal.accountID], !account.isClosed else { return false }
        return switch principal {
        case .root: true
        case .user(_, let name): account.users[name] != nil
        case .roleSession(_, let role, _): account.roles[role] != nil
        case .federatedUser(_, _, let issuer): exists(issuer)
        }
    }

    func arn(of principal: Principal) -> ARN {
        let account = principal.accountID
        let partition = self.partition(of: account)
        return switch principal {
        case .root: .iam(partition, account, "root")
        case .user(_, let name): accounts[account]?.users[name]?.arn ?? .iam(partition, account, "user/" + name)
        case .roleSession(_, let role, let session): .sts(partition, account, "assumed-role/\(role)/\(session)")
        case .federatedUser(_, let name, _): .sts(partition, account, "federated-user/" + name)
        }
    }

    /// The ID of the user, the role or the account behind a principal; nil where that is gone.
    func uniqueID(of principal: Principal) -> String? {
        switch principal {
        case .root(let account): accounts[account]?.id.value
        case .user(let account, let name): accounts[account]?.users[name]?.uniqueID
        case .roleSession(let account, let role, _): accounts[account]?.roles[role]?.uniqueID
        case .federatedUser(_, _, let issuer): uniqueID(of: issuer)
        }
    }

    /// `UserId` as GetCallerIdentity says it.
    func userID(of principal: Principal) -> String {
        switch principal {
        case .root(let account): account.value
        case .user: uniqueID(of: principal) ?? ""
        case .roleSession(_, _, let session): (uniqueID(of: principal) ?? "") + ":" + session
        case .federatedUser(let account, let name, _): account.value + ":" + name
        }
    }

    /// The ARNs by which a principal can be meant: its own; for a role session its role's as well, for a federated user
    /// its issuer's.
    func names(of principal: Principal) -> [ARN] {
        let own = arn(of: principal)
        switch principal {
        case .root, .user: return [own]
        case .roleSession(let account, let role, _):
            return [own] + (accounts[account]?.roles[role].map { [$0.arn] } ?? [])
        case .federatedUser(_, _, let issuer): return [own, arn(of: issuer)]
        }
    }

    /// The ARNs that `text` means: an ARN itself, or every user and role of that name. Empty where there is none.
    ///
    /// A session's ARN is known while its role is, or, for a federated user, while it is remembered.
    func principals(named text: String) -> [ARN] {
        var found: [ARN] = []
        for account in accounts.values.sorted(by: { $0.id < $1.id }) {
            if account.rootARN.description == text { found.append(account.rootARN) }
            if let user = account.users[text] { found.append(user.arn) }
            if let role = account.roles[text] { found.append(role.arn) }
        }
        guard found.isEmpty, let arn = ARN(text), let id = AccountID(arn.account), let account = accounts[id] else {
            return found
        }
        if account.user(arn) != nil || account.role(arn) != nil { return [arn] }
        let parts = arn.resource.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard arn.service == "sts", arn.partition == account.partition.name, arn.region.isEmpty else { return [] }
        if parts.count == 3, parts[0] == "assumed-role", !parts[2].isEmpty, account.roles[parts[1]] != nil {
            return [arn]
        }
        if sessions.values.contains(where: { self.arn(of: $0.principal) == arn }) { return [arn] }
        return []
    }
}
