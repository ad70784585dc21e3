import Synchronization
import TerminalUI
import Testing

/// Bytes as they come from a keyboard or a pipe.
private final class Typist: Sendable {
    private let rest: Mutex<[[UInt8]]>
    let modes = Mutex<[ByteSource.Mode]>([])
    let shown = Mutex("")

    init(_ chunks: [String]) {
        rest = Mutex(chunks.map { Array($0.utf8) })
    }

    init(bytes: [[UInt8]]) {
        rest = Mutex(bytes)
    }

    var source: ByteSource {
        ByteSource(
            read: { [self] in rest.withLock { $0.isEmpty ? [] : $0.removeFirst() } },
            setMode: { [self] mode in modes.withLock { $0.append(mode) } }
        )
    }

    func terminal(_ input: TerminalInput, width: Int = 40) -> Terminal {
        Terminal(width: width, isInteractive: true, usesColour: false, input: input) { [self] event in
            if case .output(let text) = event { shown.withLock { $0 += text } }
        }
    }

    /// What an edited line comes to.
    static func edit(_ keys: String) async throws -> String {
        let typist = Typist([keys + "\r"])
        return try await typist.terminal(.edited(typist.source)).ask(.text("?", default: ""))
    }
}

@Suite("Answers that are typed")
struct LineInputTests {
    @Test("lines of a pipe come one by one, however they are cut, the last without its newline too")
    func pipe() async throws {
        let typist = Typist(["on", "e\ntwo\r\n\nfo", "ur"])
        let terminal = typist.terminal(.lines(of: typist.source, isTerminal: false))
        var answers: [String] = []
        for _ in 0..<4 { answers.append(try await terminal.ask(.text("?", default: "-"))) }
        #expect(answers == ["one", "two", "-", "four"])
        await #expect(throws: PromptAborted(endsLine: false)) { try await terminal.ask(.text("?")) }
        #expect(typist.shown.withLock { $0 } == "? [-]: ? [-]: ? [-]: ? [-]: ?: ")
        #expect(typist.modes.withLock { $0.isEmpty })
    }

    @Test("a keyboard whose lines the system edits echoes nothing of a hidden one, whose line is ended then")
    func hiddenLine() async throws {
        let typist = Typist(["secret\n", "open\n"])
        let terminal = typist.terminal(.lines(of: typist.source, isTerminal: true))
        #expect(try await terminal.ask(.text("Key", isHidden: true)) == "secret")
        #expect(try await terminal.ask(.text("Name")) == "open")
        #expect(typist.modes.withLock { $0 } == [.hiddenLines, .lines, .lines, .lines])
        #expect(typist.shown.withLock { $0 } == "Key: \nName: ")
    }

    @Test(
        "keys edit the line",
        arguments: [
            ("abc", "abc"), ("ac\u{1B}[Db", "abc"), ("bc\u{1B}[Ha", "abc"), ("bc\u{1}a\u{5}d", "abcd"),
            ("ab\u{1B}[1~x\u{1B}[4~y", "xaby"), ("abc\u{7F}\u{8}", "a"), ("abc\u{1B}[D\u{1B}[D\u{1B}[3~", "ac"),
            ("abc\u{2}\u{4}", "ab"), ("one two  \u{17}x", "one x"), ("one two\u{1}\u{6}\u{B}", "o"),
            ("one two\u{2}\u{2}\u{15}", "wo"), ("one two\u{1B}b\u{1B}bx\u{1B}fy", "xoney two"),
            ("one two\u{1B}[1;5Dx", "one xtwo"), ("one\u{1B}\u{7F}", ""), ("\u{1B}OHa\u{1B}OFb", "ab"),
            ("漢字\u{7F}é", "漢é"), ("e\u{301}\u{7F}x", "x"), ("👩‍🚀!\u{2}\u{7F}", "!"), ("a\tb\u{7}", "ab"),
            ("a\u{1B}[200~b\u{1B}[99999999999999999999Zc", "abc"), ("\u{85}\u{9B}a", "a"), ("\u{1B}\u{5}a", "a"),
            ("\u{7F}\u{1B}[D\u{1B}[C\u{1B}[3~\u{B}\u{15}\u{17}a", "a"),
        ]
    )
    func editing(keys: String, line: String) async throws {
        #expect(try await Typist.edit(keys) == line)
    }

    @Test("characters that break off are left out, and what comes in their place counts")
    func brokenCharacters() async throws {
        let typist = Typist(bytes: [[0xE6, 0xBC], [0x61, 0xC3, 0xFF, 0x62, 0x80], [0xF4, 0xBF, 0xBF, 0xBF, 0x0D]])
        #expect(try await typist.terminal(.edited(typist.source)).ask(.text("?")) == "ab")
    }

