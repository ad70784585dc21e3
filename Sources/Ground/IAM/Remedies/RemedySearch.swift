import AWSCore
import AWSProtocols

/// Looks for the least that would allow a request: takes away the cause of the denial, evaluates again with the
/// policies as they then read, and goes on with the next cause until the request is allowed or nothing helps.
struct RemedySearch {
    /// One change and the cause that it takes away.
    struct Step {
        let edit: PolicyEdit
        /// Of the flow, the request that was refused.
        let request: AccessRequest
        let cause: Cause

        enum Cause {
            case silence(RemedyPlaces.Place, JSONValue)
            case deny(StatementPlace, RemedyNarrowing, RemedyNarrowing.Way)
        }

        /// Whether it mends the silence of these policies.
        func isFilling(_ list: PolicyList) -> Bool {
            if case .silence = cause { return edit.list == list }
            return false
        }
    }

    /// Whether the request is allowed with all changes, as evaluated.
    private(set) var isVerified = false
    /// What clients do that is more than the request, where it is offered whole.
    private(set) var flow: RegistryFlow?
    /// Actions of the flow that would be refused with all changes.
    private(set) var refusedOfFlow: [String] = []
    private(set) var steps: [Step] = []

    let request: AccessRequest
    let policies: ApplicablePolicies

    init(_ request: AccessRequest, _ policies: ApplicablePolicies) {
        self.request = request
        self.policies = policies
        isVerified = mend(request)
        guard isVerified else {
            // Where no policy could allow the request, taking away what else is in its way would be of no use.
            steps = []
            flow = nil
            return
        }
        for action in flow?.actions ?? [] where action != request.action {
            var other = request
            other.action = action
            let before = steps
            if !mend(other) {
                steps = before
                refusedOfFlow.append(action)
            }
        }
    }

    /// The layers whose silence had to be mended, with the level of those that have levels.
    var silences: [PolicyList] {
        steps.filter { $0.isFilling($0.edit.list) }.map(\.edit.list)
    }

    /// Whether the request would be allowed with some of the steps' changes, and others.
    func allows(_ request: AccessRequest, without isLeftOut: (Step) -> Bool, with edits: [PolicyEdit] = []) -> Bool {
        let kept = steps.filter { !isLeftOut($0) }.map(\.edit)
        guard let edited = EditedPolicies(policies, kept + edits) else { return false }
        return Evaluation.decide(request, edited.policies).isAllowed
    }

    /// - Returns: whether the request is allowed with what was changed.
    private mutating func mend(_ request: AccessRequest) -> Bool {
        // Every step takes another cause away, of which there are no more than layers, levels and denying statements.
        while true {
            guard let edited = EditedPolicies(policies, steps.map(\.edit)) else { return false }
            let survey = EvaluationSurvey(request, edited.policies)
            if survey.decision.isAllowed { return true }
            guard let step = step(request, survey, edited) else { return false }
            if let statement = step.edit.statement { steps.removeAll { $0.edit.statement == statement } }
            steps.append(step)
        }
    }

    private mutating func step(_ request: AccessRequest, _ survey: EvaluationSurvey, _ edited: EditedPolicies) -> Step?
    {
        if let deny = survey.deny {
            return narrow(deny.position, in: PolicyList(layer: deny.layer, level: deny.level), request, edited)
        }
        switch survey.decision.reason {
        case .silence(let layer): return fill(layer, survey, request)
        case .trustSilence: return survey.mayAssumeRoles ? fill(.resource, survey, request) : nil
        case .root, .allowed, .noPermissionNeeded, .explicitDeny, .trustDeny: return nil
        }
    }

    // MARK: - Denies

    /// The first change of the statement after which it no more denies the request.
    private func narrow(
        _ position: EvaluationSurvey.Position,
        in list: PolicyList,
        _ request: AccessRequest,
        _ edited: EditedPolicies
    ) -> Step? {
        let policy = edited.policies.list(of: list.layer, level: list.level)[position.policy]
        guard let place = edited.origin(of: position, in: list),
            let statement = policy.document.statementValues?[position.statement].object
        else { return nil }
        let narrowing = RemedyNarrowing(
            statement: statement,
            list: list,
            policy: policy,
            request: request,
            policies: policies
        )
        for way in narrowing.ways {
            let edit = PolicyEdit(list: list, change: change(place, way))
            let kept = steps.map(\.edit).filter { $0.statement != place }
            guard let changed = EditedPolicies(policies, kept + [edit]) else { continue }
            if let deny = EvaluationSurvey(request, changed.policies).deny {
                let list = PolicyList(layer: deny.layer, level: deny.level)
                guard changed.origin(of: deny.position, in: list) != place else { continue }
            }
            return Step(edit: edit, request: request, cause: .deny(place, narrowing, way))
        }
        return nil
    }

    private func change(_ place: StatementPlace, _ way: RemedyNarrowing.Way) -> PolicyEdit.Change {
        switch way.change {
        case .replace(let value): .replaceStatement(policy: place.policy, statement: place.statement, by: value)
        case .remove: .removeStatement(policy: place.policy, statement: place.statement)
        case .detach: .removePolicy(place.policy)
        }
    }

    // MARK: - Silences

    private mutating func fill(_ layer: PolicyLayer, _ survey: EvaluationSurvey, _ request: AccessRequest) -> Step? {
        let level =
            switch layer {
            case .serviceControl: survey.silentServiceControlLevel ?? 0
            case .resourceControl: survey.silentResourceControlLevel ?? 0
            case .scopeDown: survey.silentScopeDown ?? 0
            case .endpoint, .boundary, .session, .identity, .resource: 0
            }
        let list = PolicyList(layer: layer, level: level)
        guard !silences.contains(list), let place = RemedyPlaces(request, policies).place(of: layer, level: level)
        else {
            return nil
        }
        let flow = self.flow ?? RegistryFlow(askedFor: request)
        for statement in place.kind.statements(allowing: flow?.actions ?? [request.action], for: request) {
            guard let edit = edit(adding: statement, at: place, in: list),
                EditedPolicies(policies, steps.map(\.edit) + [edit]) != nil
            else { continue }
            // Of resource control policies the only statement that allows is about everything.
            if layer != .resourceControl { self.flow = flow }
            return Step(edit: edit, request: request, cause: .silence(place, statement))
        }
        return nil
    }

    private func edit(adding statement: JSONValue, at place: RemedyPlaces.Place, in list: PolicyList) -> PolicyEdit? {
        if let index = place.index {
            return PolicyEdit(list: list, change: .addStatement(policy: index, statement))
        }
        guard let document = PolicyDocument(statements: [statement], kind: place.kind) else { return nil }
        return PolicyEdit(list: list, change: .addPolicy(AttachedPolicy(name: place.name, document: document)))
    }
}
