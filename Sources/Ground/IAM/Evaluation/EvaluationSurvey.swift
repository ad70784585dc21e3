/// What every layer says about a request, gathered in one pass over the policies.
struct EvaluationSurvey {
    /// A statement by its place, so that nothing is copied while looking.
    struct Position: Equatable {
        /// In the list of policies that was looked at.
        let policy: Int
        /// In the policy's statements, from 0.
        let statement: Int
    }

    /// What a list of policies says.
    private enum Finding {
        case silent
        case allows(Position)
        case denies(Position)
    }

    private let request: AccessRequest
    private let policies: ApplicablePolicies
    private let narrowed: Set<StatementReference>
    /// Whether a permissions boundary limits the caller.
    let isBounded: Bool

    /// The first explicit deny, in the order in which they are named.
    private(set) var deny: (layer: PolicyLayer, level: Int, position: Position)?
    /// The first level that allows nothing of this; nil where all allow.
    private(set) var silentServiceControlLevel: Int?
    private(set) var silentResourceControlLevel: Int?
    private(set) var endpointIsSilent = false
    private(set) var boundaryIsSilent = false
    private(set) var sessionIsSilent = false
    /// The first of the scope down policies that allows nothing of this; nil where all allow.
    private(set) var silentScopeDown: Int?
    private(set) var identityAllow: Position?
    private(set) var resourceAllow: Position?
    private(set) var grant = ResourceGrant.none

    init(_ request: AccessRequest, _ policies: ApplicablePolicies, narrowed: Set<StatementReference> = []) {
        self.request = request
        self.policies = policies
        self.narrowed = narrowed
        isBounded = policies.caller.bound(request.caller)
        look()
    }

    // MARK: - Who is asked

    /// Whether the caller stands in an account, with policies of its own.
    var hasOwnSide: Bool { request.caller.hasOwnSide }

    /// Whether the identity side is that of a root user, which may do everything and has no boundary.
    var identityIsRoot: Bool { policies.caller.areRoots(of: request.caller) }

    var isTrust: Bool { policies.resource.kind == .trust }

    /// Root and federated users may assume no role (docs/aws/sts.md, "Who may call").
    var mayAssumeRoles: Bool { request.caller.kind != .root && request.caller.kind != .federatedUser }

    /// Root of the account that owns the repository may always repair its policy (docs/aws/iam.md, "Principals").
    var isRootRepair: Bool {
        guard request.caller.kind == .root, !request.isCrossAccount else { return false }
        return ["SetRepositoryPolicy", "GetRepositoryPolicy", "DeleteRepositoryPolicy"]
            .contains { ["ecr:" + $0, "ecr-public:" + $0].contains(request.action) }
    }

    // MARK: - What is needed

    /// Whether the resource's policies must grant, rather than may.
    var needsResource: Bool { isTrust || request.isCrossAccount || !hasOwnSide }

    /// Whether the caller's own policies must grant.
    var needsIdentity: Bool { hasOwnSide && (request.isCrossAccount || grant < .principal) }

    /// Whether a boundary, if set, must allow. A resource's policy that names a user passes it over for the user itself.
    /// For the sessions behind which a named user or role stands, federated users and role sessions, it does not.
    var needsBoundary: Bool {
        guard hasOwnSide, !identityIsRoot else { return false }
        if request.isCrossAccount || grant < .principal { return true }
        return grant == .principal && request.caller.kind != .user
    }

    /// Whether the session's policies, where they were passed, must allow.
    var needsSession: Bool { hasOwnSide && (request.isCrossAccount || grant < .direct) }

    // MARK: - The pass

    private mutating func look() {
        if hasOwnSide {
            silentServiceControlLevel = look(atLevels: policies.caller.serviceControl, of: .serviceControl)
        }
        silentResourceControlLevel = look(atLevels: policies.resource.resourceControl, of: .resourceControl)
        if let endpoint = policies.endpoint {
            endpointIsSilent = look(at: [endpoint], of: .endpoint) == nil
        }
        if hasOwnSide, deny == nil {
            if isBounded, let boundary = policies.caller.boundary {
                boundaryIsSilent = look(at: [boundary], of: .boundary) == nil
            }
            if let session = policies.caller.session {
                sessionIsSilent = look(at: session, of: .session) == nil
            } else {
                sessionIsSilent = request.caller.kind == .federatedUser
            }
            if !policies.caller.scopeDown.isEmpty {
                silentScopeDown = look(atLevels: policies.lists(of: .scopeDown), of: .scopeDown)
            }
            if !identityIsRoot { identityAllow = look(at: policies.caller.identity, of: .identity) }
        }
        if deny == nil { lookAtResource() }
    }

    /// The first level that does not allow.
    private mutating func look(atLevels levels: [[AttachedPolicy]], of layer: PolicyLayer) -> Int? {
        var silent: Int?
        for level in levels.indices where deny == nil {
            if look(at: levels[level], of: layer, level: level) == nil, silent == nil { silent = level }
        }
        return silent
    }

    /// The first statement that allows, unless one denies, which is noted.
    private mutating func look(at list: [AttachedPolicy], of layer: PolicyLayer, level: Int = 0) -> Position? {
        guard deny == nil else { return nil }
        switch find(in: list, of: layer) {
        case .silent: return nil
        case .allows(let position): return position
        case .denies(let position):
            deny = (layer, level, position)
            return nil
        }
    }

