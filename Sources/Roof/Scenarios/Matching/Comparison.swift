/// The expected lines of a step beside what was shown: both as elements, and when one is the other.
struct Comparison {
    let expectedLines: [ExpectedLine]
    let expected: [OutputElement]
    /// The lines that were shown, prompts apart from what was shown after their answer.
    let actualLines: [String]
    let actual: [OutputElement]

    /// - Parameter expectedLines: without spinners.
    init(
        _ expectedLines: [ExpectedLine],
        _ actualLines: [String],
        tables: FrontMatter.TableComparison,
        _ bindings: Bindings
    ) {
        let sources = expectedLines.map { String($0.source.withoutTrailingBlanks) }
        let expected = OutputElement.elements(of: sources, tables: tables, allowsGaps: true)
        // A page that shows only a part of a table means its lines.
        let showsPart = expected.contains { element in
            guard case .table = element.content else {
                return ["┏", "┠", "┗", "┃"].contains { sources[element.range.lowerBound].hasPrefix($0) }
            }
            return false
        }
        let tables = showsPart ? .lines : tables
        self.expectedLines = expectedLines
        self.expected = OutputElement.elements(of: sources, tables: tables, allowsGaps: true)
        self.actualLines = Self.splitPrompts(expectedLines, actualLines, bindings)
        actual = OutputElement.elements(of: self.actualLines, tables: tables, allowsGaps: false)
    }

    /// Whether an expected element is a line `...` outside a table.
    func isGap(_ element: OutputElement) -> Bool {
        if case .table = element.content { return false }
        return expectedLines[element.range.lowerBound].content == .anyLines
    }

    /// The bindings with which everything fits; nil where something does not.
    func match(_ bindings: Bindings) -> Bindings? {
        let parts = expected.map { element -> SequencePattern.Part<OutputElement> in
            isGap(element) ? .gap : .element(element)
        }
        return SequencePattern.match(parts, count: actual.count, bindings: bindings) { element, index, bindings in
            matches(element, actual[index], &bindings)
        }
    }

    func matches(_ expected: OutputElement, _ actual: OutputElement, _ bindings: inout Bindings) -> Bool {
        switch (expected.content, actual.content) {
        case (.table(let expected), .table(let actual)): return expected.matches(actual, &bindings)
        case (.table, _), (_, .table): return false
        case (.caption, .caption):
            let pattern = LinePattern(Substring(expectedLines[expected.range.lowerBound].source).trimmingBlanks)
            let text = Substring(actualLines[actual.range.lowerBound]).trimmingBlanks
            return pattern.matches(String(text), &bindings)
        default:
            let text = actualLines[actual.range.lowerBound]
            switch expectedLines[expected.range.lowerBound].content {
            case .text(let pattern), .prompt(let pattern, _): return pattern.matches(text, &bindings)
            case .anyLines, .spinner: return false
            }
        }
    }

    /// A prompt of the page, and where it may stand.
    private struct Prompt {
        let pattern: LinePattern
        /// How many blanks it ends in.
        let blanks: Int
        let typed: String
        /// How many lines the page shows between it and the prompt before.
        let linesBefore: Int
    }

    private static func prompts(_ expected: [ExpectedLine], _ bindings: Bindings) -> [Prompt] {
        var prompts: [Prompt] = []
        var linesBefore = 0
        for line in expected {
            switch line.content {
            case .prompt(let pattern, let typed):
                let shown = line.sourceBeforeAnswer
                prompts.append(
                    Prompt(
                        pattern: pattern,
                        blanks: shown.utf8.count - shown.withoutTrailingBlanks.utf8.count,
                        typed: bindings.substituted(in: typed),
                        linesBefore: linesBefore
                    )
                )
                linesBefore = 0
            case .text: linesBefore += 1
            case .anyLines, .spinner: break
            }
        }
        return prompts
    }

    /// What is typed is not echoed without a terminal, so what follows a prompt stands on its line: it gets one of its
    /// own.
    private static func splitPrompts(
        _ expected: [ExpectedLine],
        _ actual: [String],
        _ bindings: Bindings
    ) -> [String] {
        var prompts = prompts(expected, bindings)[...]
        var lines: [String] = []
        var lastPrompt = 0
        var pending = actual[...]
        while var line = pending.popFirst() {
            while let prompt = prompts.first, let length = prompt.pattern.matchedPrefix(of: line, bindings) {
                // One that shows nothing begins every line: it is known by the lines before it.
                if length == 0, lines.count - lastPrompt < prompt.linesBefore { break }
                prompts.removeFirst()
                let bytes = Array(line.utf8)
                let blanks = bytes[length...].prefix(prompt.blanks).prefix { $0 == 0x20 }.count
                let rest = String(decoding: bytes[(length + blanks)...], as: UTF8.self)
                let shown = String(decoding: bytes[..<length], as: UTF8.self)
                lastPrompt = lines.count + 1
                if rest.isEmpty || rest == prompt.typed {
                    line = shown
                    break
                }
                lines.append(shown)
                line = rest
            }
            lines.append(line)
        }
        return lines
    }
}
