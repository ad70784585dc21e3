/// One operator with one key and its values (docs/aws/iam.md, "Conditions").
struct NaiveCondition: Sendable {
    enum Quantifier: Sendable { case none, forAllValues, forAnyValue }

    var quantifier = Quantifier.none
    var isIfExists = false
    /// The operator without `…Not…`, prefix and suffix: `StringEquals`.
    var comparison: String
    var isNegated: Bool
    var key: String
    var values: [Value]

    /// What stands in the policy, in the two readings that operators have for it.
    struct Value: Sendable {
        let plain: NaivePattern
        let wildcards: NaivePattern
    }

    /// - Parameters:
    ///   - name: such as `ForAllValues:StringNotLikeIfExists`.
    ///   - variables: whether the document's version knows variables.
    init(name: String, key: String, values: [String], variables: Bool) {
        var name = name
        if name.hasPrefix("ForAllValues:") { quantifier = .forAllValues }
        if name.hasPrefix("ForAnyValue:") { quantifier = .forAnyValue }
        if quantifier != .none { name = String(name.split(separator: ":")[1]) }
        if name.hasSuffix("IfExists") {
            isIfExists = true
            name = String(name.dropLast("IfExists".count))
        }
        isNegated = name.contains("Not")
        comparison = isNegated ? name.split(separator: "Not").joined() : name
        self.key = key
        let takesVariables = variables && ["String", "Arn", "Bool"].contains { name.hasPrefix($0) }
        self.values = values.map { text in
            Value(
                plain: NaivePattern(text, wildcards: false, variables: takesVariables),
                wildcards: NaivePattern(text, wildcards: true, variables: takesVariables)
            )
        }
    }

    func canBeResolved(_ request: NaiveRequest) -> Bool {
        values.allSatisfy { $0.plain.canBeResolved(request) }
    }

    func holds(_ request: NaiveRequest, _ fault: NaiveFault?) -> Bool {
        var found = request.values(key, fault)
        if comparison == "Null" {
            let isNull = (found ?? []).isEmpty != (fault == .nullInverted)
            return values.contains { $0.plain.text(request, fault)?.lowercased() == (isNull ? "true" : "false") }
        }
        // To a set operator nothing, and nothing but empty texts, is a key that is not there.
        let isNothing = found?.allSatisfy { $0.isEmpty && (fault != .emptyTextIsAValue) } ?? false
        if quantifier != .none, isNothing { found = nil }
        if found == nil, isIfExists, fault != .ifExistsAsPlain { return true }
        func holds(_ found: String) -> Bool { isMatch(found, request, fault) }
        switch quantifier {
        case .forAllValues:
            if fault == .forAllValuesEmptyIsFalse, (found ?? []).isEmpty { return false }
            if fault == .forAllValuesAsForAnyValue, let found, !found.isEmpty { return found.contains(where: holds) }
            return (found ?? []).allSatisfy(holds)
        case .forAnyValue:
            if fault == .forAnyValueEmptyIsTrue, (found ?? []).isEmpty { return true }
            return (found ?? []).contains(where: holds)
        case .none:
            guard let found else {
                return isNegated ? fault != .absentKeyFailsNegation : fault == .absentKeyMatches
            }
            // Of several values of a request one is enough; a negated operator is the exact opposite of its own.
            return isNegated ? found.allSatisfy(holds) : found.contains(where: holds)
        }
    }

    /// Whether one value of the request holds: is one of the policy's, or, negated, is none of them.
    private func isMatch(_ found: String, _ request: NaiveRequest, _ fault: NaiveFault?) -> Bool {
        func isSame(_ value: Value) -> Bool { compare(value, found, request, fault) }
        guard isNegated else { return values.contains(where: isSame) }
        return fault == .negationWithOr ? values.contains { !isSame($0) } : !values.contains(where: isSame)
    }

    private func compare(_ value: Value, _ found: String, _ request: NaiveRequest, _ fault: NaiveFault?) -> Bool {
        // A value with a variable that stands for nothing is equal to nothing, and like nothing.
        guard let wanted = value.plain.text(request, fault), let pattern = value.wildcards.resolved(request, fault)
        else { return isNegated && fault == .absentVariableFailsNegation }
        switch comparison {
        case "StringEquals":
            return Array(wanted.utf8) == Array(found.utf8)
        case "StringEqualsIgnoreCase":
            return fault == .ignoreCaseKeepsCase ? wanted == found : wanted.lowercased() == found.lowercased()
        case "StringLike":
            if fault == .likeIgnoresCase {
                let small = NaivePattern(wanted.lowercased(), wildcards: true, variables: false)
                return NaivePattern.matches(small.pieces, found.lowercased(), fault)
            }
            return NaivePattern.matches(pattern, found, fault)
        case "ArnEquals", "ArnLike":
            // Variables may stand in any part here, so the parts are those of the text with their values.
            if pattern == [.anyRun] { return !NaiveResource.split(found).isEmpty }
            if fault == .arnAsOneText { return NaivePattern.matches(pattern, found, fault) }
            let parts = pattern.split(separator: .character(":"), maxSplits: 5, omittingEmptySubsequences: false)
            return NaiveResource.matches(parts.map(Array.init), found, fault)
        case "Bool":
            return ["true", "false"].contains(found.lowercased()) && wanted.lowercased() == found.lowercased()
        case "BinaryEquals":
            return NaiveComparison.areSameBytes(wanted, found) || fault == .binaryIgnored
        case "IpAddress":
            return NaiveComparison.isAddress(found, within: wanted, fault)
        default:
            return compareOrdered(wanted, found, fault)
        }
    }

    /// Numbers and dates.
    private func compareOrdered(_ wanted: String, _ found: String, _ fault: NaiveFault?) -> Bool {
        var wantedNumber: Double?
        var foundNumber: Double?
        if comparison.hasPrefix("Numeric") {
            (wantedNumber, foundNumber) = (NaiveComparison.number(wanted), NaiveComparison.number(found))
        } else if comparison.hasPrefix("Date") {
            if fault == .datesAsText {
                (wantedNumber, foundNumber) = (wanted < found ? -1 : wanted == found ? 0 : 1, 0)
            } else {
                (wantedNumber, foundNumber) = (NaiveComparison.date(wanted), NaiveComparison.date(found))
            }
        }
        guard let wantedNumber, let foundNumber else { return false }
        switch comparison.drop(while: { !"EGL".contains($0) }) {
        case "Equals": return foundNumber == wantedNumber
        case "LessThan": return fault == .lessThanWithEquals ? foundNumber <= wantedNumber : foundNumber < wantedNumber
        case "LessThanEquals": return foundNumber <= wantedNumber
        case "GreaterThan": return foundNumber > wantedNumber
        case "GreaterThanEquals": return foundNumber >= wantedNumber
        default: return false
        }
    }
}
