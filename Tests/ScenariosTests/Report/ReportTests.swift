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
        #expect(
            report.lines == [
                "passed   p.md (1 step)", "stopped  page.md:2: $ zenml",
                "3 scenarios: 1 passed, 0 failed, 0 skipped, 2 not played to the end",
                "Interrupted: what had not been played by then is not in this report.",
            ]
        )
    }

    @Test("the report has a line a page, differences below, and a summary; its status follows")
    func report() throws {
        let failure = try failure("a", "b", exit: 1)
        var passed = outcome("p.md", .passed)
        passed.steps = [try shown(), try shown()]
        passed.skips = [InstanceOutcome.Skip(file: "p.md", line: 4, reason: "it asks")]
        var failed = outcome("f.md", .failed)
        failed.steps = [try shown(), failure]
        failed.lastDenial = ["ecr:DescribeRepositories denied"]
        let skipped = outcome("s.md", .skipped(missing: ["docker"]))
        let wrong = outcome("w.md", .wrong(Problem("w.md:3: no")))
        let report = TerminalReport(RunOutcome([passed, failed, skipped, wrong]))
        #expect(
            report.lines == [
                "passed   p.md (2 steps)", "           left out p.md:4: it asks", "FAILED   page.md:2: $ zenml",
                "    exit status: expected 0, but it was 1", "    - a", "    + b", "    ? ^ (line 3)",
                "    the last denial:",
                "      ecr:DescribeRepositories denied", "skipped  s.md: docker not found", "wrong    w.md:3: no",
                "4 scenarios: 1 passed, 1 failed, 1 skipped, 1 wrong",
            ]
        )
        #expect(RunOutcome([passed, skipped]).exitStatus == 0)
        #expect(RunOutcome([passed, failed]).exitStatus == 1)
        #expect(report.run.exitStatus == 2)
        #expect(TerminalReport(RunOutcome([passed])).summary == "1 scenario: 1 passed, 0 failed, 0 skipped")
    }
}
