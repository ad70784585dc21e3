import AWSCore
import AWSProtocols

extension RemedySearch {
    /// What was found, for people and programs; all of it is needed.
    var remedies: [Remedy] { steps.map(remedy) }

    private func remedy(_ step: Step) -> Remedy {
        switch step.cause {
        case .silence(let place, let statement): addition(step, place, statement)
        case .deny(let place, let narrowing, let way): removal(step, place, narrowing, way)
        }
    }

    // MARK: - Silences

    private func addition(_ step: Step, _ place: RemedyPlaces.Place, _ statement: JSONValue) -> Remedy {
        var advice = place.advice
        if let flow, place.layer != .resourceControl {
            advice.append(
                "a \(flow.word) asks for these one after the other, after \(flow.login.joined(separator: " and ")) on * "
                    + "for its password"
            )
        }
        if place.layer != .resourceControl {
            for flow in RegistryFlow.allCases where flow.login.contains(step.request.action) {
                advice.append("a \(flow.word) goes on with \(flow.actions.joined(separator: ", ")) on a repository")
            }
        }
        if let conditional = conditionalGrant(in: step.edit.list, for: step.request) {
            advice.append("it leaves out the condition of \(conditional): rather meet that, if it is meant")
        }
        return Remedy(
            kind: .addStatement,
            layer: place.layer,
            place: place.name,
            policy: place.policy?.arn,
            statement: statement,
            target: nil,
            advice: advice,
            alternatives: []
        )
    }

    /// The first statement that would allow the request but for its conditions: what is added beside it opens what
    /// somebody meant to keep closed.
    private func conditionalGrant(in list: PolicyList, for request: AccessRequest) -> String? {
        let isBounded = policies.caller.bound(request.caller)
        for policy in policies.list(of: list.layer, level: list.level) {
            for statement in policy.document.statements where statement.effect == .allow {
                let failing = statement.trace(request, isBounded: isBounded).elements.filter { !$0.isMatch }
                guard !failing.isEmpty, failing.allSatisfy({ $0.condition != nil }) else { continue }
                let reference = StatementReference(statement, of: policy, in: list.layer)
                return "\(reference.statement) of \(reference.policy)"
            }
        }
        return nil
    }

    // MARK: - Denies

    private func removal(
        _ step: Step,
        _ place: StatementPlace,
        _ narrowing: RemedyNarrowing,
        _ way: RemedyNarrowing.Way
    ) -> Remedy {
        let list = place.list
        let policy = policies.list(of: list.layer, level: list.level)[place.policy]
        let statement = policy.document.statements[place.statement]
        let reference = StatementReference(statement, of: policy, in: list.layer)
        let owner = ExplanationWords(request, policies).owner
        let isCopy = policy.isAWSOwned && list.layer == .boundary
        let subject = isCopy ? RemedyPlaces.copy(of: policy, for: owner) : policy.name
        var advice = [caught(by: statement, step.request), way.text]
        if isCopy { advice.append(RemedyPlaces.cannotChange) }
        if isGone(place) { advice.append("it is the policy's only statement, so the policy is to be deleted") }
        advice.append(RemedyPlaces.keeper(of: [policy], in: list.layer, for: request))
        let (kind, text): (Remedy.Kind, JSONValue?) =
            switch way.change {
            case .replace(let value): (.replaceStatement, value)
            case .remove: (.removeStatement, nil)
            case .detach: (.detachPolicy, nil)
            }
        return Remedy(
            kind: kind,
            layer: list.layer,
            place: kind == .detachPolicy ? subject : "\(reference.statement) of \(subject)",
            policy: isCopy ? nil : policy.arn,
            statement: text,
            target: reference,
            advice: advice.compactMap(\.self),
            alternatives: alternatives(step, place, statement, narrowing, kind)
        )
    }

    private func caught(by statement: PolicyStatement, _ request: AccessRequest) -> String {
        let elements = statement.trace(request, isBounded: policies.caller.bound(request.caller)).elements
        let caught = elements.map { ExplanationElementWords($0, request).catches }.joined(separator: "; ")
        return "it catches \(request.action == self.request.action ? "the call" : request.action) by \(caught)"
    }

    /// Whether nothing is left of the statement's policy.
    private func isGone(_ place: StatementPlace) -> Bool {
        let policy = policies.list(of: place.list.layer, level: place.list.level)[place.policy]
        let ofPolicy = steps.map(\.edit).filter { $0.list == place.list }
        let removed = ofPolicy.count { edit in
            if case .removeStatement(place.policy, _) = edit.change { return true }
            return false
        }
        let isAdded = ofPolicy.contains { edit in
            if case .addStatement(place.policy, _) = edit.change { return true }
            return false
        }
        return removed == policy.document.statements.count && !isAdded
    }

    /// What would do instead: a call of other circumstances, and the statement's removal where that takes nothing else
    /// away.
    private func alternatives(
        _ step: Step,
        _ place: StatementPlace,
        _ statement: PolicyStatement,
        _ narrowing: RemedyNarrowing,
        _ kind: Remedy.Kind
    ) -> [Remedy.Alternative] {
        var alternatives: [Remedy.Alternative] = []
        for change in RemedyContextChange.flipping(statement, step.request, in: place.list.layer) {
            let text = "leave it as it is, and \(change.way)"
            guard change.isWhole else {
                alternatives.append(Remedy.Alternative(text: text, isChecked: false))
                continue
            }
            let isAllowed = change.requests(step.request).allSatisfy { request in
                allows(request, without: { $0.edit.statement == place || isRemoval($0, of: place) })
            }
            if isAllowed { alternatives.append(Remedy.Alternative(text: text, isChecked: true)) }
        }
        if kind == .replaceStatement, RemedyNarrowing.isAbout(step.request.action, alone: narrowing.statement) {
            let removal = PolicyEdit(
                list: place.list,
                change: .removeStatement(policy: place.policy, statement: place.statement)
            )
            if allows(step.request, without: { $0.edit.statement == place }, with: [removal]) {
                alternatives.append(
                    Remedy.Alternative(
                        text: "remove the statement, which is about \(step.request.action) and nothing else",
                        isChecked: true
                    )
                )
            }
        }
        return alternatives
    }

    private func isRemoval(_ step: Step, of place: StatementPlace) -> Bool {
        guard step.edit.list == place.list, case .removePolicy(place.policy) = step.edit.change else { return false }
        return true
    }
}

extension StatementReference {
    init(_ statement: PolicyStatement, of policy: AttachedPolicy, in layer: PolicyLayer) {
        self.init(layer: layer, policy: policy.name, index: statement.index, sid: statement.sid)
    }
}
