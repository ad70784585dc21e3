import Testing

@testable import Scenarios

@Suite("TAP reports")
struct TAPReportTests {
    @Test("a page is a test point after a subtest with a point for each step")
    func points() throws {
        let run = RunOutcome([
            SampleRun.instance("f.md", .failed, [try SampleRun.step(), try SampleRun.step(shows: "b")]),
            SampleRun.instance("s.md", .skipped(missing: ["docker"])),
        ])
        #expect(
            TAPReport(run).text == """
                TAP version 14
                1..2
                # Subtest: f.md
                    1..2
                    ok 1 - line 2: $ zenml
                    not ok 2 - line 2: $ zenml
                      ---
                      difference: "- a\\n+ b\\n? ^ (line 3)"
                      file: "page.md"
                      line: "2"
                      ...
                not ok 1 - f.md
                  ---
                  duration_ms: "250"
                  ...
                ok 2 - s.md # SKIP docker not found

                """
        )
    }

    @Test("a name is not a directive, and a run that was interrupted bails out")
    func directives() throws {
        let run = RunOutcome([
            SampleRun.instance("a # SKIP \\ \n.md"), SampleRun.instance("i.md", .interrupted(at: nil)),
        ])
        let lines = TAPReport(run).text.split(separator: "\n")
        #expect(lines[2] == "ok 1 - a \\# SKIP \\\\  .md")
        #expect(lines.last == "Bail out! Interrupted")
        #expect(lines.contains("not ok 2 - i.md"))
    }
}
