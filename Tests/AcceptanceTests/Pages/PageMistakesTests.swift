import Testing

@testable import Scenarios

/// What an author may get wrong: each works all the same, or is named with its line and what to do.
@Suite("Mistakes of a page's author")
struct PageMistakesTests {
    private let passed = "1 scenario: 1 passed, 0 failed, 0 skipped"

    private func test(_ text: String) async throws -> (lines: [String], status: Int32) {
        try await PageFolder.with(["1.md": text]) { try await $0.test("1.md") }
    }

    @Test("a block that is not closed")
    func unclosed() async throws {
        let result = try await test("# Page\n\n````console\n$ true\n```\n")
        #expect(
            result.lines.first
                == "wrong    1.md:3:1: the block that starts here is not closed; close it with ```` on a line of its own"
        )
    }

    @Test("a key that is not known")
    func unknownKey() async throws {
        let line = try await test(page("$ true", matter: "identiy: ann")).lines.first
        #expect(line?.hasPrefix("wrong    1.md:2:1: 'identiy' is not a key here: there are world, ") == true)
        #expect(line?.hasSuffix(". Did you mean 'identity'?") == true)
    }

    @Test("a typo in an option of a command: the command says what it has")
    func option() async throws {
        let result = try await test(page("$ drydock events --denid"))
        #expect(result.lines.first == "FAILED   1.md:4: $ drydock events --denid")
        #expect(result.lines.contains { $0.contains("--denied") })
    }

    @Test("a command that is indented, at the start of a block and after another command")
    func indentation() async throws {
        #expect(
            try await test(page("  $ true")).lines.first
                == "wrong    1.md:4:1: the command is indented; `$ ` stands at the block's edge"
        )
        let hint = "    line 5 is output, for it is indented; a command's `$ ` stands at the block's edge"
        #expect(try await test(page("$ true\n  $ true")).lines.contains(hint))
        #expect(try await test("* list\n\n  ```console\n  $ echo so\n so\n  ```\n").lines.last == passed)
    }

    @Test("output without a command")
    func output() async throws {
        let reason =
            "output stands before the first command; commands start with `$ `, and a block that is not to be run is marked "
            + "`console skip`"
        #expect(try await test(page("so")).lines.first == "wrong    1.md:4:1: " + reason)
    }

    @Test("tabs: after `$`, at a line's end, before a fence, in output, and where they may not be")
    func tabs() async throws {
        #expect(try await test("\t```console\n\t$\techo so\n\tso\t\n\t```\n").lines.last == passed)
        let hint = "    line 5 has tabs where the command shows blanks, or the other way round"
        #expect(try await test(page("$ echo 'a  b'\na\tb")).lines.contains(hint))
        let line = try await test(page("$ true", matter: "matrix:\n\t- {a: 1}")).lines.first
        #expect(line?.hasPrefix("wrong    1.md:3:") == true)
        #expect(line?.contains("YAML is indented by spaces, not by tabs") == true)
    }

    @Test("line ends as on Windows, and a byte order mark")
    func lineEnds() async throws {
        let text = page("$ echo so\nso\n$ false\n[exit 1]", matter: "columns: 80")
        #expect(try await test(text.replacing("\n", with: "\r\n")).lines.last == passed)
        #expect(try await test("\u{FEFF}" + text).lines.last == passed)
        #expect(try await test("\u{FEFF}" + text.replacing("\n", with: "\r\n")).lines.last == passed)
    }

    @Test("10 MB of output")
    func largeOutput() async throws {
        let steps = "$ head -c 10000000 /dev/zero | tr '\\0' 'a' | fold -w 10000\n...\naaa[..]"
        #expect(try await test(page(steps)).lines.last == passed)
        let result = try await test(page("$ head -c 10000000 /dev/zero | tr '\\0' 'a' | fold -w 10000\na"))
        #expect(result.lines.contains { $0.contains("more lines differ") })
        #expect(result.lines.reduce(0) { $0 + $1.utf8.count } < 200_000)
    }

    @Test("output that is not text")
    func binary() async throws {
        let result = try await test(page("$ printf '\\377\\376\\001'\ntext"))
        let hint = "    it showed bytes that are not UTF-8 text; show them as text, with od -c or base64"
        #expect(result.lines.contains(hint))
        #expect(!result.lines.contains { $0.unicodeScalars.contains("\u{1}") })
        #expect(try await test(page("$ printf '\\377' | od -An -tx1\n ff")).lines.last == passed)
    }

    @Test("a step that reads standard input finds none")
    func input() async throws {
        #expect(try await test(page("$ cat; read line || echo none\nnone")).lines.last == passed)
    }

    @Test("a step that goes on in the background ends with its step")
    func background() async throws {
        let steps = "$ sleep 600 & echo $! > pid\n$ kill -0 $(cat pid) 2> /dev/null || echo gone\ngone"
        #expect(try await test(page(steps)).lines.last == passed)
    }

    @Test("a step that takes too long is stopped and named; page and block say what is too long")
    func timeLimit() async throws {
        let reason =
            "    it did not end within 1.0 seconds and was stopped; a page that takes longer says so by `timeout:`"
        for text in [
            page("$ sleep 600", matter: "timeout: 1s"), page("$ sleep 600", matter: "timeout: 5m", marks: "timeout=1s"),
        ] {
            let result = try await test(text)
            #expect(result.lines.first?.hasSuffix(": $ sleep 600") == true)
            #expect(result.lines.contains(reason))
        }
        #expect(
            try await test(page("$ true", matter: "timeout: soon")).lines.first
                == "wrong    1.md:2:1: timeout 'soon' is not a time as in 30s or 5m, an hour at most"
        )
    }
}
