package import AWSCore

/// What a caller brings to IAM's question: the policies on its own side (emulator.md F.3).
package enum Permissions: Sendable, Equatable {
    /// The root user: everything in its own account.
    case root
    /// A user or a role session, with the ARNs of the policies attached to the user or the role. Each is
    /// ``ManagedPolicy/administratorAccess``: a world with any other is not loaded.
    case identity(policies: [ARN])
    /// A federated user, with the policies of the user that it was issued by. It may do what both those and its session
    /// policy allow; sessions have no policy yet, so that is nothing.
    case federated(issuerPolicies: [ARN])

    /// Whether the caller may perform an action on a resource, wherever the caller is asked first.
    ///
    /// - Parameter isOwnAccount: whether the caller's account owns the resource. Another account's resource needs that
    ///   account's consent as well, by a resource policy; none exists yet, so it is refused (emulator.md F.5).
    package func decide(isOwnAccount: Bool) -> Decision {
        // Among several silences AWS names the resource's first (emulator.md F.9).
        guard isOwnAccount else { return .silence(.resourcePolicySilent) }
        return decideIdentity()
    }

    /// Whether the caller may assume a role (emulator.md F.6): the role's trust policy must let it in; its own policies
    /// must allow it too, unless the trust policy names the caller itself and both are of one account.
    ///
    /// - Parameters:
    ///   - trust: the role's trust policy; nil where there is no such role, which AWS does not tell apart.
    ///   - callerNames: the ARNs by which a policy may name the caller: its own, and for a role session the role's.
    ///   - callerAccount: the caller's account.
    ///   - roleAccount: the role's account.
    package func decideAssumeRole(
        trust: TrustPolicy?,
        callerNames: [ARN],
        callerAccount: AccountID,
        roleAccount: AccountID
    ) -> Decision {
        // Neither root nor a federated user can assume a role, whatever a trust policy says (emulator.md C.2).
        guard let trust, case .identity = self, let admission = trust.admission(of: callerNames, callerAccount) else {
            return .silence(.trustPolicySilent)
        }
        if admission.isDirect, callerAccount == roleAccount {
            return Decision(verdict: .allow, reason: .allowedByTrustPolicy, statements: [admission.statement])
        }
        let own = decideIdentity()
        guard own.isAllowed else { return own }
        return Decision(verdict: .allow, reason: own.reason, statements: own.statements + [admission.statement])
    }

    private func decideIdentity() -> Decision {
        switch self {
        case .root:
            return Decision(verdict: .allow, reason: .root)
        case .identity(let policies):
            guard let policy = policies.first else { return .silence(.identityPolicySilent) }
            return Decision(
                verdict: .allow,
                reason: .allowedBy(policy),
                statements: [ManagedPolicy.statement(policy)]
            )
        case .federated(let policies):
            return .silence(policies.isEmpty ? .identityPolicySilent : .sessionPolicySilent)
        }
    }
}
