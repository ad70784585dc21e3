/// A step that did not show what the page says.
package struct StepFailure: Sendable {
    package let step: Step
    /// The command as it was run.
    package let command: String
    package let transcript: Transcript
    /// What differs, ready to be printed: no colours, no line folded, without an indentation, and of long lines and
    /// long outputs as much as anybody reads.
    package private(set) var lines: [String]
    /// Whether the command ended by itself; otherwise there is nothing to compare.
    let ranToItsEnd: Bool
    let differences: Alignment?
    /// What the variables stood for.
    let bindings: Bindings

    /// - Parameter differences: nil where the output is as expected, and only spinners or the status are not.
    init(
        step: Step,
        command: String,
        transcript: Transcript,
        missingSpinners: [ExpectedLine],
        differences: Alignment?,
        bindings: Bindings
    ) {
        self.step = step
        self.command = command
        self.transcript = transcript
        self.differences = differences
        self.bindings = bindings
        ranToItsEnd = true
        var lines: [String] = []
        if !step.exitStatus.allows(transcript.status) {
            lines.append("exit status: expected \(step.exitStatus), but it was \(transcript.status)")
        }
        for spinner in missingSpinners {
            let spinners = Excerpt.beginning(of: transcript.spinners).joined(separator: " | ")
            lines.append(
                "spinner of line \(spinner.line) was not shown; shown: \(spinners.isEmpty ? "none" : spinners)"
            )
            lines.append("- \(spinner.source)")
        }
        if let differences {
            lines += DifferenceText(differences).lines
            lines += Excerpt.beginning(of: differences.conflicts)
        } else if case .anything = step.expectation {
            lines += Excerpt.beginning(of: transcript.lines, count: DifferenceLines.limit).map { "  " + $0 }
        } else if !step.exitStatus.allows(transcript.status) {
            lines += Excerpt.end(of: transcript.lines).map { "  " + $0 }
        }
        lines += Self.variables(of: step, bindings)
        self.lines = lines
    }

    /// A step that could not be compared, and why: it took too long, or could not be started.
    package init(step: Step, command: String, transcript: Transcript, reason: String) {
        self.step = step
        self.command = command
        self.transcript = transcript
        differences = nil
        bindings = Bindings()
        ranToItsEnd = false
        lines = [reason] + Excerpt.end(of: transcript.lines).map { "  " + $0 }
    }

    /// This failure with `reasons` said first.
    func preceded(by reasons: [String]) -> StepFailure {
        var failure = self
        failure.lines = reasons + lines
        return failure
    }

    /// What each variable of the step stands for.
    private static func variables(of step: Step, _ bindings: Bindings) -> [String] {
        guard case .lines(let lines) = step.expectation else { return [] }
        let text = Array(([step.command] + lines.map(\.source)).joined(separator: "\n").utf8)
        let named = Set(VariableScanner.scan(text).map { String(decoding: text[$0.range], as: UTF8.self) })
        let bound = bindings.all.filter { named.contains($0.variable) }
        return bound.isEmpty ? [] : ["variables:"] + bound.map { "  \($0.variable) stands for \($0.value)" }
    }
}
