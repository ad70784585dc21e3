import TerminalUI

/// What is said of pages that were played with one program and with another.
struct ComparisonReport: Sendable {
    private let comparisons: [ProgramComparison]
    /// The program that stands in, as the option names it.
    private let program: String
    private let isWrong: Bool

    /// - Parameters:
    ///   - first: the run with the program that the pages call.
    ///   - other: the run with the one that stands in for it.
    init(_ first: RunOutcome, _ other: RunOutcome, program: String) {
        comparisons = zip(first.instances, other.instances).map(ProgramComparison.init)
        self.program = program
        // What only the other program cannot play says nothing against the page.
        isWrong = first.exitStatus == 2
    }

    /// 0 where nothing differs, 1 where something does, 2 where a page is wrong.
    var exitStatus: Int32 {
        if isWrong { return 2 }
        return differing.isEmpty ? 0 : 1
    }

    var lines: [TerminalReport.Line] {
        comparisons.flatMap(Self.lines) + [[StyledText(summary, exitStatus == 0 ? .good : .bad)]]
    }

    private var differing: [ProgramComparison] {
        comparisons.filter { if case .differs = $0.verdict { true } else { false } }
    }

    private var summary: String {
        let left = comparisons.count { if case .notCompared = $0.verdict { true } else { false } }
        return "\(CountText.of(comparisons.count, "scenario")) with and without \(program): "
            + "\(comparisons.count - differing.count - left) the same, \(differing.count) different, \(left) not compared"
    }

    private static func lines(_ comparison: ProgramComparison) -> [TerminalReport.Line] {
        switch comparison.verdict {
        case .same(let steps):
            return [
                [
                    StyledText("same     ", .good), StyledText("\(comparison.id)"),
                    StyledText(" (\(CountText.of(steps, "step")))", .faint),
                ]
            ]
        case .notCompared(let reason):
            return [[StyledText("left out ", .doubtful), StyledText("\(comparison.id): \(reason)")]]
        case .differs(let differences):
            return differences.flatMap { difference -> [TerminalReport.Line] in
                let place = "\(difference.file):\(difference.line): $ \(difference.command)"
                let status =
                    "exit status: \(difference.statuses.0), and with the other program \(difference.statuses.1)"
                let lines = difference.lines.map { [TerminalReport.styled("    ", $0)] }
                return [[StyledText("DIFFERS  ", .bad), StyledText(place, .strong)]]
                    + (difference.statuses.0 == difference.statuses.1 ? [] : [[StyledText("    " + status)]]) + lines
            }
        }
    }
}
