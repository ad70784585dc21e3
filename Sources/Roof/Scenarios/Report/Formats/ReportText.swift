import TerminalUI

/// What reports that programs read say of playings and steps, each in one place.
enum ReportText {
    /// Why a playing was not played to its end; nil where it was.
    static func reason(_ instance: InstanceOutcome) -> String? {
        switch instance.verdict {
        case .passed, .failed: nil
        case .skipped(let missing): "\(missing.joined(separator: ", ")) not found"
        case .wrong(let problem): problem.description
        case .interrupted(let step?): "interrupted at \(step.file):\(step.line): $ \(step.command)"
        case .interrupted(nil): "interrupted before it had begun"
        case .notPlayed: "not begun: the run ended at its first failure"
        }
    }

    /// A step's place and command in one line.
    static func name(_ step: StepOutcome) -> String { "line \(step.line): $ \(VisibleText.line(step.command))" }

    /// Lines of anything as one text that no control character disturbs.
    static func block(_ lines: [String]) -> String { VisibleText.of(lines.joined(separator: "\n")) }

    /// One line that says that a page passed after it had failed; nil where it did not.
    static func flakiness(_ instance: InstanceOutcome) -> String? {
        guard instance.isFlaky else { return nil }
        return "flaky: it passed after \(CountText.of(instance.earlierAttempts.count, "attempt")) that failed"
    }
}
