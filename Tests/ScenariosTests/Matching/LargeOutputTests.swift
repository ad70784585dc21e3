import Foundation
import TerminalUI
import Testing

@testable import Scenarios

/// Outputs so large that what grows faster than they do would not end here.
@Suite("Large outputs")
struct LargeOutputTests {
    private static let size = 1_000_000
    private static let a = String(repeating: "a", count: size)

    private func failure(_ expected: String, _ output: String) throws -> StepOutcome? {
        var matcher = Matcher()
        return matcher.failure(try MatcherTests.step(expected), Transcript(events: [.output(output)], status: 0))
    }

    @Test("a long line is compared with runs")
    func longLine() throws {
        let runs = String(repeating: "[..]aab", count: 30) + "[..]"
        #expect(try failure(runs, Self.a) != nil)
        #expect(try failure(String(repeating: "[..]aa", count: 30) + "[..]", Self.a) == nil)
        #expect(try failure("[..]a b", Self.a) != nil)
        #expect(try failure("[..]", Self.a) == nil)
    }

    @Test("a long line is compared with runs and variables")
    func longLineWithVariables() throws {
        let words = String(repeating: "word \(MatcherTests.x) ", count: Self.size / 42)
        let (a, b) = (MatcherTests.a, MatcherTests.b)
        #expect(try failure("[..]\(a)[..]\(a)[..]", words) == nil)
        #expect(try failure("[..]\(a)[..]\(b)[..]", words) != nil)
        let different = (0..<10_000).map { "11111111-2222-4333-8444-\(555_555_000_000 + $0)" }.joined(separator: " ")
        #expect(try failure("[..]\(a)[..]\(b)[..]end", different) != nil)
    }

    @Test("many lines are compared with gaps")
    func manyLines() throws {
        let lines = String(repeating: "y\n", count: Self.size / 2)
        #expect(try failure("...\ny\n...\ny\n...", lines) == nil)
        #expect(try failure("y\n...\nz\n...\ny", lines) != nil)
        #expect(try failure("...\n[..]y[..]\nz", lines) != nil)
    }

    @Test("comparing takes as many steps as there are lines")
    func countedSteps() {
        for count in [1_000, 100_000] {
            let patterns: [[SequencePattern.Part<String>]] = [
                [.gap, .element("y"), .gap, .element("z"), .gap], [.gap, .element("y"), .element("z")],
            ]
            for parts in patterns {
                var comparisons = 0
                let found = SequencePattern.match(parts, count: count, bindings: Bindings()) { element, _, _ in
                    comparisons += 1
                    return element == "y"
                }
                #expect(found == nil)
                #expect(comparisons <= count + 1)
            }
        }
    }

    @Test("where the choices of variables multiply, only so many are tried")
    func countedChoices() throws {
        let variables = (100..<110).map { "37c97fa0-fa47-4d55-9970-e2aa6e1b5\($0)" }
        let shown = (0..<5_000).map { "11111111-2222-4333-8444-\(555_555_555_000 + $0)" }
        let parts =
            variables.flatMap { [SequencePattern.Part.gap, .element(LinePattern($0))] }
            + [.gap, .element(LinePattern("end"))]
        var comparisons = 0
        let found = SequencePattern.match(parts, count: shown.count, bindings: Bindings()) { line, index, bindings in
            comparisons += 1
            return line.matches(shown[index], &bindings)
        }
        #expect(found == nil)
        #expect(comparisons < 500_000)
    }

    @Test("what a report shows of them is short, and says what it leaves out")
    func reports() throws {
        let long = try #require(try failure("[..]a b", Self.a))
        #expect(
            long.differenceLines == [
                "- [..]a b", "+ " + String(repeating: "a", count: 400) + "… (999600 more characters)", "? ^ (line 3)",
            ]
        )
        let prefix = String(repeating: "a", count: 1_000)
        let late = try #require(try failure(prefix + "x", prefix + "y"))
        let shown = "(940 more characters) …" + String(repeating: "a", count: 60)
        #expect(
            late.differenceLines == [
                "- \(shown)x", "+ \(shown)y", "? " + String(repeating: " ", count: shown.count) + "^ (line 3)",
            ]
        )
        let many = try #require(try failure("y\nz", String(repeating: "y\n", count: 100_000)))
        #expect(many.differenceLines.count < 250)
        #expect(many.differenceLines.last?.hasSuffix("more lines differ)") == true)
        #expect(many.differenceLines.reduce(0) { $0 + $1.count } < 10_000)
    }
}
