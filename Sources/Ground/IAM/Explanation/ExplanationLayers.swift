/// What each layer says about a request, with every statement compared and nothing cut short.
struct ExplanationLayers {
    private let request: AccessRequest
    private let policies: ApplicablePolicies
    private let decision: Decision
    /// What the layers say where the explicit denies are left out, so that the first of them does not hide the rest.
    private let survey: EvaluationSurvey
    private let words: ExplanationWords

    init(_ request: AccessRequest, _ policies: ApplicablePolicies, _ decision: Decision) {
        self.request = request
        self.policies = policies
        self.decision = decision
        survey = .withoutDenies(request, policies)
        words = ExplanationWords(request, policies)
    }

    /// In the order of ``PolicyLayer``'s cases.
    var all: [Explanation.Layer] { PolicyLayer.allCases.map(layer) }

    private func layer(_ layer: PolicyLayer) -> Explanation.Layer {
        switch layer {
        case .serviceControl:
            return organization(
                layer,
                survey.hasOwnSide ? policies.caller.serviceControl : [],
                silent: survey.silentServiceControlLevel,
                none: survey.hasOwnSide ? "none bind account \(request.caller.account)" : words.noSide
            )
        case .resourceControl:
            return organization(
                layer,
                policies.resource.resourceControl,
                silent: survey.silentResourceControlLevel,
                none: "none bind account \(request.resourceAccount)"
            )
        case .endpoint:
            guard let endpoint = policies.endpoint else {
                return absent(layer, "the call came through no VPC endpoint")
            }
            return present(layer, .limits, [explain(endpoint)], isSilent: survey.endpointIsSilent)
        case .boundary:
            return boundary
        case .session:
            return session
        case .scopeDown:
            return scopeDown
        case .identity:
            return identity
        case .resource:
            return resource
        }
    }

    // MARK: - The layers

    private func organization(_ layer: PolicyLayer, _ levels: [[AttachedPolicy]], silent: Int?, none: String)
        -> Explanation.Layer
    {
        guard !levels.isEmpty else { return absent(layer, none) }
        var explained: [Explanation.Policy] = []
        for level in levels.indices {
            let name = words.level(level, of: levels.count)
            explained += levels[level].map { explain($0, level: name) }
        }
        let note = silent.map { "nothing at \(words.level($0, of: levels.count)) allows it" }
        return present(layer, .limits, explained, isSilent: silent != nil, note: note)
    }

    private var boundary: Explanation.Layer {
        guard survey.hasOwnSide else { return absent(.boundary, words.noSide) }
        guard !survey.identityIsRoot else { return absent(.boundary, "\(words.root) is root") }
        guard let boundary = policies.caller.boundary else { return absent(.boundary, "none is set") }
        return present(
            .boundary,
            .limits,
            [explain(boundary)],
            isSilent: survey.boundaryIsSilent,
            note: survey.needsBoundary || !survey.boundaryIsSilent ? nil : words.passedOver(survey)
        )
    }

    private var session: Explanation.Layer {
        guard survey.hasOwnSide else { return absent(.session, words.noSide) }
        let passedOver = survey.needsSession || !survey.sessionIsSilent ? nil : words.passedOver(survey)
        guard let session = policies.caller.session else {
            switch request.caller.kind {
            case .federatedUser:
                let note = "none was passed, and without one a federated user may do nothing by its own side"
                return present(.session, .limits, [], isSilent: true, note: passedOver ?? note)
            case .roleSession: return absent(.session, "none was passed when the role was assumed")
            case .root, .user, .federatedIdentity, .service: return absent(.session, "the caller has none")
            }
        }
        return present(
            .session,
            .limits,
            session.map { explain($0) },
            isSilent: survey.sessionIsSilent,
            note: passedOver
        )
    }

    private var scopeDown: Explanation.Layer {
        guard survey.hasOwnSide else { return absent(.scopeDown, words.noSide) }
        let policies = policies.caller.scopeDown
        guard !policies.isEmpty else { return absent(.scopeDown, "the session was not narrowed") }
        return present(
            .scopeDown,
            .limits,
            policies.map { explain($0) },
            isSilent: survey.silentScopeDown != nil,
            note: survey.silentScopeDown.map { "\(policies[$0].name) does not allow it" }
        )
    }

