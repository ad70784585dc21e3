package import AWSCore
import IAM
import Synchronization

/// What verbs look at before they change anything.
extension WorldStore {
    func known(_ id: AccountID) throws(WorldStoreError) -> Account {
        guard let account = account(id) else { throw .unknownAccount(id.value) }
        return account
    }

    func known(user name: String, in id: AccountID) throws(WorldStoreError) -> User {
        guard let user = try known(id).users[name] else { throw .unknown("user '\(name)' in account \(id)") }
        return user
    }

    func known(group name: String, in id: AccountID) throws(WorldStoreError) -> Group {
        guard let group = try known(id).groups[name] else { throw .unknown("group '\(name)' in account \(id)") }
        return group
    }

    func known(role name: String, in id: AccountID) throws(WorldStoreError) -> Role {
        guard let role = try known(id).roles[name] else { throw .unknown("role '\(name)' in account \(id)") }
        return role
    }

    /// Throws what a rule says is wrong.
    func refuse(_ problem: String?) throws(WorldStoreError) {
        if let problem { throw .invalid(problem) }
    }

    /// Refuses a policy that is of another kind, too long, or names a principal that is not there.
    func check(_ document: PolicyDocument, _ kind: PolicyKind, limit: Int) throws(WorldStoreError) {
        try check(document, kind)
        try refuse(IdentityRules.length(document, limit: limit, of: "the policy"))
    }

    /// The same without a limit.
    func check(_ document: PolicyDocument, _ kind: PolicyKind) throws(WorldStoreError) {
        guard document.kind == kind else {
            throw .invalid(
                "a policy of kind \(document.kind.rawValue) stands for one of kind \(kind.rawValue); read it anew"
            )
        }
        let accounts = state.withLock { $0.accounts }
        for principal in document.principals {
            guard let reason = accounts.impossibility(of: principal) else { continue }
            throw .principalNotFound(principal.text, reason: reason)
        }
    }

    /// Whether there was a user, a group, a role or the like of an ARN that was deleted.
    package func hasDeleted(_ arn: ARN) -> Bool { incarnation(of: arn) > 0 }

    /// How many users, groups or roles of an ARN were deleted.
    func incarnation(of arn: ARN) -> Int { state.withLock { $0.deletions[arn.description] ?? 0 } }
}
