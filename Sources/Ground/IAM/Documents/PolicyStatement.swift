import AWSCore

/// One statement of a policy document, compiled.
package struct PolicyStatement: Sendable, Equatable {
    package enum Effect: String, Sendable, Codable {
        case allow = "Allow"
        case deny = "Deny"
    }

    /// Nil where it has none or an empty one.
    package let sid: String?
    package let effect: Effect
    /// Its place in the document, from 1.
    package let index: Int
    /// The line on which it begins.
    package let line: Int
    /// Those that its `Principal` or `NotPrincipal` names; empty where it has neither.
    package var principals: [PolicyPrincipal] { principalElement?.values ?? [] }
    /// What `Action` names; empty for `NotAction`.
    package var actionPatterns: [ActionPattern] { actions.isNegated ? [] : actions.values }

    /// An element that comes in two forms, such as `Action` and `NotAction`.
    struct Element<Value: Sendable & Equatable>: Sendable, Equatable {
        let isNegated: Bool
        let values: [Value]
    }

    let principalElement: Element<PolicyPrincipal>?
    let actions: Element<ActionPattern>
    /// Nil in policies that stand at their resource.
    let resources: Element<ResourcePattern>?
    let conditions: [Condition]

    init(
        sid: String?,
        effect: Effect,
        index: Int,
        line: Int,
        principals: Element<PolicyPrincipal>?,
        actions: Element<ActionPattern>,
        resources: Element<ResourcePattern>?,
        conditions: [Condition]
    ) {
        self.sid = sid
        self.effect = effect
        self.index = index
        self.line = line
        principalElement = principals
        self.actions = actions
        self.resources = resources
        self.conditions = conditions
    }

    /// Whether action, resource and conditions match. `Principal` is asked apart.
    package func matches(_ request: AccessRequest) -> Bool {
        matches(action: request.action) && matchesResourceAndConditions(request)
    }

    func matches(action: String) -> Bool {
        actions.values.contains { $0.matches(action) } != actions.isNegated
    }

    /// What is left to ask where the action matches.
    func matchesResourceAndConditions(_ request: AccessRequest) -> Bool {
        matchesResource(request) && conditions.allSatisfy { $0.holds(in: request.context) }
    }

    func matchesResource(_ request: AccessRequest) -> Bool {
        guard let resources else { return true }
        let resource = request.resource.utf8.span
        let patterns = resources.values.span
        for index in patterns.indices
        where patterns[index].matches(resource, request.resourceParts, in: request.context) {
            return !resources.isNegated
        }
        return resources.isNegated
    }

    /// How `Principal` or `NotPrincipal` means the caller; `.everyone` where the statement has neither.
    ///
    /// `NotPrincipal` excludes a role session only where the session, its role and its account are all named, and any
    /// other caller where it is named itself. It excludes nobody whom a permissions boundary limits, whoever is named
    /// (docs/permissions.md, What a principal means).
    ///
    /// - Parameter isBounded: ``CallerPolicies/bound(_:)`` of the caller.
    package func principalMatch(_ caller: RequestPrincipal, isBounded: Bool) -> PrincipalMatch {
        guard let principalElement else { return .everyone }
        let matches = principalElement.values.map { $0.match(caller) }
        guard principalElement.isNegated else { return .strongest(matches) }
        return !isBounded && Self.isExcluded(caller, matches) ? .none : .everyone
    }

    private static func isExcluded(_ caller: RequestPrincipal, _ matches: [PrincipalMatch]) -> Bool {
        if matches.contains(.everyone) { return true }
        switch caller.kind {
        case .root: return matches.contains(.account)
        case .user: return matches.contains(.principal)
        case .roleSession:
            return matches.contains(.session) && matches.contains(.principal) && matches.contains(.account)
        case .federatedUser, .federatedIdentity, .service: return matches.contains(.session)
        }
    }

    /// The same statement in which the principal of this ARN is called `id`.
    func replacingPrincipal(_ arn: String, with id: String) -> PolicyStatement {
        guard let principalElement else { return self }
        let values = principalElement.values.map { principal in
            guard case .arn = principal.kind, principal.text == arn else { return principal }
            return PolicyPrincipal(kind: ARN(id).map { .arn($0) } ?? .uniqueID(id), text: id, line: principal.line)
        }
        return PolicyStatement(
            sid: sid,
            effect: effect,
            index: index,
            line: line,
            principals: Element(isNegated: principalElement.isNegated, values: values),
            actions: actions,
            resources: resources,
            conditions: conditions
        )
    }
}
