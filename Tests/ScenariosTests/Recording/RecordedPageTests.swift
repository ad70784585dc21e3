import Testing

@testable import Scenarios

@Suite("A recorded page")
struct RecordedPageTests {
    private func step(_ command: String, _ output: [RecordedStep.Line], hidden: [String] = []) -> RecordedStep {
        RecordedStep(lines: [command], output: output, status: 0, wasAttended: true, hidden: hidden)
    }

    private func page(_ steps: [RecordedStep], secrets: [String] = []) -> RecordedPage {
        RecordedPage(
            frontMatter: [],
            title: "page",
            steps: steps,
            redaction: Redaction(secrets: secrets, page: [])
        )
    }

    @Test("writes prompts so that they stand for themselves, and types what was typed")
    func prompts() throws {
        let recorded = page([
            step(
                "sh",
                [.answered(prompt: "$ ", typed: "echo [..]"), .shown("[..]"), .answered(prompt: "", typed: "»")]
            )
        ])
        #expect(recorded.text == "# page\n\n```console tty\n$ sh\n\\$ «echo [..]»\n\\[..]\n«»»\n```\n")
        let played = try ScenarioPage.parse(text: recorded.text, file: "page.md").steps[0]
        #expect(played.answers.map(\.text) == ["echo [..]", "»"])
        #expect(played.answers.map(\.linesBefore) == [0, 1])
        #expect(played.isOnTerminal)
    }

    @Test("has no secret in a prompt, and a name that is not yet taken for what was typed unseen")
    func secrets() {
        let recorded = page(
            [
                step("one", [.shown("key: abcdef <typed-1>")]),
                step(
                    "two",
                    [.answered(prompt: "no 0123456789xyzxyz0123 here: ", typed: "abcdef"), .shown("abcdef")],
                    hidden: ["abcdef"]
                ),
            ],
            secrets: ["0123456789xyzxyz0123"]
        )
        #expect(
            recorded.text == """
                ---
                captures: [typed-2]
                ---
                # page

                ```console
                $ one
                key: <typed-2> <typed-1>
                ```

                ```console tty
                $ two
                no [..] here: «<typed-2>»
                <typed-2>
                ```

                """
        )
    }

    @Test(
        "names what was typed unseen only where a command showed it as a word, and none has it",
        arguments: [
            ("abc", "x: abc,", "show", true), ("abc", "xabc", "show", false), ("abc", "abc", "echo abc", false),
            ("a c", "a c", "show", false), ("abc", "", "show", false),
        ]
    )
    func named(value: String, shown: String, command: String, isNamed: Bool) {
        #expect(TypedSecrets.mayName(value, after: [step(command, [.shown(shown)])]) == isNamed)
    }

    @Test("of a program that shows no key is refused; one that shows them is recorded")
    func programs() throws {
        let attendance = { (output: String) in
            AttendedCommand.Attendance(
                output: Array(output.utf8),
                answers: [TypedKeys.Answer(text: "abc", start: 2, echo: .program)],
                status: 0,
                problem: nil
            )
        }
        let home = (sandbox: "/s", page: "/home/ann")
        let shown = try RecordedStep(["x"], attendance("? abc\r\nin /s\r\n"), home: home) { _ in false }
        #expect(shown.output == [.answered(prompt: "? ", typed: "abc"), .shown("in /home/ann")])
        #expect(shown.hidden == [])
        #expect(throws: RecordedStep.NotWritten.self) {
            try RecordedStep(["x"], attendance("? \r\nok\r\n"), home: home) { _ in false }
        }
        let known = try RecordedStep(["x"], attendance("? \r\nok\r\n"), home: home) { _ in true }
        #expect(known.output == [.answered(prompt: "? ", typed: "abc"), .shown("ok")])
        #expect(known.hidden == ["abc"])
    }

    @Test(
        "reaches its world from its folder",
        arguments: [
            ("/a/worlds/w.yaml", "/a/pages", "../worlds/w.yaml"), ("/a/w.yaml", "/a", "w.yaml"),
            ("/a/b/./c/../w.yaml", "/a/b", "w.yaml"), ("/a/w.yaml", "/b", "/a/w.yaml"),
        ]
    )
    func world(file: String, folder: String, path: String) {
        #expect(RelativePath.of(file, from: folder) == path)
    }
}
