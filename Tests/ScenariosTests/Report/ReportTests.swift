import Foundation
import TerminalUI
import Testing

@testable import Scenarios

@Suite("Reports")
struct ReportTests {
    private func failure(
        _ expected: String,
        _ actual: String,
        exit: Int32 = 0,
        tables: FrontMatter.TableComparison = .lines,
        spinners: [String] = []
    ) throws -> StepOutcome {
        var matcher = Matcher(tables: tables)
        let lines = actual.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let transcript = Transcript(lines: lines, spinners: spinners, status: exit)
        return try #require(matcher.failure(try MatcherTests.step(expected), transcript))
    }

    /// A step that shows what its page says.
    private func shown() throws -> StepOutcome {
        var matcher = Matcher()
        return matcher.outcome(try MatcherTests.step("a"), Transcript(lines: ["a"]))
    }

    private func outcome(_ page: String, _ verdict: InstanceOutcome.Verdict) -> InstanceOutcome {
        InstanceOutcome(id: InstanceID(page: page), verdict: verdict, start: .distantPast)
    }

    @Test("a changed character is pointed at, with some lines around it")
    func character() throws {
        let failure = try failure("1\n2\n3\n4\n5\nsix\n7", "1\n2\n3\n4\n5\nsit\n7")
        #expect(failure.differenceLines == ["  ⋮", "  3", "  4", "  5", "- six", "+ sit", "?   ^ (line 8)", "  7"])
    }

    @Test("lines that are missing or too many are shown where they belong")
    func lines() throws {
        #expect(try failure("a\nb\nc", "a\nc\nd").differenceLines == ["  a", "- b", "  c", "+ d"])
        #expect(try failure("a\n...\nz", "a\nb\nc").differenceLines.contains("- z"))
    }

