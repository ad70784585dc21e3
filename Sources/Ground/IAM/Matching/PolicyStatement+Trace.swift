import AWSCore

extension PolicyStatement {
    /// The same as ``matches(_:)`` and ``principalMatch(_:isBounded:)`` with every element named: the principal's first,
    /// then action, resource, and one for each condition.
    ///
    /// - Parameter isBounded: ``CallerPolicies/bound(_:)`` of the caller.
    package func trace(_ request: AccessRequest, isBounded: Bool) -> StatementTrace {
        var elements: [StatementTrace.Element] = []
        if let principalElement { elements.append(trace(principalElement, request.caller, isBounded)) }
        elements.append(
            StatementTrace.Element(
                name: actions.isNegated ? "NotAction" : "Action",
                isMatch: matches(action: request.action),
                wanted: actions.values.map(\.text),
                found: [request.action]
            )
        )
        if let resources { elements.append(trace(resources, request)) }
        for condition in conditions { elements.append(trace(condition, request.context)) }
        return StatementTrace(elements: elements)
    }

    private func trace(
        _ principals: Element<PolicyPrincipal>,
        _ caller: RequestPrincipal,
        _ isBounded: Bool
    ) -> StatementTrace.Element {
        let match = principalMatch(caller, isBounded: isBounded)
        return StatementTrace.Element(
            name: principals.isNegated ? "NotPrincipal" : "Principal",
            isMatch: match != .none,
            wanted: principals.values.map(\.text),
            found: [caller.arn.description] + (caller.issuerARN.map { [$0.description] } ?? []),
            note: Self.note(match, principals, caller, isBounded)
        )
    }

    private static func note(
        _ match: PrincipalMatch,
        _ principals: Element<PolicyPrincipal>,
        _ caller: RequestPrincipal,
        _ isBounded: Bool
    ) -> String? {
        guard principals.isNegated else {
            return match == .account ? "by the account, so its own policies must allow too" : nil
        }
        if isBounded { return "whoever has a permissions boundary is denied, listed or not" }
        return match != .none && caller.kind == .roleSession
            ? "a role session is excluded only where the session, its role and its account are all named" : nil
    }

    private func trace(_ resources: Element<ResourcePattern>, _ request: AccessRequest) -> StatementTrace.Element {
        let missing = Self.missing(resources.values.flatMap(\.variables), request.context)
        return StatementTrace.Element(
            name: resources.isNegated ? "NotResource" : "Resource",
            isMatch: matchesResource(request),
            wanted: resources.values.map { $0.text(in: request.context) },
            found: [request.resource],
            note: missing.map { $0 + ", so the entry that it stands in matches nothing" }
                ?? Self.note(resources, request)
        )
    }

    private static func note(_ resources: Element<ResourcePattern>, _ request: AccessRequest) -> String? {
        guard request.resource == "*", !resources.isNegated, !resources.values.contains(where: { $0.text == "*" })
        else { return nil }
        return "\(request.action) has no resource of its own; only * matches it"
    }

    private func trace(_ condition: Condition, _ context: RequestContext) -> StatementTrace.Element {
        let missing = Self.missing(condition.values.flatMap(\.variables), context)
        let found = condition.found(in: context)
        return StatementTrace.Element(
            name: "Condition \(condition.comparison.name) \(condition.key)",
            isMatch: condition.holds(in: context),
            wanted: condition.values.map { $0.text(in: context) },
            found: found ?? [],
            note: missing.map { $0 + ", so the value that it stands in equals nothing" }
                ?? (found == nil ? "\(condition.key) is not in the request" : nil)
        )
    }

    /// The first of the variables that stands for nothing, and why.
    private static func missing(_ variables: [PolicyTemplate.Variable], _ context: RequestContext) -> String? {
        guard let variable = variables.first(where: { $0.value(in: context) == nil }) else { return nil }
        let count = context.values(of: variable.key)?.count ?? 0
        return "\(variable.text) has \(count > 1 ? "several values" : "no value") in this request"
    }
}
