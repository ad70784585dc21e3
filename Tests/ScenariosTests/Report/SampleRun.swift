import Foundation

@testable import Scenarios

/// Outcomes to report on.
enum SampleRun {
    /// All that a text can do to a format: quotes, markup, control characters, directives, what is not a character of XML.
    static let nasty = "a \"b\" 'c' <d> & ]]> \\ # SKIP \u{1B}[31m\u{0}\u{7}\u{FFFE}\u{202E}\u{2028} ok 1 - {{x}}"

    static func step(_ expected: String = "a", shows shown: String = "a", line: Int = 2) throws -> StepOutcome {
        var matcher = Matcher()
        let lines = shown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return matcher.outcome(try MatcherTests.step(expected), Transcript(lines: lines))
    }

    static func instance(
        _ page: String,
        _ verdict: InstanceOutcome.Verdict = .passed,
        _ steps: [StepOutcome] = [],
        at start: Double = 0,
        duration: Double = 0.25
    ) -> InstanceOutcome {
        var outcome = InstanceOutcome(
            id: InstanceID(page: page),
            verdict: verdict,
            start: Date(timeIntervalSince1970: 1_700_000_000 + start),
            duration: duration
        )
        outcome.steps = steps
        return outcome
    }

    /// One page of each kind.
    static func all() throws -> RunOutcome {
        let failed = instance("f.md", .failed, [try step(), try step(shows: "b\(nasty)")])
        var flaky = instance("l.md", .passed, [try step()])
        flaky.earlierAttempts = [failed]
        return RunOutcome([
            instance("p.md", .passed, [try step(), try step()]), failed, flaky,
            instance("s.md", .skipped(missing: ["docker \(nasty)"])),
            instance("w.md", .wrong(Problem("w.md:3: no \(nasty)"))), instance("n.md", .notPlayed),
            instance("i.md", .interrupted(at: nil)),
        ])
    }
}
