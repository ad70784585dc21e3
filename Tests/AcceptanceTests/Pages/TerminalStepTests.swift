import Testing

@testable import Scenarios

@Suite("Steps on a terminal")
struct TerminalStepTests {
    private let passed = "1 scenario: 1 passed, 0 failed, 0 skipped"

    private func test(_ steps: String, matter: String = "") async throws -> (lines: [String], status: Int32) {
        try await PageFolder.with(["1.md": page(steps, matter: matter, marks: "tty")]) { try await $0.test("1.md") }
    }

    @Test("have one for input, output and errors, of the page's width, that is theirs")
    func terminal() async throws {
        let steps = """
            $ [ -t 0 ] && [ -t 1 ] && [ -t 2 ] && stty size
            50 93
            $ echo to it > /dev/tty
            to it
            """
        #expect(try await test(steps, matter: "columns: 93").lines == ["passed   1.md (2 steps)", passed])
    }

    @Test("are answered when they ask, with what is hidden as well, and find the input's end after that")
    func answers() async throws {
        let steps = """
            $ printf 'Name: '; read name; stty -echo; printf 'Key: '; read key; stty echo; echo; echo "$name $key"; cat
            Name: «Ann»
            Key: «secret»
            Ann secret
            $ cat
            """
        #expect(try await test(steps).lines == ["passed   1.md (2 steps)", passed])
    }

    @Test("whose answers nothing asks for fail")
    func unread() async throws {
        let result = try await test("$ echo so\nso\nMore: «x»", matter: "timeout: 5s")
        #expect(result.lines.contains("    the answer of line 9 was not read: nothing asked for it"))
    }

    @Test("are ended with all that they started, also what has the terminal open")
    func background() async throws {
        let steps = """
            $ sleep 600 & echo $! > pid; setsid sleep 600 & echo $! >> pid
            $ for pid in $(cat pid); do kill -0 $pid 2> /dev/null || echo gone; done
            gone
            gone
            """
        #expect(try await test(steps).lines == ["passed   1.md (2 steps)", passed])
    }

    @Test("show the client's spinners, which are drawn there")
    func spinners() async throws {
        #expect(
            try await test("$ printf '⠋ Working...\\r⠙ Working...\\r\\033[2Kdone\\n'\n⠸ Working...\ndone").lines.last
                == passed
        )
    }
}
