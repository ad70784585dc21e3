import Testing

@testable import Scenarios

@Suite("What a recorded page leaves open")
struct LooseningTests {
    @Test(
        "is what differs between two lines, by whole words",
        arguments: [
            ("took 31 s", "took 35 s", "took [..] s"), ("179596776001", "179596776109", "[..]"),
            ("a b", "a b c", "a b[..]"), ("b c", "a b c", "[..]b c"), ("x", "y", "[..]"),
            ("a-1-b", "a-22-b", "a-[..]-b"),
        ]
    )
    func common(left: String, right: String, line: String) {
        #expect(Loosening.common(left, right) == line)
        for text in [left, right] {
            var bindings = Bindings()
            #expect(LinePattern(line).matches(text, &bindings))
        }
    }

    @Test("keeps what is typed, whatever its prompt shows")
    func answers() throws {
        let page = "```console\n$ x\nat 12 s: «a»\none\nMore: «b»\n```\n"
        let step = try ScenarioPage.parse(text: page, file: "page.md").steps[0]
        var matcher = Matcher()
        let near = matcher.outcome(step, Transcript(lines: ["at 13 s: a", "one", "More: b"]))
        #expect(Loosening.lines(near) == ["at [..] s: «a»", "one", "More: «b»"])
        let far = matcher.outcome(step, Transcript(lines: ["at 12 s: a"]))
        #expect(Loosening.lines(far) == ["at 12 s: «a»", "...", "More: «b»", "..."])
    }
}
