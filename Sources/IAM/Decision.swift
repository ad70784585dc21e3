package import AWSCore

/// What IAM answered to one question: may this principal do this to that, and why.
package struct Decision: Sendable, Equatable, Codable {
    package enum Verdict: String, Sendable, Codable {
        case allow
        case deny
    }

    /// What settled the question. The silences are named as in the denial's sentence (``DenialMessage``).
    package enum Reason: Sendable, Equatable, Codable {
        /// The caller is the root user of the account that owns the resource.
        case root
        /// A policy that is attached to the caller allows it.
        case allowedBy(ARN)
        /// The role's trust policy names the caller itself, which is enough within one account.
        case allowedByTrustPolicy
        /// AWS asks no policy about this operation.
        case noPermissionNeeded
        /// No policy that is attached to the caller allows it.
        case identityPolicySilent
        /// The resource belongs to another account, and no policy there allows it.
        case resourcePolicySilent
        /// The role's trust policy does not let the caller in, or there is no such role.
        case trustPolicySilent
        /// The session was made without a policy, and its kind may do nothing without one.
        case sessionPolicySilent
    }

    package let verdict: Verdict
    package let reason: Reason
    /// The statements that matched, each in words a person can look up: policy, then statement. Empty for a silence.
    package let statements: [String]

    package init(verdict: Verdict, reason: Reason, statements: [String] = []) {
        self.verdict = verdict
        self.reason = reason
        self.statements = statements
    }

    package var isAllowed: Bool { verdict == .allow }

    /// The decision about an operation that needs no permission, such as GetCallerIdentity.
    package static let noPermissionNeeded = Decision(verdict: .allow, reason: .noPermissionNeeded)

    static func silence(_ reason: Reason) -> Decision { Decision(verdict: .deny, reason: reason) }
}
