import TestSupport
import Testing

@testable import DrydockCommands

@Suite("The variables that drydock env prints")
struct VariablesTextTests {
    private let variables = ["AWS_REGION": "us-east-1", "AWS_SECRET_ACCESS_KEY": "it's $HOME \\ `x`"]

    @Test("survive a POSIX shell whatever they hold")
    func shell() throws {
        let text = try VariablesText.of(change(variables, clearing: ["B", "A"]), as: .shell)
        #expect(
            text == """
                unset A B
                export AWS_REGION=us-east-1
                export AWS_SECRET_ACCESS_KEY='it'\\''s $HOME \\ `x`'
                """
        )
    }

    @Test("survive fish whatever they hold")
    func fish() throws {
        let text = try VariablesText.of(change(variables, clearing: ["A"]), as: .fish)
        #expect(
            text == """
                set -e A
                set -gx AWS_REGION us-east-1
                set -gx AWS_SECRET_ACCESS_KEY 'it\\'s $HOME \\\\ `x`'
                """
        )
    }

    @Test("are one JSON object")
    func json() throws {
        let text = try VariablesText.of(change(["A": "b"], clearing: ["C"]), as: .json)
        #expect(text == "{\n  \"A\" : \"b\"\n}")
    }

    @Test("survive PowerShell whatever they hold, typographic quotes included")
    func powershell() throws {
        let text = try VariablesText.of(change(["A": "it's \u{2019}$x`"], clearing: ["B"]), as: .powershell)
        #expect(text == "Remove-Item Env:B -ErrorAction Ignore\n$Env:A = 'it''s \u{2019}\u{2019}$x`'")
    }

    @Test("are one line each for CI systems and containers, which have no quotes", arguments: Self.lineFormats)
    func lines(format: VariablesFormat) throws {
        let text = try VariablesText.of(
            change(
                ["A": "a=b/c+d", "B": ""],
                clearing: ["AWS_SESSION_TOKEN", "ALL_PROXY", "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "SSL_CERT_FILE"]
            ),
            as: format
        )
        #expect(text == "ALL_PROXY=\nAWS_SESSION_TOKEN=\nA=a=b/c+d\nB=")
    }

    @Test("are refused by name where a value would break a line", arguments: Self.lineFormats)
    func brokenLines(format: VariablesFormat) {
        for value in ["a\nPATH=/evil", "a\r\nb", "a\rb", "a\u{0}b", "\u{1B}[2J"] {
            let error = #expect(throws: UsageError.self) {
                try VariablesText.of(change(["SECRET": value]), as: format)
            }
            #expect(
                error?.description
                    == "the value of SECRET has a control character, which --format \(format) cannot write; use json"
            )
        }
    }

    @Test(
        "have in dotenv files only what all readers of these understand alike",
        arguments: [VariablesFormat.gitlab, .dotenv]
    )
    func dotenv(format: VariablesFormat) {
        for character in [" ", "#", "'", "\"", "$", "\\", "`", "é"] {
            let error = #expect(throws: UsageError.self) {
                try VariablesText.of(change(["A": "x\(character)y"]), as: format)
            }
            #expect(error?.description.hasPrefix("the value of A has the character '\(character)', which") == true)
        }
    }

    @Test("come out of a real shell as they went in")
    func realShell() async throws {
        let values = ["", "a b", "$HOME `id` $(id)", "it's \"quoted\" \\", "two\nlines", "-n", "é~*?[x]{a,b};&|<>!#"]
        let variables = Dictionary(uniqueKeysWithValues: values.enumerated().map { ("V\($0)", $1) })
        let text = try VariablesText.of(change(variables, clearing: ["GONE"]), as: .shell)
        let show = values.indices.map { "printf '%s\\0' \"$V\($0)\"" }.joined(separator: "; ")
        let outcome = try await InstalledProgram("sh").run(
            ["-c", "eval \"$1\"; \(show); printf '%s' \"${GONE-none}\"", "sh", text],
            variables: ["GONE": "here"]
        )
        #expect(outcome.output == values.map { $0 + "\0" }.joined() + "none")
        #expect(outcome.status == 0)
    }

    private func change(_ set: [String: String], clearing: [String] = []) -> VariablesChange {
        VariablesChange(cleared: clearing, set: set)
    }

    private static let lineFormats: [VariablesFormat] = [.github, .gitlab, .dotenv, .docker]
}
