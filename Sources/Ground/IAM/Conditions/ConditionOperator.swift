/// How a condition compares: `StringEquals`, `ForAnyValue:StringLikeIfExists` (docs/aws/iam.md, "Conditions").
struct ConditionOperator: Sendable, Equatable {
    /// How a key's several values count.
    enum Quantifier: String, Sendable {
        case all = "ForAllValues:"
        case any = "ForAnyValue:"
    }

    enum Order: Sendable {
        case equal
        case less
        case lessOrEqual
        case greater
        case greaterOrEqual

        func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
            switch self {
            case .equal: left == right
            case .less: left < right
            case .lessOrEqual: left <= right
            case .greater: left > right
            case .greaterOrEqual: left >= right
            }
        }
    }

    enum Comparison: Sendable, Equatable {
        case string
        case stringIgnoringCase
        case stringLike
        case number(Order)
        case date(Order)
        case bool
        case binary
        case address
        case arn
        case null
    }

    /// As it stands in the document.
    let name: String
    let quantifier: Quantifier?
    let comparison: Comparison
    /// Whether it is one of the `…Not…` operators, which hold where the comparison does not.
    let isNegated: Bool
    /// Whether it holds where the key is absent.
    let ifExists: Bool

    /// Nil for a name that AWS does not know, which it compares exactly. `Null` takes neither prefix nor `IfExists`.
    init?(_ name: String) {
        self.name = name
        var rest = Substring(name)
        if rest.hasPrefix(Quantifier.all.rawValue) {
            quantifier = .all
        } else if rest.hasPrefix(Quantifier.any.rawValue) {
            quantifier = .any
        } else {
            quantifier = nil
        }
        rest = rest.dropFirst(quantifier?.rawValue.count ?? 0)
        ifExists = rest.hasSuffix("IfExists")
        if ifExists { rest = rest.dropLast("IfExists".count) }
        guard let (comparison, isNegated) = Self.comparisons[String(rest)] else { return nil }
        guard comparison != .null || (quantifier == nil && !ifExists) else { return nil }
        self.comparison = comparison
        self.isNegated = isNegated
    }

    private static let comparisons: [String: (Comparison, Bool)] = [
        "StringEquals": (.string, false),
        "StringNotEquals": (.string, true),
        "StringEqualsIgnoreCase": (.stringIgnoringCase, false),
        "StringNotEqualsIgnoreCase": (.stringIgnoringCase, true),
        "StringLike": (.stringLike, false),
        "StringNotLike": (.stringLike, true),
        "NumericEquals": (.number(.equal), false),
        "NumericNotEquals": (.number(.equal), true),
        "NumericLessThan": (.number(.less), false),
        "NumericLessThanEquals": (.number(.lessOrEqual), false),
        "NumericGreaterThan": (.number(.greater), false),
        "NumericGreaterThanEquals": (.number(.greaterOrEqual), false),
        "DateEquals": (.date(.equal), false),
        "DateNotEquals": (.date(.equal), true),
        "DateLessThan": (.date(.less), false),
        "DateLessThanEquals": (.date(.lessOrEqual), false),
        "DateGreaterThan": (.date(.greater), false),
        "DateGreaterThanEquals": (.date(.greaterOrEqual), false),
        "Bool": (.bool, false),
        "BinaryEquals": (.binary, false),
        "IpAddress": (.address, false),
        "NotIpAddress": (.address, true),
        "ArnEquals": (.arn, false),
        "ArnLike": (.arn, false),
        "ArnNotEquals": (.arn, true),
        "ArnNotLike": (.arn, true),
        "Null": (.null, false),
    ]

    /// Every operator without prefix and `IfExists`, sorted.
    static let names: [String] = comparisons.keys.sorted()
}
