import Scenarios
import TerminalUI
import Testing

@Suite("Reports")
struct ReportTests {
    private func failure(
        _ expected: String,
        _ actual: String,
        exit: Int32 = 0,
        tables: FrontMatter.TableComparison = .lines,
        spinners: [String] = []
    ) throws -> StepFailure {
        var matcher = Matcher(tables: tables)
        let lines = actual.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let transcript = Transcript(lines: lines, spinners: spinners, status: exit)
        return try #require(matcher.check(try MatcherTests.step(expected), transcript))
    }

    @Test("a changed character is pointed at, with some lines around it")
    func character() throws {
        let failure = try failure("1\n2\n3\n4\n5\nsix\n7", "1\n2\n3\n4\n5\nsit\n7")
        #expect(failure.lines == ["  ⋮", "  3", "  4", "  5", "- six", "+ sit", "?   ^ (line 8)", "  7"])
    }

    @Test("lines that are missing or too many are shown where they belong")
    func lines() throws {
        #expect(try failure("a\nb\nc", "a\nc\nd").lines == ["  a", "- b", "  c", "+ d"])
        #expect(try failure("a\n...\nz", "a\nb\nc").lines.contains("- z"))
    }

    @Test("a table's differing cells are named by row and column")
    func cells() throws {
        let table = { (name: String, heading: String) in
            Table.listing(["NAME", heading], rows: [["a", "1"], [name, "2"]]).lines(width: 80).joined(separator: "\n")
        }
        #expect(
            try failure(table("b", "TYPE"), table("c", "TYPE"), tables: .cells).lines == [
                "  row 1: a │ 1", "- row 2, NAME: b (table of line 3)", "+ row 2, NAME: c",
            ]
        )
        #expect(
            try failure(table("b", "TYPE"), table("b", "KIND"), tables: .cells).lines == [
                "- headings: NAME │ TYPE (table of line 3)", "+ headings: NAME │ KIND", "  row 1: a │ 1",
                "  row 2: b │ 2",
            ]
        )
    }

    @Test("a variable in conflict is explained")
    func conflict() throws {
        let (a, x, y) = (MatcherTests.a, MatcherTests.x, MatcherTests.y)
        #expect(
            try failure("\(a)\n\(a)", "\(x)\n\(y)").lines == [
                "  \(x)", "- \(a)", "+ \(y)", "? ^ (line 4)", "\(a) stands for \(x), but here stands \(y)",
            ]
        )
        #expect(
            try failure("\(a)\n\(MatcherTests.b)", "\(x)\n\(x)").lines.last
                == "\(MatcherTests.b) cannot stand for \(x): \(a) stands for it already"
        )
    }

    @Test("a spinner that was not shown is named, with those that were")
    func spinner() throws {
        #expect(
            try failure("⠸ One...\na", "a", spinners: ["Two..."]).lines == [
                "spinner of line 3 was not shown; shown: Two...", "- ⠸ One...",
            ]
        )
    }

    @Test("an interrupted run says where it was, how much was not played, and that it was interrupted")
    func interrupted() throws {
        let step = try MatcherTests.step("")
        let report = ScenarioReport([
            ScenarioResult(file: "p.md", verdict: .passed, steps: 1),
            ScenarioResult(file: "page.md", verdict: .interrupted(at: step)),
            ScenarioResult(file: "q.md", verdict: .interrupted(at: nil)),
        ])
        #expect(report.isInterrupted)
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
        let passed = ScenarioResult(
            file: "p.md",
            verdict: .passed,
            steps: 2,
            skips: [Scenario.Skip(file: "p.md", line: 4, reason: "it asks")]
        )
        let failed = ScenarioResult(
            file: "f.md",
            verdict: .failed(failure),
            circumstances: ["events:", "  ecr:DescribeRepositories denied"]
        )
        let skipped = ScenarioResult(file: "s.md", verdict: .skipped(missing: ["docker"]))
        let wrong = ScenarioResult(file: "w.md", verdict: .wrong("w.md:3: no"))
        let report = ScenarioReport([passed, failed, skipped, wrong])
        #expect(
            report.lines == [
                "passed   p.md (2 steps)", "           left out p.md:4: it asks", "FAILED   page.md:2: $ zenml",
                "    exit status: expected 0, but it was 1", "    - a", "    + b", "    ? ^ (line 3)", "    events:",
                "      ecr:DescribeRepositories denied", "skipped  s.md: docker not found", "wrong    w.md:3: no",
                "4 scenarios: 1 passed, 1 failed, 1 skipped, 1 wrong",
            ]
        )
        #expect(ScenarioReport([passed, skipped]).exitStatus == 0)
        #expect(ScenarioReport([passed, failed]).exitStatus == 1)
        #expect(report.exitStatus == 2)
        #expect(ScenarioReport([passed]).summary == "1 scenario: 1 passed, 0 failed, 0 skipped")
    }
}
