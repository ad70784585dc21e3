import IAM

/// What IAM answered, as the journal shows it: to the question that ended the call, or to the first of a call that went
/// on.
package struct EventDecision: Sendable, Codable, Equatable {
    /// `allow` or `deny`.
    package let verdict: String
    /// What settled it. Of a denial the layer: `identityPolicySilent`, `resourcePolicySilent`, `trustPolicySilent`,
    /// `sessionPolicySilent`, `permissionsBoundarySilent`, `serviceControlPolicySilent`, `resourceControlPolicySilent`,
    /// `endpointPolicySilent`, and the same with `explicitDenyIn`: `explicitDenyInIdentityPolicy` and so on. Of an
    /// allowed call `root`, `noPermissionNeeded`, or what granted it: `allowedByIdentityPolicy`,
    /// `allowedByResourcePolicy`, `allowedByTrustPolicy`, `allowedBySessionPolicy`, joined by `And` where several did.
    package let reason: String
    /// The action that was asked about: `ecr:BatchGetImage`.
    package let action: String
    /// What it was asked on: an ARN, or `*`.
    package let resource: String
    /// The statements that settled it, in words: those that grant, or the one that denies. Empty for a silence.
    package let statements: [String]

    package var isDenial: Bool { verdict == Decision.Verdict.deny.rawValue }

    init(_ answer: EventRecord.Answer) {
        verdict = answer.decision.verdict.rawValue
        statements = answer.decision.statements.map { RecordedText.cut($0.description) }
        action = answer.action
        resource = answer.resource
        reason = Self.reason(answer.decision.reason, isTrust: answer.isTrust)
    }

    private static func reason(_ reason: Decision.Reason, isTrust: Bool) -> String {
        switch reason {
        case .root: "root"
        case .noPermissionNeeded: "noPermissionNeeded"
        case .allowed(let layers):
            "allowedBy" + layers.map { $0 == .resource && isTrust ? "Trust" : name($0) }.joined(separator: "And")
                + "Policy"
        case .silence(let layer): first(name(layer)) + suffix(layer) + "Silent"
        case .explicitDeny(let layer, _): "explicitDenyIn" + name(layer) + suffix(layer)
        case .trustSilence: "trustPolicySilent"
        case .trustDeny: "explicitDenyInTrustPolicy"
        }
    }

    private static func name(_ layer: PolicyLayer) -> String {
        switch layer {
        case .serviceControl: "ServiceControl"
        case .resourceControl: "ResourceControl"
        case .endpoint: "Endpoint"
        case .boundary: "PermissionsBoundary"
        case .session: "Session"
        case .scopeDown: "ScopeDown"
        case .identity: "Identity"
        case .resource: "Resource"
        }
    }

    private static func suffix(_ layer: PolicyLayer) -> String { layer == .boundary ? "" : "Policy" }

    private static func first(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }
}
