import Foundation
import Testing

@testable import Scenarios

@Suite("The JSON form of a run")
struct RunOutcomeTests {
    private func run() throws -> RunOutcome {
        var matcher = Matcher(tables: .cells)
        let (a, x) = (MatcherTests.a, MatcherTests.x)
        let table = "┏━━━┓\n┃ N ┃\n┠───┨\n┃ 1 ┃\n┗━━━┛"
        let step = try MatcherTests.step("⠸ Working...\n\(a)\n...\n\(table)", exit: 1)
        let lines = "\(x)\nb\n\(table.replacing("1", with: "2"))".split(separator: "\n").map(String.init)
        var failed = InstanceOutcome(
            id: InstanceID(page: "a.md", row: "first", repetition: 2),
            verdict: .failed,
            start: Date(timeIntervalSince1970: 1_700_000_000.25),
            duration: 0.5
        )
        failed.steps = [matcher.outcome(step, Transcript(lines: lines, status: 2))]
        failed.cells = ["region": "eu-west-1"]
        failed.skips = [.init(file: "a.md", line: 3, reason: "it asks")]
        failed.files = [.init(name: "note", contents: "x\n", line: 9)]
        failed.earlierAttempts = [failed]
        let others: [InstanceOutcome.Verdict] = [
            .passed, .skipped(missing: ["docker"]), .wrong(Problem("w.md:1:2: no", file: "w.md", line: 1, column: 2)),
            .interrupted(at: StepPlace(step)), .interrupted(at: nil),
        ]
        return RunOutcome([failed] + others.map { InstanceOutcome(id: failed.id, verdict: $0, start: failed.start) })
    }

    @Test("reads back as it was written")
    func roundTrip() throws {
        let run = try run()
        #expect(try RunOutcome(json: run.json()) == run)
        #expect(try TerminalReport(RunOutcome(json: run.json())).lines == TerminalReport(run).lines)
    }

    @Test("of another version, or of another kind, is refused")
    func refused() throws {
        let text = String(decoding: try run().json(), as: UTF8.self)
        let other = text.replacing("\"version\":1", with: "\"version\":2")
        #expect(other != text)
        #expect(throws: Problem("this report has version 2; only version 1 can be read")) {
            try RunOutcome(json: Data(other.utf8))
        }
        #expect(throws: Problem.self) { try RunOutcome(json: Data("{\"version\":1}".utf8)) }
    }
}
