import Scenarios
import Testing

@Suite("Companion files")
struct CompanionFileTests {
    private let page = """
        ---
        description: not ours
        ---
        ```sh
        zenml register <NAME> \\
            --uri=<URI>

        # a comment
        zenml stack update -c <NAME>
        ```
        * in a list

            ```
            $ zenml connect a --connector b
            connected
            [exit 2]
            ```
        ```shell
        zenml connect <NAME> --connector <ID> ...
        ```
        ```
        a list
        ```
        """

    private func scenario(_ blocks: String, extra: String = "") throws -> Scenario {
        let text = "page: a/page.md\nidentity: stefan\n\(extra)blocks:\n" + blocks
        return try CompanionFile.parse(text: text, file: "page.companion.yaml")
            .scenario(pageText: page, pageFile: "shared/a/page.md")
    }

    private static let first = """
        - {block: 1, first: 'zenml register <NAME> \\', do: run, values: {<NAME>: x, <URI>: u}}

        """
    private static let second = "- {block: 2, first: $ zenml connect a --connector b, do: run}\n"
    private static let third = """
        - {block: 3, first: zenml connect <NAME> --connector <ID> ..., do: template of 2, \
        values: {<NAME>: a, <ID>: b, '...': ''}}

        """
    private static let fourth = "- {block: 4, first: a list, do: output of 1}\n"

    @Test("blocks become steps, with their values and in the page's order")
    func blocks() throws {
        let scenario = try scenario(
            Self.first + Self.second + Self.third + Self.fourth,
            extra: "setup:\n- zenml stack register s\n"
        )
        #expect(
            scenario.steps.map(\.command) == [
                "zenml stack register s", "zenml register x     --uri=u", "zenml stack update -c x",
                "zenml connect a --connector b",
            ]
        )
        #expect(scenario.steps.map(\.exitStatus) == [0, 0, 0, 2])
        #expect(scenario.steps.map(\.line) == [4, 5, 9, 14])
        #expect(scenario.steps.map(\.file).first == "page.companion.yaml")
        #expect(scenario.steps[1].expectation == .anything)
        #expect(scenario.steps[2].expectation == .lines([ExpectedLine("a list", line: 22)]))
        #expect(scenario.steps[3].expectation == .lines([ExpectedLine("connected", line: 15)]))
        #expect(scenario.frontMatter.identity == "stefan")
        #expect(scenario.frontMatterFile == "page.companion.yaml")
        #expect(scenario.isForeign)
    }

    @Test("commands may be left out one by one, blocks need programs, and set-up steps come before a block")
    func exceptions() throws {
        let scenario = try scenario(
            """
            - block: 1
              first: zenml register <NAME> \\
              do: run
              values: {<NAME>: x}
              requires: [docker]
              before: [zenml first]
              except: [{command: 1, skip: it asks}]

            """ + Self.second + Self.third + "- {block: 4, first: a list, skip: prose}\n"
        )
        #expect(
            scenario.steps.map(\.command) == [
                "zenml first", "zenml stack update -c x", "zenml connect a --connector b",
            ]
        )
        #expect(scenario.steps.map(\.requires) == [[], ["docker"], []])
        #expect(scenario.skips.map(\.reason) == ["it asks", "prose"])
        #expect(scenario.skips.map(\.line) == [5, 21])
    }

    @Test("a companion says what is typed at the prompts of a command")
    func answers() throws {
        let first = """
            - block: 1
              first: zenml register <NAME> \\
              do: run
              values: {<NAME>: x, <URI>: u}
              answers: [{command: 2, typed: [yes, '']}]

            """
        let steps = try scenario(first + Self.second + Self.third + Self.fourth).steps
        #expect(steps.map { $0.answers.map(\.text) } == [[], ["yes", ""], []])
        #expect(steps[1].answers.map(\.file) == ["page.companion.yaml", "page.companion.yaml"])
        #expect(steps[1].answers.map(\.line) == [8, 8])
    }

    @Test(
        "what does not fit the page is refused with a place and a reason",
        arguments: [
            (first + second + third, 1, "block 4 of the page (shared/a/page.md:21) is not mentioned: `a list`"),
            (second + third + fourth, 1, "block 1 of the page (shared/a/page.md:4) is not mentioned"),
            (first + second + third + fourth.replacing("a list", with: "b"), 7, "starts with `a list`, not with `b`"),
            (first + first + second + third + fourth, 5, "block 1 stands here twice"),
            (first + second + third + fourth + "- {block: 5, first: a, do: run}\n", 8, "there is no block 5"),
            (first + second + third.replacing("<ID>: b", with: "<ID>: c") + fourth, 6, "with its values, the template"),
            (first.replacing(", <URI>: u", with: "") + second + third + fourth, 4, "has no value for `<URI>`"),
            (first.replacing("<URI>: u", with: "<URI>: u, <U>: v") + second, 1, "not mentioned"),
            (
                first.replacing("<URI>: u", with: "<URI>: u, <U>: v") + second + third + fourth, 4,
                "there is no `<U>` in the commands of block 1"
            ),
            (
                first + second + third.replacing(", '...': ''", with: "") + fourth, 6,
                "has no value for `...` in `zenml connect"
            ),
            (first + second + third + fourth.replacing("of 1", with: "of 2"), 7, "block 2, whose output this is"),
            (first + second + third + fourth.replacing("of 1", with: "of 9"), 7, "block 9, whose output this is"),
            (first + second + third.replacing("of 2", with: "of 4") + fourth, 6, "block 4, whose template this is"),
            (first + second + third.replacing("of 2", with: "of 1") + fourth, 6, "with its values, the template"),
            (first.replacing("do: run", with: "do: walk"), 4, "`do: walk` is none of run, output of N, template of"),
            (first.replacing("do: run, ", with: ""), 4, "a block takes `do:`"),
            (first.replacing("do: run", with: "do: run, skip: no"), 4, "or stands beside `skip:`"),
            ("- {block: none}\n", 4, "`block:` takes the block's number"),
            ("- {block: 1}\n", 4, "block 1 has no `first:`"),
            ("- {block: 1, first: a, skip: b, until: c}\n", 4, "'until' is not a key here"),
            ("- {block: 1, first: a, skip: b, before: [c]}\n", 4, "'before' belongs to a block with `do: run`"),
            ("- {block: 1, first: a, do: run, except: [{command: 0}]}\n", 4, "`except:` takes `command:`"),
            ("- {block: 1, first: a, do: run, answers: [{command: 1}]}\n", 4, "`answers:` takes `command:`"),
            ("- {block: 1, first: a, skip: b, answers: [{command: 1, typed: [c]}]}\n", 4, "'answers' belongs"),
            (
                first.replacing("do: run", with: "do: run, answers: [{command: 3, typed: [x]}]") + second + third
                    + fourth, 4, "block 1 has 2 commands, so there is no 3"
            ),
            ("- plain\n", 4, "keys and values are expected here"),
        ] as [(String, Int, String)]
    )
    func mistakes(blocks: String, line: Int, reason: String) {
        let error = #expect(throws: PageError.self) { try scenario(blocks) }
        #expect(error?.file == "page.companion.yaml")
        #expect(error?.line == line)
        #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
    }

    @Test("the page's path is asked for, and a relative one")
    func path() {
        for text in ["blocks: []\n", "page: /a\n", "page: ''\n"] {
            let error = #expect(throws: PageError.self) { try CompanionFile.parse(text: text, file: "c") }
            #expect(error?.description == "c:1:1: `page:` takes the page's path, a relative one")
        }
    }
}
