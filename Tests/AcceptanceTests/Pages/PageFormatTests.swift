import Testing

@testable import Scenarios

/// What a page may say, played.
@Suite("The form of pages")
struct PageFormatTests {
    private let summary = "1 scenario: 1 passed, 0 failed, 0 skipped"

    @Test("a page shows all its differences at once, and what later steps name is bound all the same")
    func allDifferences() async throws {
        let id = "37c97fa0-fa47-4d55-9970-e2aa6e1b50cf"
        let steps = """
            $ echo 'made 11111111-2222-4333-8444-555555555555'; echo two
            made \(id)
            too
            $ false
            $ echo \(id); echo three
            \(id)
            tree
            $ echo good
            good
            """
        try await PageFolder.with(["1.md": page(steps)]) { folder in
            let result = try await folder.test("1.md")
            #expect(result.status == 1)
            #expect(
                result.lines.filter { !$0.hasPrefix("    variables") && !$0.contains("stands for") } == [
                    "FAILED   1.md:4: $ echo 'made 11111111-2222-4333-8444-555555555555'; echo two",
                    "      made 11111111-2222-4333-8444-555555555555", "    - too", "    + two", "    ?  ^ (line 6)",
                    "FAILED   1.md:7: $ false", "    exit status: expected 0, but it was 1",
                    "FAILED   1.md:8: $ echo 11111111-2222-4333-8444-555555555555; echo three",
                    "      11111111-2222-4333-8444-555555555555", "    - tree", "    + three", "    ?  ^ (line 10)",
                    "1 scenario: 0 passed, 1 failed, 0 skipped",
                ]
            )
        }
    }

    @Test("a page uses others: their steps come first, in its sandbox, once, and are not counted as its own")
    func uses() async throws {
        let pages = [
            "login.md": page("$ echo one >> log\n$ cat log\n<what>", matter: "captures: [what]"),
            "more/again.md": page("$ echo two >> log", matter: "uses: ../login.md"),
            "1.md": page("$ echo <what>; cat log\none\none\ntwo", matter: "uses: [login.md, more/again.md]"),
        ]
        try await PageFolder.with(pages) { folder in
            let result = try await folder.test("1.md")
            #expect(result.lines == ["passed   1.md (1 step)", summary])
        }
    }

    @Test("a used page that fails is named with its line, and by whom it is used")
    func usedFails() async throws {
        let pages = ["login.md": page("$ echo no\nyes"), "1.md": page("$ true", matter: "uses: login.md")]
        try await PageFolder.with(pages) { folder in
            let result = try await folder.test("1.md")
            #expect(result.lines.first == "FAILED   login.md:4 (used by 1.md): $ echo no")
            #expect(result.status == 1)
        }
    }

    @Test(
        "pages that cannot be used are refused with file, line and column",
        arguments: [
            (
                "uses: [2.md]", "uses: 1.md",
                "2.md:2:7: pages use each other in a circle: 1.md uses 2.md uses 1.md; take one `uses:` away"
            ),
            (
                "uses:\n- none.md", "",
                "1.md:3:3: the page none.md cannot be used: none.md cannot be read; the path is relative to this file"
            ),
            (
                "uses: 2.md", "matrix: [{a: b}]",
                "1.md:2:7: the page 2.md has a matrix, so it cannot be used: which row would be played?"
            ),
            ("uses: 2.md", "home: x", "2.md:2:1: home 'x' is not an absolute path"),
        ]
    )
    func unusable(first: String, second: String, reason: String) async throws {
        let pages = ["1.md": page("$ true", matter: first), "2.md": page("$ true", matter: second)]
        try await PageFolder.with(pages) { folder in
            let result = try await folder.test("1.md")
            #expect(result.lines.first == "wrong    " + reason)
            #expect(result.status == 2)
        }
    }

    @Test("a page with a matrix is played once a row, with the values in front matter, commands, output and files")
    func matrix() async throws {
        let matter = """
            identity: ${{ user }}
            region: ${{ region }}
            world: ${{ world }}.yaml
            matrix:
            - {name: first, user: ann, region: eu-west-1, world: one, text: 'a [..] b'}
            - {name: second, user: bob, region: us-east-1, world: one, text: '...'}
            """
        let world = """
            accounts:
              "111122223333":
                users:
                  ann:
                    access_keys: [{id: AKIAIOSFODNN7EXAMPLE, secret: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY}]
                  bob:
                    access_keys: [{id: AKIAI44QH8DHBEXAMPLE, secret: je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY}]
            """
        let text =
            page(
                """
                $ cat .aws/config; echo '${{ text }}'
                [default]
                region = ${{region}}
                ${{ text }}
                $ cat note; echo '\\${{ text }}'
                for ${{ user }} and \\${{ name }}
                \\${{ text }}
                """,
                matter: matter
            ) + "```text file=note\nfor ${{ user }} and \\${{ name }}\n```\n"
        let moved = text.replacing(
            "# Page\n",
            with: "# Page\n\n```text file=note\nfor ${{ user }} and \\${{ name }}\n```\n"
        )
        try await PageFolder.with(["1.md": moved, "one.yaml": world]) { folder in
            let result = try await folder.test("1.md", "--jobs", "1")
            #expect(
                result.lines == [
                    "passed   1.md [first] (2 steps)", "passed   1.md [second] (2 steps)",
                    "2 scenarios: 2 passed, 0 failed, 0 skipped",
                ]
            )
        }
    }

    @Test("the row of a failure is named, and rows without a name are called by their values")
    func matrixFailure() async throws {
        let text = page("$ echo ${{ n }}\n1", matter: "matrix:\n- n: 1\n- n: 2")
        try await PageFolder.with(["1.md": text]) { folder in
            let result = try await folder.test("1.md", "--jobs", "1")
            #expect(result.lines.first == "passed   1.md [n=1] (1 step)")
            #expect(result.lines.contains("FAILED   1.md:9 [n=2]: $ echo 2"))
        }
    }

    @Test(
        "a matrix that is wrong is refused with file, line and column",
        arguments: [
            ("matrix: [{a: 1}]", "$ echo ${{ b }}", "1.md:7:8: the matrix has no 'b': it has a"),
            (
                "matrix: [{region: 1}]", "$ true\n${{regio}}",
                "1.md:8:1: the matrix has no 'regio': it has region. Did you mean 'region'?"
            ),
            ("matrix: [{a: 1}]\nregion: ${{ c }}", "$ true", "1.md:3:9: the matrix has no 'c': it has a"),
            ("matrix:\n- {a: 1}\n- {b: 1}", "$ true", "1.md:4:3: this row has b, but the first has a"),
            ("matrix:\n- {a: 1}\n- {a: 1}", "$ true", "1.md:4:3: two rows of the matrix are called 'a=1'"),
            (
                "matrix: []", "$ true",
                "1.md:2:1: the matrix has no row: write a list of them, such as `- {region: us-east-1}`"
            ),
            ("matrix: [{a: }]", "$ true", "1.md:2:11: 'a' has no value; write '' for an empty one"),
            (
                "matrix: [{1a: b}]", "$ true",
                "1.md:2:11: '1a' is not a name: letters, digits, - and _, a letter first"
            ),
        ]
    )
    func wrongMatrix(matter: String, steps: String, reason: String) async throws {
        try await PageFolder.with(["1.md": page(steps, matter: matter)]) { folder in
            let result = try await folder.test("1.md")
            #expect(result.lines.first == "wrong    " + reason)
            #expect(result.status == 2)
        }
    }

    @Test("a declared name stands for what it met first: within a line, by its pattern, in commands, and over lines")
    func captures() async throws {
        let matter = "captures: {digest: 'sha256:[0-9a-f]{8}', size: '\\d+', word: }"
        let steps = """
            $ echo 'digest: sha256:0123abcd0 bytes, size 12, a b, <digest'
            digest: <digest>0 bytes, size <size>, a <word>, <digest
            $ echo 'sha256:0123abcd'; echo 12; echo 'b \\<word>'
            <digest>
            <size>
            <word> \\<word>
            $ echo <digest> | cut -c1-6
            sha256
            $ zenml connect <size>
            ...
            [exit ..]
            """
        try await PageFolder.with(["1.md": page(steps, matter: matter)]) { folder in
            let result = try await folder.test("1.md")
            #expect(result.lines == ["passed   1.md (4 steps)", summary])
        }
    }

    @Test("a declared name that stands for something else fails, and one that was never shown is not run")
    func capturesFail() async throws {
        let steps = "$ echo 1\n<n>\n$ echo 2\n<n>\n$ echo\n<m>\n$ echo <m>"
        try await PageFolder.with(["1.md": page(steps, matter: "captures: [n, m]")]) { folder in
            let result = try await folder.test("1.md")
            #expect(
                result.lines == [
                    "FAILED   1.md:9: $ echo 2", "    - <n>", "    + 2", "    ? ^ (line 10)", "    variables:",
                    "      <n> stands for 1", "FAILED   1.md:11: $ echo", "    - <m>", "    + ", "    ? ^ (line 12)",
                    "FAILED   1.md:13: $ echo <m>", "    <m> stands for nothing: the step that shows it did not",
                    "1 scenario: 0 passed, 1 failed, 0 skipped",
                ]
            )
        }
    }

    @Test(
        "names that are declared wrongly are refused with file, line and column",
        arguments: [
            ("captures: [n]", "$ echo <n>\n<n>", "1.md:7:3: <n> stands for nothing yet: no output above shows it"),
            ("captures: [n]", "$ true", "1.md:2:12: no output of the page shows <n>, which is declared here"),
            (
                "captures: ['1n']", "$ true",
                "1.md:2:12: '1n' is not a name that can stand here: letters, digits, - and _, a letter first, and once"
            ),
            (
                "captures: {n: '['}", "$ true",
                "1.md:2:12: `[` is not a pattern: a `[` has nothing in it, or no `]` after it"
            ),
            (
                "captures: {n: 'a|b'}", "$ true",
                "1.md:2:12: `a|b` is not a pattern: `|` is not supported; write `\\|` for the character"
            ),
            (
                "captures: {n: 'a*'}", "$ true",
                "1.md:2:12: `a*` is not a pattern: it may be empty; a name stands for one character or more"
            ),
        ]
    )
    func wrongCaptures(matter: String, steps: String, reason: String) async throws {
        try await PageFolder.with(["1.md": page(steps, matter: matter)]) { folder in
            let result = try await folder.test("1.md")
            #expect(result.lines.first == "wrong    " + reason)
            #expect(result.status == 2)
        }
    }

    @Test("`--check-format` plays nothing and names every mistake of every page, with file, line and column")
    func checkFormat() async throws {
        let pages = [
            "1.md": page("$ exit 7"),
            "2.md": """
            ---
            colums: 80
            home: here
            ---
            ```console fxi
            $ true
            ```
              ```console
              output
              $ true
              [exit 0]
              $ false \\
              ```
            ```console
            """,
            "3.md": page("output", matter: "world: a\ntables: loose"),
        ]
        try await PageFolder.with(pages) { folder in
            let result = try await folder.test("--check-format", ".")
            #expect(result.status == 2)
            #expect(
                result.lines == [
                    "wrong    ./2.md:14:1: the block that starts here is not closed; close it with ``` on a line of its own",
                    "wrong    ./3.md:3:1: tables 'loose' is not a way to compare them: there are lines and cells",
                    "wrong    ./3.md:8:1: output stands before the first command; commands start with `$ `, and a block "
                        + "that is not to be run is marked `console skip`",
                    "3 pages read: 3 mistakes",
                ]
            )
            try folder.write(pages["2.md", default: ""] + "\n$ true\n```\n", to: "2.md")
            let second = try await folder.test("--check-format", "2.md")
            #expect(
                second.lines.map { String($0.prefix(60)) } == [
                    "wrong    2.md:2:1: 'colums' is not a key here: there are wor",
                    "wrong    2.md:3:1: home 'here' is not an absolute path",
                    "wrong    2.md:5:12: 'fxi' is not a mark of a console block: ",
                    "wrong    2.md:9:3: output stands before the first command; c",
                    "wrong    2.md:11:3: `[exit 0]` does not name an exit status:",
                    "wrong    2.md:12:3: the command ends in a backslash, but not",
                    "1 page read: 6 mistakes",
                ]
            )
            #expect(second.lines[0].hasSuffix(". Did you mean 'columns'?"))
            #expect(second.lines[2].hasSuffix(". Did you mean 'fix'?"))
            #expect(try await folder.test("--check-format", "1.md").status == 0)
        }
    }
}