    private func find(in list: [AttachedPolicy], of layer: PolicyLayer) -> Finding {
        var allow: Position?
        for policy in list.indices {
            // A span, so that no statement is copied to be looked at.
            let all = list[policy].document.statements
            let statements = all.span
            for index in list[policy].document.statements(on: request.action) {
                if statements[index].effect == .allow, allow != nil { continue }
                guard statements[index].matchesResourceAndConditions(request), match(statements[index]) != .none
                else { continue }
                let position = Position(policy: policy, statement: index)
                if statements[index].effect == .allow {
                    allow = position
                } else if !isNarrowed(statements[index], of: list[policy], in: layer) {
                    return .denies(position)
                }
            }
        }
        return allow.map(Finding.allows) ?? .silent
    }

    private mutating func lookAtResource() {
        let list = policies.resource.policies
        for policy in list.indices {
            let isRepaired = isRootRepair && list[policy].document.kind.isOfRepository
            let all = list[policy].document.statements
            let statements = all.span
            for index in list[policy].document.statements(on: request.action) {
                guard statements[index].matchesResourceAndConditions(request) else { continue }
                let statement = statements[index]
                guard statement.effect == .allow else {
                    guard !isRepaired, match(statement) != .none else { continue }
                    if isNarrowed(statement, of: list[policy], in: .resource) { continue }
                    deny = (.resource, 0, Position(policy: policy, statement: index))
                    return
                }
                let reach = reach(of: statement)
                guard reach > grant else { continue }
                grant = reach
                resourceAllow = Position(policy: policy, statement: index)
            }
        }
    }

    /// How far a statement of the resource's policies would reach if it matches.
    func reach(of statement: PolicyStatement) -> ResourceGrant {
        if isTrust, !mayAssumeRoles { return .none }
        let match = match(statement)
        // Whom an identity provider vouches for is let in by its provider's name only, and a service by its own.
        if !hasOwnSide { return isTrust && match == .session ? .direct : .none }
        switch match {
        case .none: return .none
        case .account: return .account
        // One that names everyone beside the role is not weaker for it.
        case .principal: return statement.namesEveryone ? .direct : .principal
        // Everyone is named directly, by trust policies too.
        case .session, .everyone: return .direct
        }
    }

    private func match(_ statement: PolicyStatement) -> PrincipalMatch {
        statement.principalMatch(request.caller, isBounded: isBounded)
    }

    private func isNarrowed(_ statement: PolicyStatement, of policy: AttachedPolicy, in layer: PolicyLayer) -> Bool {
        guard !narrowed.isEmpty else { return false }
        return narrowed.contains(
            StatementReference(layer: layer, policy: policy.name, index: statement.index, sid: statement.sid)
        )
    }

    // MARK: - The decision

    var decision: Decision {
        if let deny { return denied(deny.layer, deny.level, deny.position) }
        if silentServiceControlLevel != nil { return Decision(verdict: .deny, reason: .silence(.serviceControl)) }
        if silentResourceControlLevel != nil { return Decision(verdict: .deny, reason: .silence(.resourceControl)) }
        if endpointIsSilent { return Decision(verdict: .deny, reason: .silence(.endpoint)) }
        if needsResource, grant == .none {
            return Decision(verdict: .deny, reason: isTrust ? .trustSilence : .silence(.resource))
        }
        if needsIdentity, !identityIsRoot, identityAllow == nil {
            return Decision(verdict: .deny, reason: .silence(.identity))
        }
        if needsBoundary, boundaryIsSilent { return Decision(verdict: .deny, reason: .silence(.boundary)) }
        if needsSession, sessionIsSilent { return Decision(verdict: .deny, reason: .silence(.session)) }
        if silentScopeDown != nil { return Decision(verdict: .deny, reason: .silence(.scopeDown)) }
        return allowed
    }

    private var allowed: Decision {
        if request.caller.kind == .root, !request.isCrossAccount { return Decision(verdict: .allow, reason: .root) }
        var layers: [PolicyLayer] = []
        var statements: [StatementReference] = []
        if let identityAllow {
            layers.append(.identity)
            statements.append(reference(identityAllow, in: policies.caller.identity, of: .identity))
        }
        if let resourceAllow, needsResource || grant >= .principal {
            layers.append(.resource)
            statements.append(reference(resourceAllow, in: policies.resource.policies, of: .resource))
        }
        if layers.isEmpty { layers.append(.session) }
        return Decision(verdict: .allow, reason: .allowed(by: layers), statements: statements)
    }

    private func denied(_ layer: PolicyLayer, _ level: Int, _ position: Position) -> Decision {
        let list = policies.list(of: layer, level: level)
        let reason: Decision.Reason =
            layer == .resource && isTrust ? .trustDeny : .explicitDeny(layer, policy: list[position.policy].arn)
        return Decision(verdict: .deny, reason: reason, statements: [reference(position, in: list, of: layer)])
    }

    private func reference(_ position: Position, in list: [AttachedPolicy], of layer: PolicyLayer)
        -> StatementReference
    {
        let policy = list[position.policy]
        let statement = policy.document.statements[position.statement]
        return StatementReference(layer: layer, policy: policy.name, index: statement.index, sid: statement.sid)
    }
}

extension PolicyStatement {
    /// Whether all of it matches, its principals included.
    ///
    /// - Parameter isBounded: ``CallerPolicies/bound(_:)`` of the caller.
    func applies(to request: AccessRequest, isBounded: Bool) -> Bool {
        matches(request) && principalMatch(request.caller, isBounded: isBounded) != .none
    }

    fileprivate var namesEveryone: Bool { principals.contains { $0.kind == .everyone } }
}