    private var identity: Explanation.Layer {
        guard survey.hasOwnSide else { return absent(.identity, words.noSide) }
        if survey.identityIsRoot {
            return present(
                .identity,
                .grants,
                [],
                isSilent: false,
                note: "\(words.root) is root, which may do everything"
            )
        }
        let isSilent = survey.identityAllow == nil
        var note: String?
        if policies.caller.identity.isEmpty { note = "\(words.owner) has no policy" }
        if !survey.needsIdentity, isSilent { note = words.passedOver(survey) }
        return present(.identity, .grants, policies.caller.identity.map { explain($0) }, isSilent: isSilent, note: note)
    }

    private var resource: Explanation.Layer {
        let list = policies.resource.policies
        guard !list.isEmpty else {
            if survey.isTrust {
                return present(.resource, .grants, [], isSilent: true, note: "there is no \(words.resource)")
            }
            if survey.needsResource {
                return present(.resource, .grants, [], isSilent: true, note: "\(words.resource) has none")
            }
            return absent(.resource, request.resource == "*" ? "the call is about no resource" : "there is none")
        }
        var note: String?
        if survey.isTrust, !survey.mayAssumeRoles {
            note = "\(request.caller.kind == .root ? "root" : "a federated user") may assume no role"
        } else if survey.grant == .none {
            if !survey.needsResource { note = "not needed within the account" }
        } else if survey.needsIdentity, !request.isCrossAccount {
            note = "leaves it to the policies of account \(request.caller.account)"
        } else if !request.isCrossAccount, survey.hasOwnSide {
            note = survey.grant == .direct ? "enough by itself" : "enough without an identity-based policy"
        }
        let isRepair = survey.isRootRepair && list.contains { $0.document.kind.isOfRepository && denies($0) }
        if isRepair { note = "root may always repair the policy of its repository" }
        let explained = list.map { explain($0) }
        let isDenied = list.contains { denies($0) && !(survey.isRootRepair && $0.document.kind.isOfRepository) }
        return Explanation.Layer(
            layer: .resource,
            part: .grants,
            outcome: isDenied ? .denies : survey.grant == .none ? .silent : .allows,
            isDecisive: isDecisive(.resource),
            note: isDenied ? nil : note,
            policies: explained
        )
    }

    // MARK: - Parts

    private func absent(_ layer: PolicyLayer, _ note: String) -> Explanation.Layer {
        Explanation.Layer(
            layer: layer,
            part: .doesNotApply,
            outcome: .doesNotApply,
            isDecisive: false,
            note: note,
            policies: []
        )
    }

    private func present(
        _ layer: PolicyLayer,
        _ part: Explanation.Layer.Part,
        _ explained: [Explanation.Policy],
        isSilent: Bool,
        note: String? = nil
    ) -> Explanation.Layer {
        let isDenied = explained.contains { $0.statements.contains { $0.isMatch && $0.effect == .deny } }
        return Explanation.Layer(
            layer: layer,
            part: part,
            outcome: isDenied ? .denies : isSilent ? .silent : .allows,
            isDecisive: isDecisive(layer),
            note: isDenied ? nil : note,
            policies: explained
        )
    }

    private func isDecisive(_ layer: PolicyLayer) -> Bool {
        switch decision.reason {
        case .root: layer == .identity
        case .allowed(let layers): layers.contains(layer)
        case .noPermissionNeeded: false
        case .explicitDeny, .silence, .trustSilence, .trustDeny: decision.reason.layer == layer
        }
    }

    private func explain(_ policy: AttachedPolicy, level: String? = nil) -> Explanation.Policy {
        Explanation.Policy(
            name: policy.name,
            arn: policy.arn,
            level: level,
            statements: policy.document.statements.map { statement in
                Explanation.Statement(
                    index: statement.index,
                    sid: statement.sid,
                    effect: statement.effect,
                    isMatch: statement.applies(to: request, isBounded: survey.isBounded),
                    elements: statement.trace(request, isBounded: survey.isBounded).elements
                )
            }
        )
    }

    private func denies(_ policy: AttachedPolicy) -> Bool {
        policy.document.statements.contains {
            $0.effect == .deny && $0.applies(to: request, isBounded: survey.isBounded)
        }
    }
}

extension EvaluationSurvey {
    /// What the layers say beside their explicit denies.
    static func withoutDenies(_ request: AccessRequest, _ policies: ApplicablePolicies) -> EvaluationSurvey {
        var narrowed: Set<StatementReference> = []
        while true {
            let survey = EvaluationSurvey(request, policies, narrowed: narrowed)
            guard survey.deny != nil, let statement = survey.decision.statements.first,
                narrowed.insert(statement).inserted
            else { return survey }
        }
    }
}
