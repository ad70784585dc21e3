import Testing

@testable import DrydockCommands

@Suite("The variables that drydock env prints")
struct VariablesTextTests {
    private let variables = ["AWS_REGION": "us-east-1", "AWS_SECRET_ACCESS_KEY": "it's $HOME \\ `x`"]

    @Test("survive a POSIX shell whatever they hold")
    func shell() throws {
        let text = try VariablesText.of(variables, clearing: ["B", "A"], as: .shell)
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
        let text = try VariablesText.of(variables, clearing: ["A"], as: .fish)
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
        let text = try VariablesText.of(["A": "b"], clearing: ["C"], as: .json)
        #expect(text == "{\n  \"A\" : \"b\"\n}")
    }
}
