/// The decision, written from docs/aws/iam.md a second time, for clarity and nothing else. It shares no code with
/// the evaluator of IAM but the JSON parser, so that a mistake has to be made twice to go unseen.
struct NaiveEvaluator: Sendable {
    /// A mistake to make.
    var fault: NaiveFault?

    func answer(_ request: NaiveRequest, _ policies: NaivePolicies) -> NaiveAnswer {
        explicitDeny(request, policies)
            ?? silenceOfOrganisation(request, policies)
            ?? silenceOfEndpoint(request, policies)
            ?? silenceOfResource(request, policies)
            ?? silenceOfCaller(request, policies)
            ?? allowance(request, policies)
    }

    // MARK: Explicit denies

    private func explicitDeny(_ request: NaiveRequest, _ policies: NaivePolicies) -> NaiveAnswer? {
        if fault == .deniesIgnored { return nil }
        let order = fault == .deniesInReverseOrder ? NaiveLayer.allCases.reversed() : NaiveLayer.allCases
        for layer in order where listens(request, to: layer, policies) {
            let denying = policies.of(layer).filter {
                says(false, $0, request, policies) && !isRepaired($0, layer, request)
            }
            if denying.isEmpty { continue }
            if layer == .resource, policies.isTrust { return .trustDenied }
            return .denied(layer, policies: denying.map(\.arn))
        }
        return nil
    }

    /// Whether a layer binds this caller.
    private func listens(_ request: NaiveRequest, to layer: NaiveLayer, _ policies: NaivePolicies) -> Bool {
        switch layer {
        case .serviceControl: return request.kind != .federatedIdentity
        case .resourceControl: return fault != .resourceControlSkipped
        case .endpoint: return fault != .endpointSkipped
        case .boundary: return hasCallerSide(request) && fault != .boundarySkipped
        case .session: return hasCallerSide(request) && fault != .sessionSkipped
        case .scopeDown: return hasCallerSide(request) && fault != .scopeDownSkipped
        case .identity: return hasCallerSide(request) && !policies.isRoot
        case .resource: return true
        }
    }

    /// Root may always repair the policy of a repository that locks everyone out. The registry's policy is another
    /// matter: it does not stand in the way of its own repair.
    private func isRepaired(_ policy: NaivePolicy, _ layer: NaiveLayer, _ request: NaiveRequest) -> Bool {
        let repairs = ["ecr:GetRepositoryPolicy", "ecr:SetRepositoryPolicy", "ecr:DeleteRepositoryPolicy"]
        // Only a repository's policy says nothing about resources.
        let isOfRepository = policy.statements.allSatisfy { $0.resources == nil && $0.notResources == nil }
        return layer == .resource && isOwner(request) && repairs.contains(request.action)
            && (isOfRepository || fault == .rootRepairsRegistry) && fault != .rootMayNotRepair
    }

    /// Whether boundary, session and identity policies are asked about this caller: not of root, nor of those who come
    /// with no more than a provider's word.
    private func hasCallerSide(_ request: NaiveRequest) -> Bool {
        request.kind != .root && request.kind != .federatedIdentity
    }

    /// Root in its own account.
    private func isOwner(_ request: NaiveRequest) -> Bool {
        request.kind == .root && !request.isCrossAccount
    }

    // MARK: Silences, in the order in which denials name them

    private func silenceOfOrganisation(_ request: NaiveRequest, _ policies: NaivePolicies) -> NaiveAnswer? {
        if listens(request, to: .serviceControl, policies) {
            let isAllowed = policies.serviceControl.map { level in level.contains { says(true, $0, request, policies) }
            }
            let isEnough = fault == .serviceControlAnyLevel ? isAllowed.isEmpty || isAllowed.contains(true) : true
            if fault == .serviceControlAnyLevel ? !isEnough : isAllowed.contains(false) {
                return .silent(.serviceControl)
            }
        }
        if listens(request, to: .resourceControl, policies) {
            for level in policies.resourceControl where !level.contains(where: { says(true, $0, request, policies) }) {
                return .silent(.resourceControl)
            }
        }
        return nil
    }

    private func silenceOfEndpoint(_ request: NaiveRequest, _ policies: NaivePolicies) -> NaiveAnswer? {
        guard let endpoint = policies.endpoint, fault != .endpointSkipped else { return nil }
        return says(true, endpoint, request, policies) ? nil : .silent(.endpoint)
    }

    private func silenceOfResource(_ request: NaiveRequest, _ policies: NaivePolicies) -> NaiveAnswer? {
        // Root and federated users assume no roles, whatever the trust policy says (docs/aws/sts.md, "Who may call").
        let assumesNone = request.kind == .root || request.kind == .federatedUser
        if policies.isTrust, assumesNone, fault != .everyoneAssumesRoles { return .trustSilent }
        if fault == .silencesIdentityFirst, let answer = silenceOfCaller(request, policies) { return answer }
        let grants = grants(request, policies)
        // Who has but a provider's word is let in by the provider's name alone.
        if request.kind == .federatedIdentity, !grants.contains(.session), fault != .providersWordIsEveryone {
            return .trustSilent
        }
        guard grants.isEmpty else { return nil }
        if policies.isTrust { return fault == .trustOptional ? nil : .trustSilent }
        return request.isCrossAccount && fault != .crossAccountIdentityAlone ? .silent(.resource) : nil
    }

