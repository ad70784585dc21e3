import Foundation
import Testing

@testable import Scenarios

@Suite("Updating a page")
struct PageUpdateTests {
    /// The page after its steps showed `transcripts`.
    private func updated(
        _ page: String,
        _ transcripts: [Transcript],
        tables: FrontMatter.TableComparison = .lines
    ) throws -> String {
        let scenario = try ScenarioPage.parse(text: page, file: "page.md")
        var matcher = Matcher(tables: tables)
        var update = PageUpdate()
        for (step, transcript) in zip(scenario.steps, transcripts) {
            update.add(matcher.outcome(step, transcript))
        }
        return update.applied(to: page)
    }

    @Test("what still fits stays: prose, placeholders, gaps, variables; the rest is what was shown")
    func rewrites() throws {
        let (a, x) = (MatcherTests.a, MatcherTests.x)
        let page = """
            # Prose

            ```console
            $ one
            id \(a)
            $ two
            ⠸ Working...
            took [..] s
            old
            ...
            last \(a)
            ```
            * list

              ```console
              $ three
              [exit 2]
              ```
            end

            """
        let result = try updated(
            page,
            [
                Transcript(lines: ["id \(x)"]),
                Transcript(
                    lines: ["took 3 s", "new \(x)", "[..] $", "p", "q", "last \(x)", "...", "$ x"],
                    spinners: ["Working..."]
                ),
                Transcript(lines: ["fine"], status: 0),
            ]
        )
        #expect(
            result == """
                # Prose

                ```console
                $ one
                id \(a)
                $ two
                ⠸ Working...
                took [..] s
                ...
                last \(a)
                \\...
                \\$ x
                ```
                * list

                  ```console
                  $ three
                  fine
                  ```
                end

                """
        )
        #expect(result.contains("old") == false)
    }

    @Test("an updated page passes")
    func passes() throws {
        let page = "```console\n$ a\nx\n$ b\n$ c\ny\n[exit 1]\n```\n"
        let transcripts = [
            Transcript(lines: ["1", "⠿", "[..]"]), Transcript(lines: [" 2", "", "3"], status: 4), Transcript(lines: []),
        ]
        let result = try updated(page, transcripts)
        #expect(result == "```console\n$ a\n1\n⠿\n\\[..]\n$ b\n 2\n\n3\n[exit 4]\n$ c\n```\n")
        #expect(try updated(result, transcripts) == result)
    }

    @Test("a step that was not run to its end changes nothing")
    func cutOff() throws {
        let page = "```console\n$ a\nx\n```\n"
        let step = try #require(try ScenarioPage.parse(text: page, file: "page.md").steps.first)
        var update = PageUpdate()
        let transcript = Transcript(lines: ["y"], status: 137)
        update.add(
            StepOutcome(
                step,
                command: "a",
                way: .shell,
                transcript: transcript,
                finding: nil,
                problems: ["it did not end"],
                bindings: Bindings(),
                start: .distantPast,
                clock: .distantPast
            )
        )
        #expect(update.isEmpty)
        #expect(update.applied(to: page) == page)
    }

    @Test("a page that passes is left as it is, line ends included")
    func unchanged() throws {
        #expect(try updated("```console\r\n$ a\r\nx\r\n```\r\n", [Transcript(lines: ["x"])]).contains("\r\nx\r\n"))
    }

    private static let table = """
        ┏━━━━━┯━━━━━━┓
        ┃ ID  │ NAME ┃
        ┠─────┼──────┨
        ┃ 1   │ [..] ┃
        ┠─────┼──────┨
        ...
        ┠─────┼──────┨
        ┃ 8   │ i[..] 8 ┃
        ┗━━━━━┷━━━━━━┛
        """

    @Test(
        "a table that is compared by its cells keeps [..] and ... where they still hold",
        arguments: [
            // Another row.
            (
                table.replacing("...", with: "┃ 2  │ b ┃"),
                ["┃ 1  │ a ┃", "┃ 2  │ b ┃", "┃ 9  │ i x 8 ┃"],
                table.replacing("...", with: "┃ 2  │ b ┃").replacing("┃ 8   │", with: "┃ 9  │")
            ),
            // A new last row.
            (
                table,
                ["┃ 1  │ a ┃", "┃ 2  │ b ┃", "┃ 8  │ i x 8 ┃", "┃ 9  │ j ┃"],
                table.replacing("┗", with: "┠─────┼──────┨\n┃ 9  │ j ┃\n┗")
            ),
            // Another last row, for which the line ... stands as well.
            (
                table,
                ["┃ 1  │ a ┃", "┃ 2  │ b ┃", "┃ 7  │ h ┃"],
                table.replacing("┠─────┼──────┨\n┃ 8   │ i[..] 8 ┃\n", with: "")
            ),
        ]
    )
    func cells(table: String, rows: [String], result: String) throws {
        let shown =
            ["┏━━━━┯━━━┓", "┃ ID │ NAME ┃"] + rows.flatMap { ["┠────┼───┨", $0] } + ["┗━━━━┷━━━┛"]
        let page = { (table: String) in "```console\n$ a\n\(table)\n```\n" }
        let new = try updated(page(table), [Transcript(lines: shown)], tables: .cells)
        #expect(new == page(result))
        #expect(try updated(new, [Transcript(lines: shown)], tables: .cells) == new)
        let step = try ScenarioPage.parse(text: new, file: "page.md").steps[0]
        var matcher = Matcher(tables: .cells)
        #expect(matcher.failure(step, Transcript(lines: shown)) == nil)
    }

    @Test("a table with another number of columns is what was shown")
    func columns() throws {
        let shown = ["┏━━━━┓", "┃ ID ┃", "┠────┨", "┃ 1  ┃", "┗━━━━┛"]
        let page = "```console\n$ a\n\(Self.table)\n```\n"
        let new = try updated(page, [Transcript(lines: shown)], tables: .cells)
        #expect(new == "```console\n$ a\n\(shown.joined(separator: "\n"))\n```\n")
    }
}
