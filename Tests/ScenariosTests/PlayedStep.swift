import Foundation

@testable import Scenarios

extension Matcher {
    /// What becomes of a step whose command showed `transcript`.
    mutating func outcome(_ step: Step, _ transcript: Transcript, problems: [String] = []) -> StepOutcome {
        let command = command(of: step)
        let finding = check(step, transcript)
        return StepOutcome(
            step,
            command: command,
            way: .inProcess,
            transcript: transcript,
            finding: finding,
            problems: problems,
            bindings: bindings,
            start: .distantPast,
            clock: .distantPast
        )
    }

    /// What differs; nil where all is as expected.
    mutating func failure(_ step: Step, _ transcript: Transcript, problems: [String] = []) -> StepOutcome? {
        let outcome = outcome(step, transcript, problems: problems)
        return outcome.isAsExpected ? nil : outcome
    }
}
