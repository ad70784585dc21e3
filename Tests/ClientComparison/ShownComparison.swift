/// Compares texts of two runs, and learns which identifiers stand for one another.
struct ShownComparison {
    private(set) var bindings = ShownBindings()

    /// Whether the texts are the same but for what no two runs have in common. Keeps what was learnt where they are.
    mutating func matches(_ expected: String, _ actual: String) -> Bool {
        var found = bindings
        if Self.match(expected, actual, &found) || Self.match(Self.loose(expected), Self.loose(actual), &found) {
            bindings = found
            return true
        }
        if expected.contains("(prose omitted)"), Self.contains(expected, actual, &found) {
            bindings = found
            return true
        }
        let ordered = (expected: ComponentOrder.fixed(expected), actual: ComponentOrder.fixed(actual))
        if Self.match(ordered.expected, ordered.actual, &found) {
            bindings = found
            return true
        }
        if bindings.substituted(inText: expected) == actual { return true }
        guard expected.contains("┃") else { return false }
        let folded = (expected: FoldedValues(of: ordered.expected), actual: FoldedValues(of: ordered.actual))
        guard Self.match(folded.expected.identifiers, folded.actual.identifiers, &found) else { return false }
        let isSame =
            Self.match(folded.expected.layout, folded.actual.layout, &found)
            || found.blotted(folded.expected.layout, ours: false) == found.blotted(folded.actual.layout, ours: true)
        if isSame { bindings = found }
        return isSame
    }

    /// Learns what can be learnt of texts that differ: from their lines that do not.
    mutating func learn(_ expected: String, _ actual: String) {
        let actual = actual.split(separator: "\n").map(String.init)
        var start = 0
        for line in expected.split(separator: "\n") {
            for index in start..<max(start, actual.count) {
                var found = bindings
                guard Self.match(String(line), actual[index], &found) else { continue }
                bindings = found
                start = index + 1
                break
            }
        }
    }

    private static func match(_ expected: String, _ actual: String, _ bindings: inout ShownBindings) -> Bool {
        if expected == actual { return true }
        let expected = ShownVariable.pieces(of: expected)
        let actual = ShownVariable.pieces(of: actual)
        guard expected.count == actual.count else { return false }
        var found = bindings
        for pair in zip(expected, actual) {
            switch pair {
            case (.literal(let expected), .literal(let actual)):
                guard expected == actual else { return false }
            case (.variable(let expected), .variable(let actual)):
                guard expected.resembles(actual) else { return false }
                guard !expected.isBound || found.bind(expected.text, to: actual.text) else { return false }
            default: return false
            }
        }
        bindings = found
        return true
    }

    /// Whether the lines of a record that left prose out stand in `actual`, in their order.
    private static func contains(_ expected: String, _ actual: String, _ bindings: inout ShownBindings) -> Bool {
        var rest = actual.split(separator: "\n")[...]
        for line in expected.split(separator: "\n") where line != "(prose omitted)" {
            guard let index = rest.firstIndex(where: { match(String(line), String($0), &bindings) }) else {
                return false
            }
            rest = rest[(index + 1)...]
        }
        return true
    }

    /// The text with the widths taken out of tables that show a lifetime or a token, since a lifetime's width changes
    /// from one second to the next.
    private static func loose(_ text: String) -> String {
        let hasWidths = ShownVariable.pieces(of: text).contains { piece in
            if case .variable(let variable) = piece {
                variable.kind == .duration || variable.kind == .token
            } else {
                false
            }
        }
        guard hasWidths else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var result = ""
            for character in line {
                if character == result.last, " ━─".contains(character) { continue }
                result.append(character)
            }
            return result.hasPrefix(" ") ? String(result.dropFirst()) : result
        }.joined(separator: "\n")
    }
}
