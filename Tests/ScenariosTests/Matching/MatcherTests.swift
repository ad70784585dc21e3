import Scenarios
import TerminalUI
import Testing

@Suite("Matching")
struct MatcherTests {
    static let a = "37c97fa0-fa47-4d55-9970-e2aa6e1b50cf"
    static let b = "d400e0c6-a8e7-4b95-ab34-0359229c5d36"
    static let x = "11111111-2222-4333-8444-555555555555"
    static let y = "99999999-8888-4777-a666-555555555555"
    static let key = "AKIAIOSFODNN7EXAMPLE"

    static func step(_ text: String, exit: Int32 = 0, command: String = "zenml") throws -> Step {
        let page =
            "```console\n$ \(command)\n\(text)\(text.isEmpty ? "" : "\n")\(exit == 0 ? "" : "[exit \(exit)]\n")```\n"
        return try #require(try ScenarioPage.parse(text: page, file: "page.md").steps.first)
    }

    private func lines(_ text: String) -> [String] {
        text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test(
        "an output is or is not what the page says",
        arguments: [
            ("", "", true), ("", "a", false), ("a", "", false), ("a", "a", true), ("a", "b", false), ("a  ", "a", true),
            ("a", " a", false), ("a\nb", "a\nb", true), ("a\nb", "b\na", false), ("a", "a\nb", false),
            ("a\n\nb", "a\n\nb", true), ("a\n\nb", "a\nb", false), ("é", "e\u{301}", false),
            // Runs of characters.
            ("a [..] c", "a b c", true), ("a [..] c", "a c", false), ("[..]", "", false), ("[..]", "anything", true),
            ("a[..]", "a", true), ("[..]a[..]b[..]", "xxaxxaxb", true), ("[..]a", "ab", false),
            ("a \\[..] c", "a [..] c", true), ("a \\[..] c", "a b c", false), ("[..][..]a", "bba", true),
            // Any lines.
            ("...", "", true), ("...", "a\nb", true), ("a\n...\nd", "a\nb\nc\nd", true), ("a\n...\nd", "a\nd", true),
            ("a\n...\nd", "a\nd\nd", true), ("a\n...\nd", "a\nd\ne", false), ("...\nb\n...\nd", "a\nb\nc\nd", true),
            ("...\nb\n...\nb\n...", "a\nb\nc", false), ("\\...", "...", true), ("\\...", "a", false),
            ("a\n...\n...\nb", "a\nb", true), (" ...", "a", false),
            // What looks like a command.
            ("\\$ a", "$ a", true), ("\\$ a", "\\$ a", false), ("\\$x", "\\$x", true),
            // Variables.
            ("id \(a)", "id \(x)", true), ("id \(a)", "id x", false), ("id \(a)", "id \(x)0", false),
            ("\(a)\n\(a)", "\(x)\n\(x)", true), ("\(a)\n\(a)", "\(x)\n\(y)", false), ("\(a)\n\(b)", "\(x)\n\(y)", true),
            ("\(a)\n\(b)", "\(x)\n\(x)", false), ("\(a) \(b)", "\(x) \(x)", false), ("\(a)\n\(b)", "\(b)\n\(a)", true),
            ("\(a)\n37c97fa0", "\(x)\n11111111", true), ("\(a)\n37c97fa0", "\(x)\n37c97fa0", false),
            ("\(a)\n37c97fa0fa474d559970e2aa6e1b50cf", "\(x)\n11111111222243338444555555555555", true),
            ("\(a)\n37c97fa0-fa47-4d55-9970-e2aa6e1b", "\(x)\n11111111-2222-4333-8444-55555555", true),
            ("37c97fa0", "11111111", false), ("d400e0c6\n\(a)", "d400e0c6\n\(x)", true),
            ("key \(key)", "key AKIAI44QH8DHBEXAMPLE", true), ("key \(key)", "key ASIAI44QH8DHBEXAMPLE", false),
            (
                "\(key) AIDACKCEVSQ6C2EXAMPLE AROADBQP57FF2AEXAMPLE", "\(key) AIDAAAAAAAAAAAAAAAAAA AROAAAAAAAAAAAA",
                true
            ),
            ("AKIAS and AROAD", "AKIAS and AROAD", true), ("AKIAS", "AKIAT", false),
            ("[..] \(a)", "\(x)0 \(y)", true), ("...\n\(a)\n\(a)\n...", "\(x)\n\(y)\n\(y)", true),
            ("...\n\(a)\n...\nend \(a)", "\(x)\n\(y)\nend \(y)", true),
            ("...\n\(a)\n...\nend \(b)", "\(x)\n\(y)\nend \(y)", true),
            ("\(a)\n...\n\(b)\n...\n\(a) end", "\(x)\n\(x)\n\(y)\n\(x) end", true),
        ] as [(String, String, Bool)]
    )
    func outputs(expected: String, actual: String, isSame: Bool) throws {
        var matcher = Matcher()
        let failure = matcher.failure(try Self.step(expected), Transcript(lines: lines(actual)))
        #expect((failure == nil) == isSame, "\(failure?.differenceLines ?? [])")
        if !isSame { #expect(failure?.differenceLines.isEmpty == false) }
    }

    @Test("variables stand for the same over the whole page, and commands name the real ones")
    func page() throws {
        var matcher = Matcher()
        #expect(matcher.failure(try Self.step("id \(Self.a)"), Transcript(lines: ["id \(Self.x)"])) == nil)
        #expect(
            matcher.command(of: try Self.step("", command: "zenml show \(Self.a) 37c97fa0 \(Self.b)"))
                == "zenml show \(Self.x) 11111111 \(Self.b)"
        )
        #expect(matcher.failure(try Self.step("id \(Self.a)"), Transcript(lines: ["id \(Self.y)"])) != nil)
        #expect(matcher.failure(try Self.step("id \(Self.b)"), Transcript(lines: ["id \(Self.x)"])) != nil)
        #expect(matcher.failure(try Self.step("id \(Self.b)"), Transcript(lines: ["id \(Self.y)"])) == nil)
        #expect(matcher.bindings.all.map(\.value) == [Self.x, Self.y])
    }

    @Test(
        "a step that fails binds what can be told, so that those after it go on",
        arguments: [
            // Lines that fit.
            ("\(a)\nb", "\(x)\nc", x), ("b\n\(a)", "c\n\(x)", x),
            // A line that was shown in place of another, with as many variables of the same kinds.
            ("made \(a)", "created \(x)", x), ("made \(a) of \(a)", "created \(x) of \(y)", x),
            ("made \(a)", "made \(key)", nil), ("made \(a)", "none\nof \(x)", nil), ("made \(a)", "\(x) \(y)", nil),
        ] as [(String, String, String?)]
    )
    func boundAllTheSame(expected: String, actual: String, value: String?) throws {
        var matcher = Matcher()
        #expect(matcher.failure(try Self.step(expected), Transcript(lines: lines(actual))) != nil)
        #expect(matcher.bindings.value(of: Self.a) == value)
    }

    @Test("a step with another exit status binds its variables")
    func boundWithOtherStatus() throws {
        var matcher = Matcher()
        #expect(matcher.failure(try Self.step(Self.a), Transcript(lines: [Self.x], status: 1)) != nil)
        #expect(matcher.failure(try Self.step(Self.a), Transcript(lines: [Self.x])) == nil)
    }

    @Test("what the world, the front matter or a file names is not a variable, and none stands for it")
    func constants() throws {
        var matcher = Matcher(constants: ["access_key: \(Self.key)", "id=\(Self.a)"])
        #expect(matcher.failure(try Self.step(Self.key), Transcript(lines: [Self.key])) == nil)
        #expect(matcher.failure(try Self.step(Self.a), Transcript(lines: [Self.x])) != nil)
        #expect(matcher.failure(try Self.step("AKIAIOSFODNN7EXAMPLX"), Transcript(lines: [Self.key])) != nil)
        #expect(matcher.failure(try Self.step(Self.b), Transcript(lines: [Self.a])) != nil)
    }

    @Test("the exit status must be the one that is named, and 0 where none is")
    func exitStatus() throws {
        for (expected, actual) in [(0, 0), (0, 1), (1, 1), (1, 0), (2, 1)] as [(Int32, Int32)] {
            var matcher = Matcher()
            let failure = matcher.failure(
                try Self.step("a", exit: expected),
                Transcript(lines: ["a"], status: actual)
            )
            #expect((failure == nil) == (expected == actual))
            if expected != actual {
                #expect(failure?.differenceLines.first == "exit status: expected \(expected), but it was \(actual)")
            }
        }
    }

    @Test("expected spinners must have been shown, whatever their glyph; others are passed over")
    func spinners() throws {
        let step = try Self.step("⠸ Registering 'a'...\nDone \(Self.a)")
        let shown = { (spinners: [String]) in Transcript(lines: ["Done \(Self.x)"], spinners: spinners) }
        var matcher = Matcher()
        #expect(matcher.failure(step, shown([])) != nil)
        #expect(matcher.failure(step, shown(["Registering 'b'..."])) != nil)
        #expect(matcher.failure(step, shown(["Fetching...", "Registering 'a'..."])) == nil)
        #expect(matcher.failure(try Self.step("Done \(Self.a)"), shown(["Fetching..."])) == nil)
    }

    @Test("what is typed may or may not be echoed")
    func prompts() throws {
        let step = try Self.step("Name: «a»\nSure? [Y/n]: «»\ndone \(Self.a)")
        for lines in [
            ["Name: Sure? [Y/n]: done \(Self.x)"], ["Name:", "Sure? [Y/n]:", "done \(Self.x)"],
            ["Name: a", "Sure? [Y/n]: done \(Self.x)"],
        ] {
            var matcher = Matcher()
            let failure = matcher.failure(step, Transcript(lines: lines))
            #expect(failure == nil, "\(failure?.differenceLines ?? [])")
        }
        var matcher = Matcher()
        #expect(matcher.failure(step, Transcript(lines: ["Name: done \(Self.x)"])) != nil)
    }

    @Test("events become lines: colours, trailing blanks and the sandbox's home are gone")
    func transcript() {
        let transcript = Transcript(
            events: [
                .output("\u{1B}[2;36mone \u{1B}[0m  \n"), .spinner("Working in /tmp/box/1...\n"), .error("two\n"),
                .spinnerEnded, .output("in /tmp/box/1/.docker\r\n"), .output("\u{1B}]0;title\u{7}three\n\nno newline"),
            ],
            status: 3,
            home: ("/tmp/box/1", "/home/stefan")
        )
        #expect(
            transcript
                == Transcript(
                    lines: ["one", "two", "in /home/stefan/.docker", "three", "", "no newline"],
                    spinners: ["Working in /home/stefan..."],
                    status: 3
                )
        )
    }

    @Test("runs, gaps and variables in great numbers do not take endless time", .timeLimit(.minutes(1)))
    func noBlowUp() throws {
        var matcher = Matcher()
        let line = String(repeating: "[..]a", count: 60) + "b"
        #expect(matcher.failure(try Self.step(line), Transcript(lines: [String(repeating: "a", count: 400)])) != nil)
        let gaps = (0..<60).map { _ in "...\na" }.joined(separator: "\n") + "\nb"
        #expect(matcher.failure(try Self.step(gaps), Transcript(lines: Array(repeating: "a", count: 600))) != nil)
        let unbound = (100..<120).map { "...\n37c97fa0-fa47-4d55-9970-e2aa6e1b5\($0)\n" }.joined()
        let many = (0..<300).map { "11111111-2222-4333-8444-\(555_555_555_000 + $0)" }
        #expect(matcher.failure(try Self.step(unbound + "b"), Transcript(lines: many)) != nil)
    }
}
