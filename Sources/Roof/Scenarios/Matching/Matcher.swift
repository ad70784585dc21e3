/// Compares what commands show with what a page says, step by step, and keeps what its variables stand for.
package struct Matcher: Sendable {
    /// What the variables stand for, after the steps that have matched so far.
    package private(set) var bindings: Bindings
    private let tables: FrontMatter.TableComparison

    /// - Parameters:
    ///   - constants: texts in which nothing is a variable: the world, the front matter, the files that the page writes.
    ///   - captures: the names that the page declares, with their brackets, and what each may stand for.
    package init(
        tables: FrontMatter.TableComparison = .lines,
        constants: [String] = [],
        captures: [String: CapturePattern] = [:]
    ) {
        self.tables = tables
        bindings = Bindings(constantsIn: constants, captures: captures)
    }

    /// The command of a step with what its variables stand for.
    package func command(of step: Step) -> String {
        bindings.substituted(in: step.command)
    }

    /// What is typed at a step's prompts, with what its variables stand for.
    package func answers(of step: Step) -> [TypedAnswer] {
        step.answers.map { answer in
            var answer = answer
            answer.text = bindings.substituted(in: answer.text)
            return answer
        }
    }

    /// The declared names in a step's command and answers that stand for nothing yet.
    func unbound(in step: Step) -> [String] {
        ([step.command] + step.answers.map(\.text)).flatMap(bindings.unbound)
    }

    /// What a comparison found.
    package struct Finding: Sendable, Equatable {
        /// The lines that were shown, prompts apart from what was shown after their answer.
        package let shown: [String]
        package let missingSpinners: [PageLine]
        /// Nil where the output is as expected.
        package let difference: OutputDifference?
    }

    /// Compares a step's output with what its command showed. What the variables stand for is kept, as far as it can be
    /// told where the output differs.
    package mutating func check(_ step: Step, _ transcript: Transcript) -> Finding {
        guard case .lines(let lines) = step.expectation else {
            return Finding(shown: transcript.lines, missingSpinners: [], difference: nil)
        }
        let split = Self.split(lines)
        var missingSpinners: [PageLine] = []
        for line in split.spinners where !Self.wasShown(line, transcript, &bindings) {
            missingSpinners.append(PageLine(line))
        }
        let comparison = Comparison(split.output, transcript.lines, tables: tables, bindings)
        if let matched = comparison.match(bindings) {
            bindings = matched
            return Finding(shown: transcript.lines, missingSpinners: missingSpinners, difference: nil)
        }
        let alignment = Alignment(comparison, bindings)
        bindings = alignment.bindingsAfter
        return Finding(
            shown: comparison.actualLines,
            missingSpinners: missingSpinners,
            difference: OutputDifference(alignment)
        )
    }

    /// The expected lines without spinners, and the spinners.
    static func split(_ lines: [ExpectedLine]) -> (output: [ExpectedLine], spinners: [ExpectedLine]) {
        let isSpinner = { (line: ExpectedLine) in
            if case .spinner = line.content { true } else { false }
        }
        return (lines.filter { !isSpinner($0) }, lines.filter(isSpinner))
    }

    static func wasShown(_ line: ExpectedLine, _ transcript: Transcript, _ bindings: inout Bindings) -> Bool {
        guard case .spinner(let pattern) = line.content else { return false }
        return transcript.spinners.contains { pattern.matches($0, &bindings) }
    }
}
