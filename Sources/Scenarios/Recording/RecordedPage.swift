/// A page that says what commands were typed and what they showed.
struct RecordedPage {
    /// What the front matter says: keys and values, in their order.
    let frontMatter: [(key: String, value: String)]
    let title: String
    let steps: [RecordedStep]

    var text: String {
        let matter = frontMatter.map { "\($0.key): '\($0.value.replacing("'", with: "''"))'" }
        let front = matter.isEmpty ? [] : ["---"] + matter + ["---"]
        let lines = steps.flatMap(Self.lines)
        let fence = String(repeating: "`", count: max(3, Self.longestFence(lines) + 1))
        return (front + ["# " + title, "", fence + "console"] + lines + [fence]).map { $0 + "\n" }.joined()
    }

    private static func lines(_ step: RecordedStep) -> [String] {
        let command = step.lines.enumerated().map { $0.offset == 0 ? "$ " + $0.element : $0.element }
        let status = step.outcome.status == 0 ? [] : ["[exit \(step.outcome.status)]"]
        return command + step.outcome.shown.map(line) + status
    }

    /// A line of output as a page writes it, so that it stands for itself: with a run where it would mean something else.
    static func line(_ shown: String) -> String {
        let line = Redaction.withRuns(ExpectedLine.escaped(shown))
        if line.hasPrefix("[exit"), line.hasSuffix("]") { return "[..]" + line.dropFirst() }
        return switch ExpectedLine(line, line: 1).content {
        case .text: line
        case .prompt: line.dropLast() + "[..]"
        case .spinner, .anyLines: "[..]" + line.dropFirst()
        }
    }

    /// The most backticks with which a line begins.
    private static func longestFence(_ lines: [String]) -> Int {
        lines.map { Substring($0).trimmingBlanks.prefix { $0 == "`" }.count }.max() ?? 0
    }
}

/// A command in the lines in which it was typed, and what it showed.
struct RecordedStep {
    let lines: [String]
    let outcome: StepOutcome
}