    @Test("a table's differing cells are named by row and column")
    func cells() throws {
        let table = { (name: String, heading: String) in
            Table.listing(["NAME", heading], rows: [["a", "1"], [name, "2"]]).lines(width: 80).joined(separator: "\n")
        }
        #expect(
            try failure(table("b", "TYPE"), table("c", "TYPE"), tables: .cells).differenceLines == [
                "  row 1: a │ 1", "- row 2, NAME: b (table of line 3)", "+ row 2, NAME: c",
            ]
        )
        #expect(
            try failure(table("b", "TYPE"), table("b", "KIND"), tables: .cells).differenceLines == [
                "- headings: NAME │ TYPE (table of line 3)", "+ headings: NAME │ KIND", "  row 1: a │ 1",
                "  row 2: b │ 2",
            ]
        )
    }

    @Test("a variable in conflict is explained")
    func conflict() throws {
        let (a, x, y) = (MatcherTests.a, MatcherTests.x, MatcherTests.y)
        #expect(
            try failure("\(a)\n\(a)", "\(x)\n\(y)").differenceLines == [
                "  \(x)", "- \(a)", "+ \(y)", "? ^ (line 4)", "\(a) stands for \(x), but here stands \(y)",
                "variables:", "  \(a) stands for \(x)",
            ]
        )
        #expect(
            try failure("\(a)\n\(MatcherTests.b)", "\(x)\n\(x)").differenceLines.suffix(3) == [
                "\(MatcherTests.b) cannot stand for \(x): \(a) stands for it already", "variables:",
                "  \(a) stands for \(x)",
            ]
        )
    }

    @Test("a spinner that was not shown is named, with those that were")
    func spinner() throws {
        #expect(
            try failure("⠸ One...\na", "a", spinners: ["Two..."]).differenceLines == [
                "spinner of line 3 was not shown; shown: Two...", "- ⠸ One...",
            ]
        )
    }

    @Test("an interrupted run says where it was, how much was not played, and that it was interrupted")
    func interrupted() throws {
        let step = try MatcherTests.step("")
        var passed = outcome("p.md", .passed)
        passed.steps = [try shown()]
        let run = RunOutcome([
            passed, outcome("page.md", .interrupted(at: StepPlace(step))), outcome("q.md", .interrupted(at: nil)),
        ])
        let report = TerminalReport(run)
        #expect(run.isInterrupted)
        #expect(run.instances.flatMap(finished) == ["passed   p.md (1 step, 0 ms)", "stopped  page.md:2: $ zenml"])
        #expect(
            report.lines == [
                "3 scenarios: 1 passed, 0 failed, 0 skipped, 2 not played to the end (0 ms)",
                "Interrupted: what had not been played by then is not in this report.",
            ]
        )
    }

    /// What is said when a playing ends.
    private func finished(_ instance: InstanceOutcome) -> [String] {
        TerminalReport.finished(instance).map { $0.map(\.text).joined() }
    }

    @Test("there is a line for each page as it ends, and at the end what differed and a summary; the status follows")
    func report() throws {
        let failure = try failure("a", "b", exit: 1)
        var passed = outcome("p.md", .passed)
        passed.steps = [try shown(), try shown()]
        passed.skips = [InstanceOutcome.Skip(file: "p.md", line: 4, reason: "it asks")]
        passed.duration = 1.26
        var failed = outcome("f.md", .failed)
        failed.steps = [try shown(), failure]
        failed.lastDenial = ["ecr:DescribeRepositories denied"]
        var flaky = outcome("l.md", .passed)
        flaky.earlierAttempts = [failed, failed]
        let skipped = outcome("s.md", .skipped(missing: ["docker"]))
        let wrong = outcome("w.md", .wrong(Problem("w.md:3: no")))
        let run = RunOutcome([passed, failed, flaky, skipped, wrong, outcome("n.md", .notPlayed)])
        #expect(
            run.instances.flatMap(finished) == [
                "passed   p.md (2 steps, 1.3 s)", "           left out p.md:4: it asks",
                "FAILED   f.md (2 steps, 0 ms)",
                "FLAKY    l.md (0 steps, 0 ms): failed 2 times before", "skipped  s.md: docker not found",
                "wrong    w.md",
            ]
        )
        let report = TerminalReport(run)
        #expect(
            report.lines == [
                "", "FAILED   page.md:2: $ zenml", "    exit status: expected 0, but it was 1", "    - a", "    + b",
                "    ? ^ (line 3)", "    the last denial:", "      ecr:DescribeRepositories denied", "",
                "wrong    w.md:3: no", "",
                "6 scenarios: 1 passed, 1 failed, 1 skipped, 1 flaky, 1 wrong, 1 not begun (1.3 s)",
            ]
        )
        #expect(RunOutcome([passed, skipped, flaky]).exitStatus == 0)
        #expect(RunOutcome([passed, failed]).exitStatus == 1)
        #expect(run.exitStatus == 2)
        #expect(TerminalReport(RunOutcome([passed])).lines == ["1 scenario: 1 passed, 0 failed, 0 skipped (1.3 s)"])
    }

    @Test("of a page that was played alone its failure has nothing above it")
    func alone() throws {
        var failed = outcome("f.md", .failed)
        failed.steps = [try failure("a", "b")]
        #expect(TerminalReport(RunOutcome([failed])).lines.first == "FAILED   page.md:2: $ zenml")
    }

    @Test("durations are said as people read them")
    func durations() {
        let texts = [0, 0.0004, 0.0126, 0.9996, 3.44, 59.97, 125.2].map(DurationText.of)
        #expect(texts == ["0 ms", "0 ms", "13 ms", "1.0 s", "3.4 s", "1 min 0 s", "2 min 5 s"])
    }

    @Test("what differs has colours on a terminal that has them, and is the same text without")
    func colours() throws {
        var failed = outcome("f.md", .failed)
        failed.steps = [try failure("a", "b")]
        let report = TerminalReport(RunOutcome([failed]))
        let output = { (usesColour: Bool) in
            let events = EventList()
            let terminal = Terminal(width: 80, isInteractive: false, usesColour: usesColour) { events.append($0) }
            for line in report.styledLines { terminal.echo(line) }
            return events.all.map { if case .output(let text) = $0 { text } else { "" } }.joined()
        }
        #expect(output(false) == report.lines.map { $0 + "\n" }.joined())
        #expect(output(true).contains("\u{1B}[31m    - a\u{1B}[0m\n\u{1B}[32m    + b\u{1B}[0m\n"))
    }
}
