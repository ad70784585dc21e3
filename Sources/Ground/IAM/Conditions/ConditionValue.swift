import Text

/// One value that a condition asks for, read as its operator compares it.
struct ConditionValue: Sendable, Equatable {
    private enum Form: Sendable, Equatable {
        case pattern(WildcardPattern)
        /// Nil of a pattern that matches no ARN.
        case arn(ARNPattern?)
        /// A string, an ARN or a truth value that holds variables.
        case template(PolicyTemplate)
        /// Compared without regard to case; in lower case already.
        case text(String)
        case number(PolicyNumber)
        case date(PolicyDate)
        case address(IPNetwork)
        case bytes([UInt8])
        case null(Bool)
    }

    /// What is wrong with a value.
    enum Problem: Error {
        case malformedVariable
        /// The value is not what the operator compares; the text says what is.
        case wrongType(String)
    }

    /// As it stands in the document.
    let text: String
    private let form: Form

    /// - Parameter variables: whether the document has variables. They are replaced where strings, ARNs and truth values
    ///   are compared, and nowhere else.
    init(_ text: String, _ comparison: ConditionOperator.Comparison, variables: Bool) throws(Problem) {
        self.text = text
        switch comparison {
        case .string, .stringIgnoringCase, .stringLike, .arn, .bool:
            form = try Self.textual(text, comparison, variables: variables)
        case .number:
            guard let number = PolicyNumber(text) else { throw .wrongType("a number such as 900 or 1.5") }
            form = .number(number)
        case .date:
            guard let date = PolicyDate(text) else {
                throw .wrongType("a date such as 2024-05-14T09:30:00Z, or seconds since 1970")
            }
            form = .date(date)
        case .address:
            guard let network = IPNetwork(text) else {
                throw .wrongType("an IP address or range such as 203.0.113.0/24")
            }
            form = .address(network)
        case .binary:
            guard let bytes = Base64.decode(text) else { throw .wrongType("base64") }
            form = .bytes(bytes)
        case .null:
            guard let wanted = Self.bool(text) else { throw .wrongType("true or false") }
            form = .null(wanted)
        }
    }

    private static func textual(
        _ text: String,
        _ comparison: ConditionOperator.Comparison,
        variables: Bool
    ) throws(Problem) -> Form {
        let hasWildcards = comparison == .stringLike || comparison == .arn
        guard let template = PolicyTemplate(text, wildcards: hasWildcards, variables: variables) else {
            throw .malformedVariable
        }
        guard let tokens = template.fixedTokens else { return .template(template) }
        switch comparison {
        case .arn: return .arn(Self.arnPattern(tokens))
        case .stringIgnoringCase: return .text(WildcardPattern.text(tokens).lowercased())
        case .bool:
            guard bool(WildcardPattern.text(tokens)) != nil else { throw .wrongType("true or false") }
            return .text(WildcardPattern.text(tokens).lowercased())
        default: return .pattern(WildcardPattern(tokens))
        }
    }

    var variables: [PolicyTemplate.Variable] {
        guard case .template(let template) = form else { return [] }
        return template.variables
    }

    /// Of an operator `Null`: whether the key must be absent.
    var asksForNull: Bool? {
        guard case .null(let wanted) = form else { return nil }
        return wanted
    }

    /// Whether the request's value is the wanted one. A request's value that is not what the operator compares, such as
    /// a number that is not one, matches nothing.
    func matches(
        _ found: String,
        _ comparison: ConditionOperator.Comparison,
        in context: RequestContext
    ) -> Bool {
        switch form {
        case .pattern(let pattern): return pattern.matches(found)
        case .arn(let pattern): return pattern?.matches(found) ?? false
        case .text(let wanted): return Self.isEqual(found, wanted, comparison)
        case .template(let template):
            guard let tokens = template.tokens(in: context) else { return false }
            switch comparison {
            case .arn: return Self.arnPattern(tokens)?.matches(found) ?? false
            case .string, .stringLike: return WildcardPattern(tokens).matches(found)
            default: return Self.isEqual(found, WildcardPattern.text(tokens).lowercased(), comparison)
            }
        case .number(let wanted):
            guard case .number(let order) = comparison, let number = PolicyNumber(found) else { return false }
            return order.holds(number, wanted)
        case .date(let wanted):
            guard case .date(let order) = comparison, let date = PolicyDate(found) else { return false }
            return order.holds(date, wanted)
        case .address(let network): return network.contains(found)
        case .bytes(let wanted): return Base64.decode(found) == wanted
        case .null: return false
        }
    }

    /// The value as it reads for one request; as it stands in the document where a variable has no value.
    func text(in context: RequestContext) -> String {
        guard case .template(let template) = form, let tokens = template.tokens(in: context) else { return text }
        return WildcardPattern.text(tokens)
    }

    private static func isEqual(
        _ found: String,
        _ wanted: String,
        _ comparison: ConditionOperator.Comparison
    ) -> Bool {
        // Texts are equal where their characters are, not where Unicode calls them equivalent.
        guard comparison == .bool else { return found.lowercased().utf8.elementsEqual(wanted.utf8) }
        return bool(found) != nil && bool(found) == bool(wanted)
    }

    private static func bool(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true": true
        case "false": false
        default: nil
        }
    }

    /// A lone `*` means every ARN.
    private static func arnPattern(_ tokens: [WildcardPattern.Token]) -> ARNPattern? {
        tokens == [WildcardPattern.run] ? .everyARN : ARNPattern(tokens)
    }
}
