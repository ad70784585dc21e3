package import AWSCore

/// What IAM answered to one question: may this principal do this to that, and why.
package struct Decision: Sendable, Equatable, Codable {
    package enum Verdict: String, Sendable, Codable {
        case allow
        case deny
    }

    /// What settled the question.
    package enum Reason: Sendable, Equatable {
        /// The caller is the root user of the account that owns the resource, and nothing denies it.
        case root
        /// Policies of these layers grant it, and those that limit do not object: ``PolicyLayer/identity``,
        /// ``PolicyLayer/resource`` or both; of a federated user whom root issued ``PolicyLayer/session``.
        case allowed(by: [PolicyLayer])
        /// AWS asks no policy about this operation.
        case noPermissionNeeded
        /// A statement of this layer denies it.
        case explicitDeny(PolicyLayer, policy: ARN?)
        /// No policy of this layer allows it.
        case silence(PolicyLayer)
        /// The role's trust policy does not let the caller in, or there is no such role.
        case trustSilence
        /// The role's trust policy has a statement that denies it.
        case trustDeny
    }

    package let verdict: Verdict
    package let reason: Reason
    /// The statements that settled it: those that grant, or the one that denies. Empty for a silence.
    package let statements: [StatementReference]

    package init(verdict: Verdict, reason: Reason, statements: [StatementReference] = []) {
        self.verdict = verdict
        self.reason = reason
        self.statements = statements
    }

    package var isAllowed: Bool { verdict == .allow }

    /// The decision about an operation that needs no permission, such as GetCallerIdentity.
    package static let noPermissionNeeded = Decision(verdict: .allow, reason: .noPermissionNeeded)
}

extension Decision.Reason {
    /// The layer whose policies settled it against the caller; nil where the call is allowed.
    package var layer: PolicyLayer? {
        switch self {
        case .explicitDeny(let layer, _), .silence(let layer): layer
        case .trustSilence, .trustDeny: .resource
        case .root, .allowed, .noPermissionNeeded: nil
        }
    }

    /// Whether a statement says no, as against none saying yes.
    package var isExplicitDeny: Bool {
        switch self {
        case .explicitDeny, .trustDeny: true
        case .root, .allowed, .noPermissionNeeded, .silence, .trustSilence: false
        }
    }
}

/// As JSON: `{"kind": "silence", "layer": "identity"}`, `{"kind": "explicitDeny", "layer": "boundary", "policy": ARN}`,
/// `{"kind": "allowed", "layers": ["identity"]}`; the other kinds have no further members.
extension Decision.Reason: Codable {
    private enum CodingKeys: String, CodingKey {
        case kind, layer, layers, policy
    }

    private enum Kind: String, Codable {
        case root, allowed, noPermissionNeeded, explicitDeny, silence, trustSilence, trustDeny
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(Kind.self, forKey: .kind) {
        case .root: self = .root
        case .allowed: self = .allowed(by: try container.decode([PolicyLayer].self, forKey: .layers))
        case .noPermissionNeeded: self = .noPermissionNeeded
        case .explicitDeny:
            self = .explicitDeny(
                try container.decode(PolicyLayer.self, forKey: .layer),
                policy: try container.decodeIfPresent(ARN.self, forKey: .policy)
            )
        case .silence: self = .silence(try container.decode(PolicyLayer.self, forKey: .layer))
        case .trustSilence: self = .trustSilence
        case .trustDeny: self = .trustDeny
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .root: try container.encode(Kind.root, forKey: .kind)
        case .allowed(let layers):
            try container.encode(Kind.allowed, forKey: .kind)
            try container.encode(layers, forKey: .layers)
        case .noPermissionNeeded: try container.encode(Kind.noPermissionNeeded, forKey: .kind)
        case .explicitDeny(let layer, let policy):
            try container.encode(Kind.explicitDeny, forKey: .kind)
            try container.encode(layer, forKey: .layer)
            try container.encodeIfPresent(policy, forKey: .policy)
        case .silence(let layer):
            try container.encode(Kind.silence, forKey: .kind)
            try container.encode(layer, forKey: .layer)
        case .trustSilence: try container.encode(Kind.trustSilence, forKey: .kind)
        case .trustDeny: try container.encode(Kind.trustDeny, forKey: .kind)
        }
    }
}
