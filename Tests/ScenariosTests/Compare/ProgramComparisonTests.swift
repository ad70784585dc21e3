import TerminalUI
import Testing

@testable import Scenarios

@Suite("Comparing programs")
struct ProgramComparisonTests {
    private func compare(_ first: StepOutcome, _ other: StepOutcome) -> ProgramComparison.Verdict {
        ProgramComparison(SampleRun.instance("p.md", .failed, [first]), SampleRun.instance("p.md", .failed, [other]))
            .verdict
    }

    @Test("steps that both are as the page says do not differ, whatever their variables stand for")
    func same() throws {
        let (a, x, y) = (MatcherTests.a, MatcherTests.x, MatcherTests.y)
        let verdict = compare(
            try SampleRun.step("id \(a) [..]", shows: "id \(x) 1"),
            try SampleRun.step("id \(a) [..]", shows: "id \(y) 2")
        )
        #expect(verdict == .same(steps: 1))
        #expect(compare(try SampleRun.step(shows: "b"), try SampleRun.step(shows: "b")) == .same(steps: 1))
    }

    @Test("what a step shows with only one of them is marked")
    func differs() throws {
        let verdict = compare(
            try SampleRun.step("1\n2\n3", shows: "1\n2\n3"),
            try SampleRun.step("1\n2\n3", shows: "1\n4\n3")
        )
        guard case .differs(let differences) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(differences.map(\.lines) == [["  1", "- 2", "+ 4", "  3"]])
        #expect(differences.map(\.command) == ["zenml"])
    }

    @Test("a page that one of them cannot play is not compared, and speaks against nothing unless it is wrong for both")
    func notCompared() throws {
        let played = RunOutcome([SampleRun.instance("p.md", .passed, [try SampleRun.step()])])
        let wrong = RunOutcome([SampleRun.instance("p.md", .wrong(Problem("p.md:3: it has a clock")))])
        let report = ComparisonReport(played, wrong, program: "zenml=other")
        #expect(
            report.lines.map { $0.map(\.text).joined() } == [
                "left out p.md: p.md:3: it has a clock",
                "1 scenario with and without zenml=other: 0 the same, 0 different, 1 not compared",
            ]
        )
        #expect(report.exitStatus == 0)
        #expect(ComparisonReport(wrong, wrong, program: "zenml=other").exitStatus == 2)
    }
}
