/// How a page fared.
package struct ScenarioResult: Sendable {
    package enum Verdict: Sendable {
        case passed
        case failed(StepFailure)
        /// Programs that it requires are missing.
        case skipped(missing: [String])
        /// The page, its world or the like is wrong: one line that says where and why.
        case wrong(String)
        /// The run was interrupted while this step ran; nil where the page had not begun.
        case interrupted(at: Step?)
    }

    /// The page's path.
    package let file: String
    package let verdict: Verdict
    /// The steps that were run.
    package let steps: Int
    /// What of a foreign page was not replayed, and steps whose programs are missing.
    package let skips: [Scenario.Skip]
    /// What each step that was run showed.
    package let transcripts: [Transcript]
    /// Said below a failure: the last events with the decision that denied.
    package let circumstances: [String]

    package init(
        file: String,
        verdict: Verdict,
        steps: Int = 0,
        skips: [Scenario.Skip] = [],
        transcripts: [Transcript] = [],
        circumstances: [String] = []
    ) {
        self.file = file
        self.verdict = verdict
        self.steps = steps
        self.skips = skips
        self.transcripts = transcripts
        self.circumstances = circumstances
    }
}

/// What a run of scenarios says in the end.
package struct ScenarioReport: Sendable {
    package let results: [ScenarioResult]

    package init(_ results: [ScenarioResult]) {
        self.results = results
    }

    /// 0 where nothing failed, 1 for failures, 2 where a page, a world or an option is wrong.
    package var exitStatus: Int32 {
        var status: Int32 = 0
        for result in results {
            switch result.verdict {
            case .wrong: return 2
            case .failed: status = 1
            case .passed, .skipped, .interrupted: break
            }
        }
        return status
    }

    /// Whether the run was interrupted before all pages were played. The exit status then is whoever's that
    /// interrupted it.
    package var isInterrupted: Bool {
        results.contains { if case .interrupted = $0.verdict { true } else { false } }
    }

    /// The report's lines: a line for each page that was begun, differences below those that failed, and a summary.
    package var lines: [String] {
        var lines: [String] = []
        for result in results {
            switch result.verdict {
            case .passed:
                lines.append("passed   \(result.file) (\(Self.count(result.steps, "step")))")
                lines += result.skips.map { "           left out \($0.file):\($0.line): \($0.reason)" }
            case .skipped(let missing):
                lines.append("skipped  \(result.file): \(missing.joined(separator: ", ")) not found")
            case .wrong(let reason):
                lines.append("wrong    \(reason)")
            case .failed(let failure):
                lines.append("FAILED   \(failure.step.file):\(failure.step.line): $ \(failure.command)")
                lines += failure.lines.map { "    " + $0 }
                lines += result.circumstances.map { "    " + $0 }
            case .interrupted(let step?):
                lines.append("stopped  \(step.file):\(step.line): $ \(step.command)")
            case .interrupted(nil): break
            }
        }
        lines.append(summary)
        if isInterrupted { lines.append("Interrupted: what had not been played by then is not in this report.") }
        return lines
    }

    /// One line: how many pages passed, failed and were skipped.
    package var summary: String {
        var (passed, failed, skipped, wrong, interrupted) = (0, 0, 0, 0, 0)
        for result in results {
            switch result.verdict {
            case .passed: passed += 1
            case .failed: failed += 1
            case .skipped: skipped += 1
            case .wrong: wrong += 1
            case .interrupted: interrupted += 1
            }
        }
        let parts =
            ["\(passed) passed", "\(failed) failed", "\(skipped) skipped"] + (wrong > 0 ? ["\(wrong) wrong"] : [])
            + (interrupted > 0 ? ["\(interrupted) not played to the end"] : [])
        return "\(Self.count(results.count, "scenario")): \(parts.joined(separator: ", "))"
    }

    private static func count(_ number: Int, _ name: String) -> String {
        "\(number) \(name)\(number == 1 ? "" : "s")"
    }
}
