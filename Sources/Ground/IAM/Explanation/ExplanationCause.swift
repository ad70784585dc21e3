/// What settled a request, in a sentence for people.
struct ExplanationCause {
    private let request: AccessRequest
    private let policies: ApplicablePolicies
    private let decision: Decision
    private let words: ExplanationWords

    init(_ request: AccessRequest, _ policies: ApplicablePolicies, _ decision: Decision) {
        self.request = request
        self.policies = policies
        self.decision = decision
        words = ExplanationWords(request, policies)
    }

    /// Without a full stop, such as `no identity-based policy of user/intern allows it`.
    var text: String {
        switch decision.reason {
        case .root: "the caller is root of the account, and nothing denies it"
        case .noPermissionNeeded: "this operation needs no permission"
        case .allowed(let layers): allowed(layers)
        case .explicitDeny, .trustDeny:
            decision.statements.first.map { "\($0.statement) of \($0.policy) denies it" } ?? "a statement denies it"
        case .trustSilence: trustSilence
        case .silence(let layer): silence(layer)
        }
    }

    private func allowed(_ layers: [PolicyLayer]) -> String {
        guard let statement = decision.statements.first else {
            return "its issuer is root, and its session policy allows it"
        }
        let text = "\(statement.statement) of \(statement.policy) allows it"
        guard decision.statements.count > 1, let other = decision.statements.last else { return text }
        return "\(text), and so does \(other.statement) of \(other.policy)"
    }

    private var trustSilence: String {
        switch request.caller.kind {
        case .root: return "root may assume no role"
        case .federatedUser: return "a federated user may assume no role"
        case .user, .roleSession, .federatedIdentity, .service: break
        }
        guard !policies.resource.policies.isEmpty else { return "there is no \(words.resource)" }
        return "the trust policy of \(words.resource) does not let \(words.caller) in"
    }

    private func silence(_ layer: PolicyLayer) -> String {
        switch layer {
        case .serviceControl:
            return "no service control policy at \(level(of: layer)) allows it"
        case .resourceControl:
            return "no resource control policy at \(level(of: layer)) allows it"
        case .endpoint:
            return "the policy of the VPC endpoint that the call came through does not allow it"
        case .boundary:
            return "the permissions boundary of \(words.owner) does not allow it"
        case .session:
            if policies.caller.session == nil {
                return "the federated user was given no session policy, and so may do nothing"
            }
            return "the policies that were passed when the session was made do not allow it"
        case .scopeDown:
            return "a policy that the session was narrowed by does not allow it"
        case .identity:
            if policies.caller.identity.isEmpty { return "\(words.owner) has no policy that allows anything" }
            return "no identity-based policy of \(words.owner) allows it"
        case .resource:
            let owner = "account \(request.resourceAccount) owns the \(words.resourceKind)"
            if policies.resource.policies.isEmpty { return "\(owner), and its \(words.resource) has no policy" }
            return "\(owner), and no policy there lets \(words.caller) in"
        }
    }

    private func level(of layer: PolicyLayer) -> String {
        let survey = EvaluationSurvey(request, policies)
        let isCaller = layer == .serviceControl
        let levels = isCaller ? policies.caller.serviceControl : policies.resource.resourceControl
        let level = isCaller ? survey.silentServiceControlLevel : survey.silentResourceControlLevel
        return words.level(level ?? 0, of: levels.count)
    }
}
