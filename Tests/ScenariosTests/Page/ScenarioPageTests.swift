import Foundation
import Scenarios
import Testing

@Suite("Pages")
struct ScenarioPageTests {
    private func parse(_ text: String) throws -> Scenario {
        try ScenarioPage.parse(text: text, file: "page.md")
    }

    private func sources(_ step: Step) -> [String] {
        guard case .lines(let lines) = step.expectation else { return [] }
        return lines.map(\.source)
    }

    @Test("front matter, files and steps are read in the page's order")
    func page() throws {
        let scenario = try parse(
            """
            ---
            world: ../fixtures/ml-team.yaml
            identity: stefan
            region: us-east-1
            home: /home/stefan
            clock: 2024-05-14T09:30:00Z
            columns: 170
            seed: 7
            tables: cells
            requires: [docker, aws]
            ---
            # A page

            ```yaml file=settings/a.yaml
            a: 1
            ```
            ```sh
            $ this is prose
            ```
            ```console
            $ zenml stack list
            one
            two
            $ zenml stack get
            [exit 3]
            ```
            ```console skip
            this is prose, too
            ```
            """
        )
        #expect(scenario.frontMatter.world == "../fixtures/ml-team.yaml")
        #expect(scenario.frontMatter.identity == "stefan")
        #expect(scenario.frontMatter.region == "us-east-1")
        #expect(scenario.frontMatter.home == "/home/stefan")
        #expect(scenario.frontMatter.clock?.timeIntervalSince1970 == 1_715_679_000)
        #expect(scenario.frontMatter.columns == 170)
        #expect(scenario.frontMatter.seed == "7")
        #expect(scenario.frontMatter.tables == .cells)
        #expect(scenario.frontMatter.requires == ["docker", "aws"])
        #expect(scenario.files == [FileBlock(name: "settings/a.yaml", contents: "a: 1\n", file: "page.md", line: 14)])
        #expect(scenario.steps.map(\.command) == ["zenml stack list", "zenml stack get"])
        #expect(scenario.steps.map(\.line) == [21, 24])
        #expect(scenario.steps.map(\.exitStatus) == [0, 3])
        #expect(scenario.steps.map(sources) == [["one", "two"], []])
        #expect(scenario.steps.map(\.outputLines) == [22..<24, 25..<25])
    }

    @Test("a step may fail with any status")
    func anyFailure() throws {
        let steps = try parse("```console\n$ false\n[exit ..]\n$ true\n```").steps
        #expect(steps.map(\.exitStatus) == [.anyFailure, 0])
        #expect([0, 1, 254, 255].map(ExpectedStatus.anyFailure.allows) == [false, true, true, true])
        #expect([0, 3, 4].map(ExpectedStatus.exactly(3).allows) == [false, true, false])
    }

    @Test("what puts a failure right is marked, and can be left out")
    func fix() throws {
        let page = """
            ---
            symptom: "denied: no"
            cause: nothing allows it
            ---
            ```console
            $ zenml stack list
            ```

            ```console fix
            $ drydock reset
            ```

            ```console
            $ zenml stack get
            ```
            """
        let scenario = try parse(page)
        #expect(scenario.frontMatter.symptom == "denied: no")
        #expect(scenario.frontMatter.cause == "nothing allows it")
        #expect(scenario.steps.map(\.isFix) == [false, true, false])
        #expect(scenario.withoutFix.steps.map(\.command) == ["zenml stack list", "zenml stack get"])
        #expect(throws: PageError.self) { try parse("```console repair\n$ true\n```") }
    }

    @Test("a page without front matter has the defaults")
    func defaults() throws {
        let matter = try parse("```console\n$ true\n```").frontMatter
        #expect(matter == FrontMatter())
        #expect(matter.columns == 170)
        #expect(matter.tables == .lines)
    }

    @Test("a backslash at a line's end continues a command, as in a shell")
    func continuation() throws {
        let steps = try parse("```console\n$ zenml stack \\\n    list\nout\n$ printf 'a\\\\'\n$ echo \\\\\nb\n```")
            .steps
        #expect(steps.map(\.command) == ["zenml stack     list", "printf 'a\\\\'", "echo \\\\"])
        #expect(steps.map(sources) == [["out"], [], ["b"]])
    }

    @Test("a block in a list loses its indentation, and only that")
    func indented() throws {
        let steps = try parse("* do\n\n    ```console\n    $ a\n      b\n    c\n    ```\n").steps
        #expect(steps.map(\.command) == ["a"])
        #expect(steps.map(sources) == [["  b", "c"]])
        #expect(steps[0].indentation == "    ")
    }

    @Test("longer fences and tildes may hold fences")
    func fences() throws {
        #expect(try parse("````console\n$ cat x\n```\n````\n").steps.map(sources) == [["```"]])
        #expect(try parse("~~~console\n$ cat x\n```\n~~~~\n").steps.map(sources) == [["```"]])
        #expect(try parse("````markdown\n```console\n$ no\n```\n````\n```console\n$ yes\n```").steps.count == 1)
    }

    @Test("what is typed goes to standard input, line by line")
    func typed() throws {
        let step = try parse("```console\n$ ask\nName: «stefan»\nSure? [Y/n]: «»\n«quoted» text\ndone\n```").steps[0]
        #expect(step.answers.map(\.text) == ["stefan", ""])
    }