    private func silenceOfCaller(_ request: NaiveRequest, _ policies: NaivePolicies) -> NaiveAnswer? {
        guard hasCallerSide(request) else {
            return fault == .rootNeedsIdentity && request.kind == .root ? .silent(.identity) : nil
        }
        let excused = excusedLayers(request, policies)
        if !excused.contains(.identity), !policies.isRoot,
            !policies.identity.contains(where: { says(true, $0, request, policies) })
        {
            return .silent(.identity)
        }
        if !excused.contains(.boundary), fault != .boundarySkipped, let boundary = policies.boundary,
            !says(true, boundary, request, policies)
        {
            return .silent(.boundary)
        }
        if !excused.contains(.session), fault != .sessionSkipped {
            // A federated user without session policies may do nothing by its own side.
            let isBound = policies.session != nil || request.kind == .federatedUser
            let mayDoAll = fault == .federatedWithoutSessionPolicy && policies.session == nil
            if isBound, !mayDoAll, !(policies.session ?? []).contains(where: { says(true, $0, request, policies) }) {
                return .silent(.session)
            }
        }
        // Nothing makes up for these: they narrow what the session may do by whatever policy.
        let isPassedOver = fault == .scopeDownPassedOver && excused.contains(.session)
        if fault != .scopeDownSkipped, !isPassedOver,
            !policies.scopeDown.allSatisfy({ says(true, $0, request, policies) })
        {
            return .silent(.scopeDown)
        }
        return nil
    }

    /// The caller's layers that a resource policy makes up for (docs/aws/iam.md, "Resource policies").
    private func excusedLayers(_ request: NaiveRequest, _ policies: NaivePolicies) -> Set<NaiveLayer> {
        if request.isCrossAccount, fault != .crossAccountShortCut { return [] }
        let grants = grants(request, policies)
        var excused: Set<NaiveLayer> = []
        for grant in grants {
            switch grant {
            case .account:
                if fault == .accountIsDirect { excused.insert(.identity) }
            case .principal:
                excused.insert(.identity)
                // A user's ARN is enough for the user itself; for those behind whom the named user or role stands its
                // boundary and the session policies stay in force.
                let keeps = fault == .userARNKeepsBoundary || fault == .trustKeepsBoundary && policies.isTrust
                if request.kind == .user, !keeps { excused.insert(.boundary) }
                if request.kind == .roleSession, fault == .roleARNPassesSession { excused.insert(.session) }
                if request.kind == .federatedUser, fault == .issuerPassesBoundary { excused.insert(.boundary) }
                if request.kind == .federatedUser, fault == .issuerPassesSession { excused.insert(.session) }
            case .everyone:
                let isEnough = policies.isTrust ? fault != .trustEveryoneDelegates : fault != .everyoneDelegates
                if isEnough { excused.formUnion([.identity, .boundary, .session]) }
            case .session:
                excused.formUnion([.identity, .boundary, .session])
            }
        }
        return excused
    }

    // MARK: Allows

    private func allowance(_ request: NaiveRequest, _ policies: NaivePolicies) -> NaiveAnswer {
        if isOwner(request) { return .root }
        let allowing = NaiveLayer.allCases.filter { layer in
            policies.of(layer).contains { says(true, $0, request, policies) }
        }
        let isDirect = excusedLayers(request, policies).contains(.identity)
        return .allowed(layers: Set(allowing), isDirect: isDirect)
    }

    /// How the resource's policies that allow the request name the caller.
    private func grants(_ request: NaiveRequest, _ policies: NaivePolicies) -> Set<NaiveNaming> {
        var grants: Set<NaiveNaming> = []
        for policy in policies.resource {
            for statement in policy.statements where statement.allows {
                let namings = statement.namings(request, policies, fault)
                if !namings.isEmpty, statement.matches(request, fault) { grants.formUnion(namings) }
            }
        }
        return grants
    }

    /// Whether a policy has a statement about this request that allows, or, with `false`, one that denies.
    private func says(
        _ allow: Bool,
        _ policy: NaivePolicy,
        _ request: NaiveRequest,
        _ policies: NaivePolicies
    ) -> Bool {
        policy.statements.contains { statement in
            statement.allows == allow && !statement.namings(request, policies, fault).isEmpty
                && statement.matches(request, fault)
        }
    }
}

extension NaivePolicies {
    /// All policies of a layer, whatever their level.
    func of(_ layer: NaiveLayer) -> [NaivePolicy] {
        switch layer {
        case .serviceControl: serviceControl.flatMap { $0 }
        case .resourceControl: resourceControl.flatMap { $0 }
        case .endpoint: endpoint.map { [$0] } ?? []
        case .boundary: boundary.map { [$0] } ?? []
        case .session: session ?? []
        case .scopeDown: scopeDown
        case .identity: identity
        case .resource: resource
        }
    }
}