    @Test("earlier answers of the run come back, hidden ones do not, and what was begun is still there")
    func history() async throws {
        let typist = Typist([
            "one\r", "secret\r", "two\r", "two\r", "begun\u{1B}[A\u{1B}[A\u{1B}[A!\u{1B}[B\u{1B}[B?\r",
            "\u{10}\u{10}\u{10}\r",
        ])
        let terminal = typist.terminal(.edited(typist.source))
        #expect(try await terminal.ask(.text("1")) == "one")
        #expect(try await terminal.ask(.text("2", isHidden: true)) == "secret")
        #expect(try await terminal.ask(.text("3")) == "two")
        #expect(try await terminal.ask(.text("4")) == "two")
        #expect(try await terminal.ask(.text("5")) == "begun?")
        #expect(try await terminal.ask(.text("6")) == "one")
    }

    @Test("what is typed ahead answers the next questions")
    func typedAhead() async throws {
        let typist = Typist(["one\rtwo\rthr", "ee\r"])
        let terminal = typist.terminal(.edited(typist.source))
        for answer in ["one", "two", "three"] { #expect(try await terminal.ask(.text("?")) == answer) }
    }

    @Test("a hidden line shows nothing of what is typed, and keys are read one by one for its length")
    func hiddenKeys() async throws {
        let typist = Typist(["sexcret\u{1B}[D\u{1B}[D\u{1B}[D\u{1B}[D\u{7F}\r"])
        let terminal = typist.terminal(.edited(typist.source))
        #expect(try await terminal.ask(.text("Key", isHidden: true)) == "secret")
        #expect(typist.shown.withLock { $0 } == "Key: \n")
        #expect(typist.modes.withLock { $0 } == [.keys, .lines])
    }

    @Test("Ctrl-C and the end of the input abort with the modes set back", arguments: ["ab\u{3}", "\u{4}", ""])
    func aborted(keys: String) async {
        let typist = Typist([keys])
        let terminal = typist.terminal(.edited(typist.source))
        await #expect(throws: PromptAborted(endsLine: true)) { try await terminal.ask(.text("?")) }
        #expect(typist.modes.withLock { $0.last } == .lines)
    }

    @Test("the line is drawn where it stands, over several rows and with wide characters")
    func drawing() async throws {
        for keys in [
            "abcdefghij漢字漢字漢字klm\u{1}\u{6}\u{6}x\u{5}!\u{2}\u{2}\u{B}", "abcdef\u{2}\u{2}é", "abcdefg\u{1}\u{15}",
            "abcdefghijklmnopqrstuvwxyz\u{15}01234567", "1234\u{1B}[D漢\u{1}漢\u{1}漢\u{5}\u{7F}",
        ] {
            let typist = Typist([keys + "\r"])
            let answer = try await typist.terminal(.edited(typist.source), width: 12).ask(.text("Name", default: ""))
            var screen = ScreenModel(width: 12)
            screen.write(typist.shown.withLock { $0 })
            var expected = ScreenModel(width: 12)
            expected.write("Name []: \(answer)\r\n")
            #expect(screen.rows == expected.rows, "\(keys)")
        }
    }
}

/// A screen as a terminal has it, for what the editor writes.
private struct ScreenModel {
    let width: Int
    private var cells: [[Character?]] = [[]]
    // Not at the top, where a cursor that goes too far up would be stopped.
    private var row = 5
    private var column = 0

    init(width: Int) {
        self.width = width
    }

    /// The rows as text, without what is empty at their ends.
    var rows: [String] {
        var rows = cells.map { row in
            let text = String(row.map { $0 ?? " " })
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
        while rows.last == "" { rows.removeLast() }
        return rows
    }

    mutating func write(_ text: String) {
        var characters = Array(text)[...]
        while let character = characters.popFirst() {
            switch character {
            case "\n", "\r\n":
                row += 1
                column = 0
            case "\r": column = 0
            case "\u{1B}":
                characters.removeFirst()
                let digits = characters.prefix { $0.isNumber }
                characters.removeFirst(digits.count)
                move(Int(String(digits)) ?? 1, characters.removeFirst())
            default: put(character)
            }
        }
    }

    private mutating func move(_ count: Int, _ direction: Character) {
        switch direction {
        case "A": row = max(0, row - count)
        case "B": row += count
        case "C": column = min(width - 1, column + count)
        default:
            fill()
            cells[row].removeLast(max(0, cells[row].count - column))
            cells.removeLast(cells.count - row - 1)
        }
    }

    private mutating func put(_ character: Character) {
        let count = DisplayWidth.of(character)
        if column + count > width {
            row += 1
            column = 0
        }
        fill()
        while cells[row].count < column + count { cells[row].append(nil) }
        cells[row][column] = character
        if count == 2 { cells[row][column + 1] = "_" }
        column += count
    }

    private mutating func fill() {
        while cells.count <= row { cells.append([]) }
        while cells[row].count < column { cells[row].append(nil) }
    }
}