    @Test("line ends of other systems are read")
    func carriageReturns() throws {
        let steps = try parse("---\r\ncolumns: 90\r\n---\r\n```console\r\n$ a\r\nb\r\n```\r\n").steps
        #expect(steps.map(sources) == [["b"]])
    }

    @Test(
        "a malformed page is refused with file, line and reason",
        arguments: [
            ("", 1, "the page has no steps"),
            ("# Prose\n\n```sh\n$ a\n```\n", 1, "the page has no steps"),
            ("```console skip\n$ a\n```", 1, "the page has no steps"),
            ("---\ncolumns: 80\n", 1, "the front matter has no `---` at its end"),
            ("---\ncolumns: 80\ncolour: no\n---\n", 3, "'colour' is not a key here"),
            ("---\ncolumns: wide\n---\n", 2, "columns 'wide' is not a number from 10 to 10000"),
            ("---\ncolumns: 99999999999999999999\n---\n", 2, "is not a number"),
            ("---\nseed: 1\nclock: yesterday\n---\n", 3, "clock 'yesterday' is not a time"),
            ("---\nhome: stefan\n---\n", 2, "home 'stefan' is not an absolute path"),
            ("---\ntables: loose\n---\n", 2, "tables 'loose' is not a way to compare them"),
            ("---\nworld: [a]\n---\n", 2, "'world' takes a text"),
            ("---\nrequires: {a: b}\n---\n", 2, "'requires' takes a text"),
            ("---\n- a\n---\n", 2, "keys and values are expected here"),
            ("---\nseed: 1\nseed: 2\n---\n", 2, "a key stands here twice"),
            ("---\nseed: 'a\n---\n", 2, "this is not YAML"),
            ("text\n```console\n$ a\n", 2, "the block that starts here is not closed"),
            ("```console\nfirst\n$ a\n```", 2, "output stands before the first command"),
            ("```console\n```", 1, "there is no command in this block"),
            ("```console\n$ \n```", 2, "there is no command after `$ `"),
            ("```console\n$\n```", 2, "there is no command after `$ `"),
            ("```console\n$ a \\\n```", 2, "the command ends in a backslash"),
            ("```console\n$ a\n[exit 1]\nmore\n```", 3, "must be the last line of its step"),
            ("```console\n$ a\n[exit 0]\n```", 3, "does not name an exit status"),
            ("```console\n$ a\n[exit one]\n```", 3, "does not name an exit status"),
            ("```console\n$ a\n[exit 99999999999]\n```", 3, "does not name an exit status"),
            ("```console once\n$ a\n```", 1, "'once' is not a mark of a console block"),
            ("```yaml file=../a\n```", 1, "file= takes one path inside the sandbox"),
            ("```yaml file=/etc/a\n```", 1, "file= takes one path inside the sandbox"),
            ("```yaml file=\n```", 1, "file= takes one path inside the sandbox"),
        ] as [(String, Int, String)]
    )
    func malformed(text: String, line: Int, reason: String) throws {
        let error = #expect(throws: PageError.self) { try parse(text) }
        #expect(error?.line == line)
        #expect(error?.description.hasPrefix("page.md:\(line):") == true)
        #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
    }

    @Test("10,000 random pages are read or refused, and whatever is read can be compared")
    func randomPages() {
        var generator = SplitMix(state: 7)
        let pieces = [
            "---\n", "```console\n", "```\n", "$ zenml a\n", "$ ", "\\\n", "...\n", "[..]", "\\[..]", "[exit 1]\n",
            "┏━━┯━┓\n", "┃ a │ b ┃\n", "┠──┼─┨\n", "┗━━┷━┛\n", "⠸ spin\n", "«y»\n", "a: b\n", "columns: 9\n", "    ",
            "37c97fa0-fa47-4d55-9970-e2aa6e1b50cf", "AKIAIOSFODNN7EXAMPLE", "37c97fa0", "\u{1B}[1m", "é漢🐳\u{301}",
            "\r\n", "\n", " ", "~~~\n", "file=x", "\u{0}", "{[", "&a *a", "\"", "'",
        ]
        var read = 0
        for _ in 0..<10_000 {
            var text = Bool.random(using: &generator) ? "```console\n$ a\n" : ""
            for _ in 0..<Int.random(in: 0...25, using: &generator) {
                text += pieces[Int.random(in: 0..<pieces.count, using: &generator)]
            }
            if Bool.random(using: &generator) { text += "\n```\n" }
            guard let scenario = try? ScenarioPage.parse(text: text, file: "page.md") else { continue }
            read += 1
            var matcher = Matcher(tables: Bool.random(using: &generator) ? .cells : .lines)
            for step in scenario.steps {
                let lines = text.split(separator: "\n").map(String.init).shuffled(using: &generator)
                if let failure = matcher.failure(step, Transcript(lines: Array(lines.prefix(8)))) {
                    var update = PageUpdate()
                    update.add(failure)
                    _ = update.applied(to: text)
                }
            }
        }
        #expect(read > 500)
    }
}

/// A small generator, so that a failing page can be found again.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
