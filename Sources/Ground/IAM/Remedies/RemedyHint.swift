/// A statement that nearly allows a call: one of its elements is in the way, or conditions alone.
package struct RemedyHint: Sendable, Codable, Equatable {
    package let statement: StatementReference
    /// The elements in the way, named as in ``StatementTrace/Element/name``.
    package let elements: [String]
    /// What is wrong with each and what would do, without a full stop.
    package let reasons: [String]
    /// Whether the call was evaluated again with all that the reasons advise, and with the remedies of the other layers,
    /// and is allowed. False where they advise nothing, or what would bring other policies into play.
    package let isChecked: Bool

    /// How many are worth a person's time.
    private static let limit = 3

    /// The statements that come closest to allowing the request, of the layers whose silence refuses it. Statements
    /// that lack no more than the action are named only where nothing is closer, and of them only the one with the most
    /// actions, of policies that can be changed before AWS's own.
    static func closest(_ search: RemedySearch) -> [RemedyHint] {
        var near: [(rank: Int, hint: RemedyHint)] = []
        var lacking: (isOwn: Int, count: Int, hint: RemedyHint)?
        let isBounded = search.policies.caller.bound(search.request.caller)
        for list in search.silences {
            for (index, policy) in search.policies.list(of: list.layer, level: list.level).enumerated() {
                for statement in policy.document.statements where statement.effect == .allow {
                    let failing = statement.trace(search.request, isBounded: isBounded).elements.filter { !$0.isMatch }
                    guard let first = failing.first, failing.count == 1 || failing.allSatisfy({ $0.condition != nil })
                    else { continue }
                    let place = StatementPlace(list: list, policy: index, statement: statement.index - 1)
                    let miss = RemedyNearMiss(
                        search: search,
                        policy: policy,
                        statement: statement,
                        place: place,
                        failing: failing
                    )
                    let hint = miss.hint
                    if first.name == "Action" {
                        let count = first.wanted.filter { isSameService($0, search.request.action) }.count
                        let isOwn = policy.isAWSOwned ? 0 : 1
                        if count > 0, (isOwn, count) > (lacking?.isOwn ?? 0, lacking?.count ?? 0) {
                            lacking = (isOwn, count, hint)
                        }
                    } else {
                        near.append((ExplanationElementWords(first, search.request).rank, hint))
                    }
                }
            }
        }
        if near.isEmpty, let lacking { return [lacking.hint] }
        // Of equals those come first that stand first.
        let sorted = near.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
        return sorted.prefix(limit).map(\.element.hint)
    }

    private static func isSameService(_ pattern: String, _ action: String) -> Bool {
        guard let service = action.split(separator: ":").first else { return false }
        return pattern.lowercased().hasPrefix(service.lowercased() + ":")
    }
}
