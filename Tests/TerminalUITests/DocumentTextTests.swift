import Synchronization
import TerminalUI
import Testing

@Suite("Documents")
struct DocumentTextTests {
    private static let document = DocumentText([
        .title("A title"),
        .paragraph(DocumentPhrase("Name", .strong) + ": one two three four"),
        .list(["short", "an item that is folded"]),
        .heading("Next"),
        .rule,
    ])

    @Test("are folded, centred and filled up to the width, with lists hanging beside their bullets")
    func shape() {
        #expect(
            Self.document.lines(width: 16) == [
                "    A title     ",
                "                ",
                "Name: one two   ",
                "three four      ",
                "                ",
                " • short        ",
                " • an item that ",
                "   is folded    ",
                "                ",
                "Next            ",
                "                ",
                "----------------",
                "                ",
            ]
        )
    }

    @Test("are never wider than 80 cells, and fit any width")
    func width() {
        #expect(Self.document.lines(width: 300).allSatisfy { $0.count == 80 })
        for width in 1...6 { #expect(!Self.document.lines(width: width).isEmpty) }
        #expect(DocumentText([]).lines(width: 80).isEmpty)
    }

    @Test("what stands out is coloured, also where it is folded")
    func colours() {
        let lines = DocumentText([.paragraph(DocumentPhrase("a b", .strong) + " c")]).lines(width: 2, usesColour: true)
        #expect(lines == ["\u{1B}[1ma \u{1B}[0m", "\u{1B}[1mb\u{1B}[0m ", "c "])
        #expect(DocumentText([.title("x")]).lines(width: 3, usesColour: true) == [" \u{1B}[1;4mx\u{1B}[0m "])
    }

    @Test("steer no terminal")
    func control() {
        let shown = Mutex("")
        let terminal = Terminal(width: 40, isInteractive: false, usesColour: false) { event in
            if case .output(let text) = event { shown.withLock { $0 += text } }
        }
        terminal.document(DocumentText([.title("a\u{1B}[2J"), .list([DocumentPhrase("\u{7}")])]))
        #expect(!shown.withLock { $0 }.contains { $0 == "\u{1B}" || $0 == "\u{7}" })
    }
}
