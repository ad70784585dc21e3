import DrydockCommands

/// What a run of scenarios says on a terminal in the end.
package struct TerminalReport: Sendable {
    package let run: RunOutcome

    package init(_ run: RunOutcome) {
        self.run = run
    }

    /// The report's lines: a line for each page that was begun, differences below those that failed, and a summary.
    package var lines: [String] {
        var lines = run.instances.flatMap(Self.lines)
        lines.append(summary)
        if run.isInterrupted { lines.append("Interrupted: what had not been played by then is not in this report.") }
        return lines
    }

    /// One line: how many pages passed, failed and were skipped.
    package var summary: String {
        var (passed, failed, skipped, wrong, interrupted) = (0, 0, 0, 0, 0)
        for instance in run.instances {
            switch instance.verdict {
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
        return "\(Self.count(run.instances.count, "scenario")): \(parts.joined(separator: ", "))"
    }

    private static func lines(_ instance: InstanceOutcome) -> [String] {
        switch instance.verdict {
        case .passed:
            return ["passed   \(instance.id) (\(count(instance.steps.count { !$0.isUsed }, "step")))"]
                + instance.skips.map { "           left out \($0.file):\($0.line): \($0.reason)" }
        case .skipped(let missing): return ["skipped  \(instance.id): \(missing.joined(separator: ", ")) not found"]
        case .wrong(let problem): return ["wrong    \(problem)"]
        case .failed:
            let row = instance.id.row.map { " [\($0)]" } ?? ""
            return instance.failures.flatMap { step in
                let user = step.isUsed ? " (used by \(instance.id.page))" : ""
                return ["FAILED   \(step.file):\(step.line)\(row)\(user): $ \(step.command)"]
                    + step.differenceLines.map { "    " + $0 }
            } + circumstances(instance).map { "    " + $0 }
        case .interrupted(let step?): return ["stopped  \(step.file):\(step.line): $ \(step.command)"]
        case .interrupted(nil): return []
        }
    }

    private static func circumstances(_ instance: InstanceOutcome) -> [String] {
        let events = instance.steps.flatMap(\.events).suffix(6).map { "  " + Excerpt.line(EventLine.text($0)) }
        let denial = instance.lastDenial.map { $0.isEmpty ? $0 : "  " + Excerpt.line($0) }
        return (events.isEmpty ? [] : ["last events:"] + events)
            + (denial.isEmpty ? [] : ["the last denial:"] + denial)
    }

    private static func count(_ number: Int, _ name: String) -> String {
        "\(number) \(name)\(number == 1 ? "" : "s")"
    }
}
