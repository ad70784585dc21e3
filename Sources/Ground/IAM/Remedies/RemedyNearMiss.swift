import AWSProtocols

/// One statement that nearly allows a call, and what it would take.
struct RemedyNearMiss {
    private enum Advice {
        case call(RemedyContextChange)
        case edit(PolicyEdit, String)

        var text: String {
            switch self {
            case .call(let change): change.way
            case .edit(_, let text): text
            }
        }

        /// Whether it can be applied here and asked again.
        var isWhole: Bool {
            switch self {
            case .call(let change): change.isWhole
            case .edit: true
            }
        }
    }

    let search: RemedySearch
    let policy: AttachedPolicy
    let statement: PolicyStatement
    let place: StatementPlace
    /// The elements in the way.
    let failing: [StatementTrace.Element]

    var hint: RemedyHint {
        let advice = failing.compactMap(advice)
        // Advice that leaves something in the way is of no use.
        let isWhole = advice.allSatisfy(\.isWhole)
        let isUsed = advice.count == failing.count && (!isWhole || isAllowed(with: advice))
        return RemedyHint(
            statement: StatementReference(statement, of: policy, in: place.list.layer),
            elements: failing.map(\.name),
            reasons: failing.enumerated().map { index, element in
                let obstacle = ExplanationElementWords(element, search.request).obstacle
                if isUsed { return "\(obstacle): \(advice[index].text)" }
                return element.name == "Action" && policy.isAWSOwned
                    ? "\(obstacle), and \(RemedyPlaces.cannotChange)" : obstacle
            },
            isChecked: isUsed && isWhole
        )
    }

    private func advice(on element: StatementTrace.Element) -> Advice? {
        if element.name == "Action" { return addition }
        return RemedyContextChange.flipping(statement, element, search.request).map(Advice.call)
    }

    /// The statement with the action beside its own.
    private var addition: Advice? {
        guard !policy.isAWSOwned, case .object(let members)? = policy.document.statementValues?[place.statement],
            let actions = members["Action"]
        else { return nil }
        let all = (actions.array ?? [actions]) + [.string(search.request.action)]
        let edit = PolicyEdit(
            list: place.list,
            change: .replaceStatement(
                policy: place.policy,
                statement: place.statement,
                by: .object(members.with("Action", .array(all)))
            )
        )
        let anew = [.session, .scopeDown].contains(place.list.layer) ? ", and make a new session" : ""
        return .edit(edit, "add it there" + anew)
    }

    private func isAllowed(with advice: [Advice]) -> Bool {
        var requests = [search.request]
        var edits: [PolicyEdit] = []
        for advice in advice {
            switch advice {
            case .call(let change): requests = requests.flatMap(change.requests)
            case .edit(let edit, _): edits.append(edit)
            }
        }
        return requests.allSatisfy { request in
            search.allows(request, without: { $0.isFilling(place.list) }, with: edits)
        }
    }
}
