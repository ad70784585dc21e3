import Testing

@testable import Scenarios

@Suite("The words of a command line")
struct ShellWordsTests {
    @Test(
        "are split and unquoted as a POSIX shell does",
        arguments: [
            ("zenml stack list", ["zenml", "stack", "list"]),
            ("  zenml   a\tb  ", ["zenml", "a", "b"]),
            (#"zenml 'a b' "c d""#, ["zenml", "a b", "c d"]),
            (#"zenml --x="a b"'c'd"#, ["zenml", "--x=a bcd"]),
            (#"zenml a\ b \"q\""#, ["zenml", "a b", "\"q\""]),
            (#"zenml "\"\\n\$""#, ["zenml", "\"\\n$"]),
            ("zenml a \\\n  b", ["zenml", "a", "b"]),
            ("zenml '' x#y", ["zenml", "", "x#y"]),
        ]
    )
    func split(line: String, words: [String]) {
        #expect(ShellWords.split(line) == words)
    }

    @Test(
        "leave to a shell what only a shell can do",
        arguments: [
            "zenml a | cat", "zenml a > f", "zenml $HOME", "zenml `x`", "zenml a; b", "zenml a && b", "zenml ~",
            "zenml # x",
            "zenml *", "zenml \"$A\"", "zenml 'open", "zenml \"open", "zenml \\", "(zenml)", "zenml a{b,c}",
        ]
    )
    func left(line: String) {
        #expect(ShellWords.split(line) == nil)
    }
}
