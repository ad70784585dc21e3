import Glibc
import Testing

@testable import Scenarios

@Suite("What is typed at a command that is recorded")
struct TypedKeysTests {
    private static func modes(lines: Bool = true, echo: Bool = true) -> termios {
        var modes = termios()
        modes.c_lflag = tcflag_t((lines ? ICANON : 0) | (echo ? ECHO : 0) | ISIG)
        withUnsafeMutableBytes(of: &modes.c_cc) { keys in
            let usual: [(Int32, UInt8)] = [
                (VINTR, 0x03), (VQUIT, 0x1C), (VEOF, 0x04), (VKILL, 0x15), (VWERASE, 0x17), (VSUSP, 0x1A),
            ]
            for (index, key) in usual { keys[Int(index)] = key }
        }
        return modes
    }

    @discardableResult
    private static func type(_ text: String, _ keys: inout TypedKeys, _ modes: termios) -> [TypedKeys.Ruling] {
        text.utf8.map { keys.take($0, modes, shown: 7, mayHide: { $0 == "known" }) }
    }

    @Test(
        "is a line as it is when it ends",
        arguments: [
            ("Ann\n", "Ann"), ("\r", ""), ("Aé\u{7F}b\n", "Ab"), ("one two\u{17}three\n", "one three"),
            ("one\u{15}two\n", "two"), ("\u{7F}a\tb\n", "a\tb"), ("x\u{1A}\n", "x"),
        ]
    )
    func lines(typed: String, text: String) {
        var keys = TypedKeys()
        Self.type(typed, &keys, Self.modes())
        keys.end()
        #expect(keys.answers == [TypedKeys.Answer(text: text, start: 7, echo: .terminal)])
        #expect(keys.problem == nil)
    }

    @Test(
        "has no place on a page where it is not whole lines",
        arguments: [
            ("\u{3}", TypedKeys.interrupted), ("x\u{1C}", TypedKeys.interrupted), ("q", TypedKeys.onlyLines),
            ("\u{1B}[A\n", TypedKeys.onlyLines), ("part\u{4}", TypedKeys.onlyLines), ("a«b\n", TypedKeys.quote),
        ]
    )
    func problems(typed: String, problem: String) {
        var keys = TypedKeys()
        Self.type(typed, &keys, Self.modes())
        keys.end()
        #expect(keys.problem == problem)
    }

    @Test("is refused where nobody shows it, before it is read, unless it is known")
    func hidden() {
        var keys = TypedKeys()
        let hidden = Self.modes(echo: false)
        #expect(Self.type("other\n", &keys, hidden).last == .isRefused)
        #expect(keys.answers == [])
        keys = TypedKeys()
        #expect(Self.type("known\n\n", &keys, hidden).last == .isPassedOn)
        #expect(keys.answers.map(\.echo) == [.none, .none])
        #expect(keys.answers.map(\.text) == ["known", ""])
    }

    @Test("is shown by a program that takes keys one by one; the end of the input is no answer")
    func keys() {
        var keys = TypedKeys()
        Self.type("x\n", &keys, Self.modes(lines: false, echo: false))
        Self.type("\u{4}", &keys, Self.modes())
        keys.end()
        #expect(keys.answers == [TypedKeys.Answer(text: "x", start: 7, echo: .program)])
        #expect(keys.problem == nil)
    }
}
