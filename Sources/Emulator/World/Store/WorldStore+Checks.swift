package import AWSCore
import IAM
import Synchronization

/// What verbs look at before they change anything.
extension WorldStore {
    /// The seed that unique IDs depend on.
    var seed: String? { state.withLock { $0.loaded.seed } }

    func known(_ id: AccountID) throws(WorldStoreError) -> Account {
        guard let account = account(id) else { throw .unknownAccount(id.value) }
        return account
    }

    /// Throws what a rule says is wrong.
    func refuse(_ problem: String?) throws(WorldStoreError) {
        if let problem { throw .invalid(problem) }
    }

    /// Refuses a policy that is of another kind, too long, or names a principal that is not there.
    func check(_ document: PolicyDocument, _ kind: PolicyKind) throws(WorldStoreError) {
        guard document.kind == kind else {
            throw .invalid(
                "a policy of kind \(document.kind.rawValue) stands for one of kind \(kind.rawValue); read it anew"
            )
        }
        try refuse(PolicyRules.size(document, of: "the policy"))
        let accounts = state.withLock { $0.accounts }
        for principal in document.principals {
            guard let reason = accounts.impossibility(of: principal) else { continue }
            throw .principalNotFound(principal.text, reason: reason)
        }
    }

    /// Whether the user, group or role of a unique ID was deleted.
    package func hasDeleted(_ arn: ARN, uniqueID: String) -> Bool {
        (0..<incarnation(of: arn)).contains {
            UniqueID.make(String(uniqueID.prefix(4)), of: arn, seed: seed, incarnation: $0) == uniqueID
        }
    }

    /// How many users, groups or roles of an ARN were deleted.
    func incarnation(of arn: ARN) -> Int { state.withLock { $0.deletions[arn.description] ?? 0 } }
}
