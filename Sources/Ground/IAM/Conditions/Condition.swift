/// One operator and one key of a statement's `Condition`, with its values (docs/aws/iam.md, "Conditions").
struct Condition: Sendable, Equatable {
    let comparison: ConditionOperator
    /// As it stands in the document.
    let key: String
    private let contextKey: ContextKey
    let values: [ConditionValue]

    init(_ comparison: ConditionOperator, key: String, values: [ConditionValue]) {
        self.comparison = comparison
        self.key = key
        contextKey = ContextKey(key)
        self.values = values
    }

    /// The request's values; nil where the key is absent.
    func found(in context: RequestContext) -> [String]? { context.values(of: contextKey) }

    /// Whether the condition holds. A key that is there without any value counts as `Null`, but is not absent
    /// otherwise. An operator without `ForAllValues:` or `ForAnyValue:` holds for a key of several values if one of
    /// them matches; a negated one if none does.
    func holds(in context: RequestContext) -> Bool {
        let found = found(in: context)
        if comparison.comparison == .null {
            let isNull = found?.isEmpty ?? true
            return values.contains { $0.asksForNull == isNull }
        }
        guard let found, !isNothing(found) else {
            guard !comparison.ifExists else { return true }
            return comparison.quantifier.map { $0 == .all } ?? comparison.isNegated
        }
        let isNegated = comparison.isNegated
        switch comparison.quantifier {
        case nil: return found.contains { isWanted($0, context) } != isNegated
        case .all: return found.allSatisfy { isWanted($0, context) != isNegated }
        case .any: return found.contains { isWanted($0, context) != isNegated }
        }
    }

    /// Whether `ForAllValues:` and `ForAnyValue:` take a key of these values for absent: it has none, or only empty
    /// texts (IAM user guide, set operators for multivalued context keys).
    private func isNothing(_ found: [String]) -> Bool {
        comparison.quantifier != nil && found.allSatisfy(\.isEmpty)
    }

    private func isWanted(_ found: String, _ context: RequestContext) -> Bool {
        values.contains { $0.matches(found, comparison.comparison, in: context) }
    }
}
