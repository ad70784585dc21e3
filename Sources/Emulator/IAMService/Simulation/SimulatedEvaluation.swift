import AWSCore
import AWSProtocols
import IAM
import World

/// Everything that answers the questions of a simulation.
struct SimulatedEvaluation: Sendable {
    let caller: RequestPrincipal
    let callerPolicies: CallerPolicies
    let identity: [SimulatedPolicy]
    let boundary: SimulatedPolicy?
    let resource: SimulatedPolicy?
    /// Nil for the caller's own account.
    let owner: AccountID?
    let context: RequestContext
    /// Has the roles whose trust policies have a say in what assumes them.
    let world: WorldStore

    /// The members of an `EvaluationResult`.
    func answer(_ action: String, on resource: String) -> [QueryResult.Member] {
        let request = AccessRequest(
            caller: caller,
            action: action,
            resource: resource,
            resourceAccount: owner ?? caller.account,
            context: context
        )
        let decision = decide(request, callerPolicies)
        let missing = ContextKeys.names(in: all.map(\.document)).filter { context[$0] == nil }
        let verdict = Self.word(decision)
        let matched = statements(request, where: decision)
        let common: [QueryResult.Member] = [
            .structures("MatchedStatements", matched), .texts("MissingContextValues", missing),
        ]
        let boundaryDetail: [QueryResult.Member] =
            boundary.map { boundary in
                let allows = boundary.document.allows(request)
                return [
                    .structure(
                        "PermissionsBoundaryDecisionDetail",
                        [.boolean("AllowedByPermissionsBoundary", allows)]
                    )
                ]
            } ?? []
        return [
            .text("EvalActionName", action), .text("EvalResourceName", resource), .text("EvalDecision", verdict),
        ] + common + organizationsDetail(request) + boundaryDetail
            + [
                .structures(
                    "ResourceSpecificResults",
                    resource == "*"
                        ? []
                        : [
                            [.text("EvalResourceName", resource), .text("EvalResourceDecision", verdict)] + common
                                + boundaryDetail
                        ]
                )
            ]
    }

    private var all: [SimulatedPolicy] {
        identity + (boundary.map { [$0] } ?? []) + (resource.map { [$0] } ?? [])
    }

    private func decide(_ request: AccessRequest, _ policies: CallerPolicies) -> Decision {
        let passed = resource.map { ResourcePolicies(policies: [$0.attached]) }
        return Evaluation.decide(
            request,
            ApplicablePolicies(caller: policies, resource: passed ?? trust(request) ?? ResourcePolicies())
        )
    }

    /// The trust policy of the role that a question is about, where it is about assuming one. AWS's own simulator leaves it
    /// out, and so allows what the call is refused (docs/aws/iam-api.md, "Simulation").
    private func trust(_ request: AccessRequest) -> ResourcePolicies? {
        guard IAMAction.named(request.action)?.resourceType == .role, request.action.lowercased().hasPrefix("sts:"),
            let arn = ARN(request.resource), let account = AccountID(arn.account)
        else { return nil }
        let role = world.account(account)?.roles.values.first { $0.arn == arn }
        return world.side(of: AccessedResource(request.resource, of: account, .role(role)), asked: request.action)
            .policies
    }

    private static func word(_ decision: Decision) -> String {
        if decision.isAllowed { return "allowed" }
        return decision.reason.isExplicitDeny ? "explicitDeny" : "implicitDeny"
    }

    /// The statements that match, of those that say what was decided: what denies where it is denied, else what allows.
    private func statements(_ request: AccessRequest, where decision: Decision) -> [[QueryResult.Member]] {
        let effect: PolicyStatement.Effect = decision.reason.isExplicitDeny ? .deny : .allow
        return (identity + (resource.map { [$0] } ?? []) + (effect == .deny ? boundary.map { [$0] } ?? [] : []))
            .flatMap { policy -> [[QueryResult.Member]] in
                let positions = StatementPositions(of: policy.document.text).all
                return policy.document.statements.enumerated().compactMap { index, statement in
                    guard statement.effect == effect, statement.matches(request),
                        statement.principalMatch(caller, isBounded: boundary != nil) != .none
                    else { return nil }
                    let ends: [QueryResult.Member] =
                        positions.indices.contains(index)
                        ? [
                            Self.position("StartPosition", positions[index].start),
                            Self.position("EndPosition", positions[index].end),
                        ] : []
                    return [.text("SourcePolicyId", policy.id), .text("SourcePolicyType", policy.type)] + ends
                }
            }
    }

    private static func position(_ name: String, _ position: StatementPositions.Position) -> QueryResult.Member {
        .structure(name, [.integer("Line", position.line), .integer("Column", position.column)])
    }

    /// Where the caller's account belongs to an organization with service control policies: whether those allow it.
    private func organizationsDetail(_ request: AccessRequest) -> [QueryResult.Member] {
        guard !callerPolicies.serviceControl.isEmpty else { return [] }
        var isAllowed = true
        for level in callerPolicies.serviceControl {
            let documents = level.map(\.document)
            isAllowed =
                isAllowed && documents.contains { $0.allows(request) } && !documents.contains { $0.denies(request) }
        }
        return [
            .structure("OrganizationsDecisionDetail", [.boolean("AllowedByOrganizations", isAllowed)])
        ]
    }
}

extension PolicyDocument {
    fileprivate func denies(_ request: AccessRequest) -> Bool {
        statements.contains { $0.effect == .deny && $0.matches(request) }
    }

    fileprivate func allows(_ request: AccessRequest) -> Bool {
        !denies(request) && statements.contains { $0.effect == .allow && $0.matches(request) }
    }
}
