/// A line of expected text: literal characters, variables and runs of any characters.
package struct LinePattern: Sendable, Equatable {
    private enum Token: Sendable, Equatable {
        case literal([UInt8])
        /// `[..]`
        case anyRun
        case variable(VariableKind, String)
        /// Text that follows a bound UUID; itself where it is a form of none.
        case form(String)
    }

    /// The text, without escapes and trailing blanks.
    package let text: String
    private let tokens: [Token]

    /// - Parameter text: expected text in which `[..]` stands for any run and `\[..]` for these characters.
    package init(_ text: some StringProtocol) {
        let text = String(text.withoutTrailingBlanks)
        self.text = text
        guard text.utf8.contains(UInt8(ascii: "[")) else {
            tokens = Self.tokens(in: Array(text.utf8))
            return
        }
        let mark = Array("[..]".utf8)
        var tokens: [Token] = []
        var literal: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.first {
            if rest.starts(with: mark) {
                tokens += Self.tokens(in: literal) + [.anyRun]
                literal = []
                rest = rest.dropFirst(mark.count)
            } else if byte == UInt8(ascii: "\\"), rest.dropFirst().starts(with: mark) {
                literal += mark
                rest = rest.dropFirst(mark.count + 1)
            } else {
                literal.append(byte)
                rest = rest.dropFirst()
            }
        }
        self.tokens = tokens + Self.tokens(in: literal)
    }

    private static func tokens(in literal: [UInt8]) -> [Token] {
        var tokens: [Token] = []
        var index = 0
        for finding in VariableScanner.scan(literal) {
            if index < finding.range.lowerBound {
                tokens.append(.literal(Array(literal[index..<finding.range.lowerBound])))
            }
            let text = String(decoding: literal[finding.range], as: UTF8.self)
            switch finding.shape {
            case .variable(let kind): tokens.append(.variable(kind, text))
            case .form: tokens.append(.form(text))
            }
            index = finding.range.upperBound
        }
        if index < literal.count { tokens.append(.literal(Array(literal[index...]))) }
        return tokens
    }

    /// The variables in the line, in order.
    var variables: [String] {
        tokens.compactMap { token in
            if case .variable(_, let text) = token { text } else { nil }
        }
    }

    /// Whether `actual` is the line; variables met for the first time are bound.
    package func matches(_ actual: String, _ bindings: inout Bindings) -> Bool {
        let actual = actual.withoutTrailingBlanks
        // Most lines are plain text.
        if tokens.count == 1, case .literal(let bytes) = tokens[0] { return bytes.elementsEqual(actual.utf8) }
        guard let (_, found) = match(Array(actual.utf8), bindings, wholeLine: true) else {
            return false
        }
        bindings = found
        return true
    }

    /// The length in UTF-8 of the shortest beginning of `actual` that is this text; nil where it does not start so.
    func matchedPrefix(of actual: String, _ bindings: Bindings) -> Int? {
        match(Array(actual.utf8), bindings, wholeLine: false)?.end
    }

    /// The shortest that fits: a run is tried with no characters first. What has failed once is not tried again, so
    /// the work grows with the line's length and the number of runs, not with their combinations.
    private func match(_ text: [UInt8], _ bindings: Bindings, wholeLine: Bool) -> (end: Int, bindings: Bindings)? {
        struct State: Hashable {
            let token: Int
            let position: Int
            let bindings: Int
        }
        var known = [bindings]
        var pending = [State(token: 0, position: 0, bindings: 0)]
        var visited: Set<State> = []
        while let state = pending.popLast() {
            guard state.token < tokens.count else {
                if !wholeLine || state.position == text.count { return (state.position, known[state.bindings]) }
                continue
            }
            let next = { (end: Int) in State(token: state.token + 1, position: end, bindings: state.bindings) }
            switch tokens[state.token] {
            case .literal(let bytes):
                if text[state.position...].starts(with: bytes) { pending.append(next(state.position + bytes.count)) }
            case .form(let form):
                let bytes = Array((known[state.bindings].value(of: form) ?? form).utf8)
                if text[state.position...].starts(with: bytes) { pending.append(next(state.position + bytes.count)) }
            case .anyRun:
                guard visited.insert(state).inserted else { continue }
                if state.position < text.count {
                    pending.append(
                        State(token: state.token, position: state.position + 1, bindings: state.bindings)
                    )
                }
                pending.append(next(state.position))
            case .variable(let kind, let variable):
                guard let end = VariableScanner.end(of: kind, in: text, at: state.position) else { continue }
                let value = String(decoding: text[state.position..<end], as: UTF8.self)
                if known[state.bindings].isConstant(variable) {
                    if value == variable { pending.append(next(end)) }
                } else if let bound = known[state.bindings].value(of: variable) {
                    if value == bound { pending.append(next(end)) }
                } else {
                    var extended = known[state.bindings]
                    guard extended.bind(variable, kind, to: value) else { continue }
                    known.append(extended)
                    pending.append(State(token: state.token + 1, position: end, bindings: known.count - 1))
                }
            }
        }
        return nil
    }
}
