import DrydockCommands
package import TerminalUI

/// What a run of scenarios says on a terminal: a line for each page as it ends, and at the end the differences of those
/// that failed, and a summary.
package struct TerminalReport: Sendable {
    package typealias Line = [StyledText]

    package let run: RunOutcome

    package init(_ run: RunOutcome) {
        self.run = run
    }

    /// What is said at the end, without colours.
    package var lines: [String] { styledLines.map { $0.map(\.text).joined() } }

    /// What is said at the end.
    package var styledLines: [Line] {
        let failures = run.instances.filter { Standing($0).isFailure }.map(Self.failure)
        var lines: [Line] = []
        for failure in failures {
            // A page that was played alone has nothing above it.
            if run.instances.count > 1 { lines.append([]) }
            lines += failure
        }
        if !lines.isEmpty, run.instances.count > 1 { lines.append([]) }
        lines.append([StyledText(summary, run.exitStatus == 0 ? .good : .bad)])
        if run.isInterrupted {
            lines.append([StyledText("Interrupted: what had not been played by then is not in this report.")])
        }
        return lines
    }

    /// One line: how many pages passed, failed and were skipped, and how long all of it took.
    package var summary: String {
        "\(CountText.of(run.instances.count, "scenario")): \(Tally(run).text) (\(DurationText.of(run.duration)))"
    }

    /// What is said when a playing ends. Of one that was not begun nothing is.
    static func finished(_ instance: InstanceOutcome) -> [Line] {
        let facts = " (\(CountText.of(instance.ownSteps, "step")), \(DurationText.of(instance.duration)))"
        let name = "\(instance.id)"
        switch instance.verdict {
        case .passed:
            let attempts = instance.earlierAttempts.count
            let first: Line =
                attempts == 0
                ? [StyledText("passed   ", .good), StyledText(name), StyledText(facts, .faint)]
                : [
                    StyledText("FLAKY    ", .doubtful), StyledText(name), StyledText(facts, .faint),
                    StyledText(": failed \(attempts == 1 ? "once" : "\(attempts) times") before", .doubtful),
                ]
            return [first]
                + instance.skips.map {
                    [StyledText("           left out \($0.file):\($0.line): \($0.reason)", .faint)]
                }
        case .skipped(let missing):
            return [
                [
                    StyledText("skipped  ", .doubtful),
                    StyledText("\(name): \(missing.joined(separator: ", ")) not found"),
                ]
            ]
        case .wrong: return [[StyledText("wrong    ", .bad), StyledText(name)]]
        case .failed: return [[StyledText("FAILED   ", .bad), StyledText(name), StyledText(facts, .faint)]]
        case .interrupted(let step?):
            return [[StyledText("stopped  ", .doubtful), StyledText("\(step.file):\(step.line): $ \(step.command)")]]
        case .interrupted(nil), .notPlayed: return []
        }
    }

    /// All that is said of a playing that failed.
    private static func failure(_ instance: InstanceOutcome) -> [Line] {
        if case .wrong(let problem) = instance.verdict {
            return [[StyledText("wrong    ", .bad), StyledText(problem.description)]]
        }
        let row = instance.id.row.map { " [\($0)]" } ?? ""
        let repetition = instance.id.repetition == 1 ? "" : " #\(instance.id.repetition)"
        return instance.failures.flatMap { step -> [Line] in
            let place = "\(step.file):\(step.line)\(row)\(repetition)"
            let user = step.isUsed ? " (used by \(instance.id.page))" : ""
            return [
                [StyledText("FAILED   ", .bad), StyledText("\(place)\(user): $ \(step.command)", .strong)]
            ] + step.differenceLines.map { [styled("    ", $0)] }
        } + circumstances(instance).map { [StyledText("    " + $0, .faint)] }
    }

    /// A line of a difference in the colour of its mark.
    static func styled(_ indentation: String, _ line: String) -> StyledText {
        let style: StyledText.Style? =
            switch line.prefix(2) {
            case "- ": .bad
            case "+ ": .good
            case "? ": .doubtful
            default: nil
            }
        return StyledText(indentation + line, style)
    }

    private static func circumstances(_ instance: InstanceOutcome) -> [String] {
        let events = instance.steps.flatMap(\.events).suffix(6).map { "  " + Excerpt.line(EventLine.text($0)) }
        let denial = instance.lastDenial.map { $0.isEmpty ? $0 : "  " + Excerpt.line($0) }
        return (events.isEmpty ? [] : ["last events:"] + events)
            + (denial.isEmpty ? [] : ["the last denial:"] + denial)
    }
}
