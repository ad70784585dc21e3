import IAM

/// What IAM answered, as the journal shows it.
package struct EventDecision: Sendable, Codable, Equatable {
    /// `allow` or `deny`.
    package let verdict: String
    /// What settled it, such as `identityPolicySilent`; see ``IAM/Decision/Reason``.
    package let reason: String
    /// The statements that matched, in words; empty for a silence.
    package let statements: [String]

    init(_ decision: Decision) {
        verdict = decision.verdict.rawValue
        statements = decision.statements
        reason =
            switch decision.reason {
            case .root: "root"
            case .allowedBy: "allowedByIdentityPolicy"
            case .allowedByTrustPolicy: "allowedByTrustPolicy"
            case .noPermissionNeeded: "noPermissionNeeded"
            case .identityPolicySilent: "identityPolicySilent"
            case .resourcePolicySilent: "resourcePolicySilent"
            case .trustPolicySilent: "trustPolicySilent"
            case .sessionPolicySilent: "sessionPolicySilent"
            }
    }
}
