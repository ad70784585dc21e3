/// A page that says what commands were typed and what they showed.
struct RecordedPage {
    /// What the front matter says: keys and values, in their order.
    let frontMatter: [(key: String, value: String)]
    let title: String
    let steps: [RecordedStep]
    /// Takes secrets out of what was shown.
    let redaction: Redaction
    /// The steps that are played on a terminal although nothing was typed at it: they show something else without.
    var onTerminal: Set<Int> = []

    var text: String {
        let secrets = TypedSecrets(steps)
        var matter = frontMatter.map { "\($0.key): '\($0.value.replacing("'", with: "''"))'" }
        if !secrets.declared.isEmpty { matter.append("captures: [\(secrets.declared.joined(separator: ", "))]") }
        let front = matter.isEmpty ? [] : ["---"] + matter + ["---"]
        let lines = steps.map { self.lines($0, secrets) }
        let fence = String(repeating: "`", count: max(3, Self.longestFence(lines.flatMap(\.self)) + 1))
        var blocks: [String] = []
        for index in steps.indices {
            if index == 0 || isOnTerminal(index) != isOnTerminal(index - 1) {
                if index > 0 { blocks += [fence, ""] }
                blocks.append(fence + (isOnTerminal(index) ? "console tty" : "console"))
            }
            blocks += lines[index]
        }
        return (front + ["# " + title, ""] + blocks + [fence]).map { $0 + "\n" }.joined()
    }

    private func isOnTerminal(_ index: Int) -> Bool { steps[index].hasAnswers || onTerminal.contains(index) }

    /// The steps that had a terminal and are played without one.
    var withoutTerminal: [Int] { steps.indices.filter { steps[$0].wasAttended && !isOnTerminal($0) } }

    private func lines(_ step: RecordedStep, _ secrets: TypedSecrets) -> [String] {
        let command = step.lines.map(secrets.named).enumerated().map { $0.offset == 0 ? "$ " + $0.element : $0.element }
        let status = step.status == 0 ? [] : ["[exit \(step.status)]"]
        let output = step.output.map { line in
            switch line {
            case .shown(let text): return Self.line(redaction.text(secrets.named(text)))
            case .answered(let prompt, let typed):
                let shown = redaction.text(secrets.named(prompt))
                return Redaction.withRuns(ExpectedLine.escaped(shown)) + "«\(secrets.named(typed))»"
            }
        }
        return command + output + status
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
