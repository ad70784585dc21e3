import Text

/// A text of a policy in which variables may stand: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and `${*}`,
/// `${?}`, `${$}` for these characters themselves (docs/aws/iam.md, "Variables").
struct PolicyTemplate: Sendable, Equatable {
    struct Variable: Sendable, Equatable {
        let key: ContextKey
        let defaultValue: String?
        /// As it stands in the document: `${aws:username}`.
        let text: String

        /// What the request has for it. Nil where the key is absent and there is no default, and where the key has
        /// several values, because no variable can mean them all.
        func value(in context: RequestContext) -> String? {
            guard let values = context.values(of: key), !values.isEmpty else { return defaultValue }
            return values.count == 1 ? values[0] : nil
        }
    }

    private enum Piece: Sendable, Equatable {
        case tokens([WildcardPattern.Token])
        case variable(Variable)
    }

    /// As it stands in the document.
    let text: String
    private let pieces: [Piece]

    /// - Parameters:
    ///   - wildcards: whether `*` and `?` are wildcards; otherwise they stand for themselves.
    ///   - variables: whether variables are replaced; otherwise they stand for themselves, as in documents of version
    ///     2008-10-17.
    /// - Returns: nil where a variable is malformed.
    init?(_ text: some StringProtocol, wildcards: Bool, variables: Bool) {
        self.text = String(text)
        guard variables, Self.beginsVariable(somewhereIn: text) else {
            pieces = [.tokens(WildcardPattern.tokens(text, wildcards: wildcards))]
            return
        }
        var pieces: [Piece] = []
        var rest = Substring(text)
        while let start = rest.firstRange(of: "${") {
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else { return nil }
            pieces.append(.tokens(WildcardPattern.tokens(rest[..<start.lowerBound], wildcards: wildcards)))
            let content = rest[start.upperBound..<end]
            if content == "*" || content == "?" || content == "$" {
                pieces.append(.tokens(WildcardPattern.tokens(content, wildcards: false)))
            } else {
                guard let variable = Variable(content) else { return nil }
                pieces.append(.variable(variable))
            }
            rest = rest[rest.index(after: end)...]
        }
        pieces.append(.tokens(WildcardPattern.tokens(rest, wildcards: wildcards)))
        self.pieces = pieces
    }

    var variables: [Variable] {
        pieces.compactMap { piece in
            guard case .variable(let variable) = piece else { return nil }
            return variable
        }
    }

    /// What the text means where it has no variables; nil where it has.
    var fixedTokens: [WildcardPattern.Token]? {
        var tokens: [WildcardPattern.Token] = []
        for piece in pieces {
            guard case .tokens(let part) = piece else { return nil }
            tokens += part
        }
        return tokens
    }

    /// What the text means for one request; characters of a variable's value are not wildcards. Nil where a variable
    /// has no value.
    func tokens(in context: RequestContext) -> [WildcardPattern.Token]? {
        var tokens: [WildcardPattern.Token] = []
        for piece in pieces {
            switch piece {
            case .tokens(let part): tokens += part
            case .variable(let variable):
                guard let value = variable.value(in: context) else { return nil }
                tokens += WildcardPattern.tokens(value, wildcards: false)
            }
        }
        return tokens
    }

    /// Whether `value` is what the text means for one request. False where a variable has no value.
    func matches(_ value: borrowing Span<UInt8>, in context: RequestContext) -> Bool {
        // What stands before the first wildcard is compared as it is: most values fail there, and nothing is made for
        // them.
        var position = 0
        let pieces = self.pieces.span
        for piece in pieces.indices {
            switch pieces[piece] {
            case .tokens(let tokens):
                for token in tokens {
                    guard token < WildcardPattern.run else {
                        return self.tokens(in: context).map { WildcardPattern($0).matches(value) } ?? false
                    }
                    guard position < value.count, token == WildcardPattern.Token(value[position]) else { return false }
                    position += 1
                }
            case .variable(let variable):
                guard let text = variable.value(in: context) else { return false }
                let bytes = text.utf8.span
                guard bytes.count <= value.count - position else { return false }
                for index in bytes.indices where bytes[index] != value[position + index] { return false }
                position += bytes.count
            }
        }
        return position == value.count
    }

    /// The parts of `text` between its first colons, `count` at most; a colon inside of a variable separates nothing.
    static func split(_ text: String, count: Int) -> [Substring] {
        var parts: [Substring] = []
        parts.reserveCapacity(count)
        let bytes = text.utf8
        var start = bytes.startIndex
        var index = start
        var isInVariable = false
        var before: UInt8 = 0
        while index < bytes.endIndex, parts.count < count - 1 {
            let byte = bytes[index]
            if isInVariable {
                isInVariable = byte != UInt8(ascii: "}")
            } else if byte == UInt8(ascii: ":") {
                parts.append(text[start..<index])
                start = bytes.index(after: index)
            } else {
                isInVariable = before == UInt8(ascii: "$") && byte == UInt8(ascii: "{")
            }
            before = byte
            index = bytes.index(after: index)
        }
        parts.append(text[start...])
        return parts
    }

    private static func beginsVariable(somewhereIn text: some StringProtocol) -> Bool {
        var before: UInt8 = 0
        for byte in text.utf8 {
            if before == UInt8(ascii: "$"), byte == UInt8(ascii: "{") { return true }
            before = byte
        }
        return false
    }
}

extension PolicyTemplate.Variable {
    /// - Parameter content: what stands between the braces: a key, and maybe a comma and a default in single quotes.
    init?(_ content: Substring) {
        let parts = content.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        let key = parts[0].filter { $0 != " " }
        guard !key.isEmpty, !key.contains("$"), !key.contains("{"), key.count == parts[0].trimmingSpaces.count else {
            return nil
        }
        self.key = ContextKey(key)
        text = "${\(content)}"
        guard parts.count == 2 else {
            defaultValue = nil
            return
        }
        let quoted = parts[1].trimmingSpaces
        guard quoted.count >= 2, quoted.first == "'", quoted.last == "'" else { return nil }
        defaultValue = String(quoted.dropFirst().dropLast())
    }
}

extension Substring {
    /// Without the blanks at both ends.
    var trimmingSpaces: Substring {
        var trimmed = drop { $0 == " " }
        while trimmed.last == " " { trimmed.removeLast() }
        return trimmed
    }
}
