import TerminalUI
import TestSupport
import Testing

/// Tables of anything: none crashes, and none is broken.
@Suite("Tables of anything")
struct TableFuzzTests {
    /// How many tables are drawn, and texts folded.
    private static let count = RandomInputs.count(orElse: 500)

    @Test("every line is as wide as the borders, and nothing in a cell steers the terminal")
    func anything() {
        var random = SplitMix(seed: 20_240_729)
        for number in 0..<Self.count {
            let columns = (0..<Int.random(in: 0...7, using: &random)).map { _ in
                Table.Column(
                    Self.text(&random),
                    alignment: Bool.random(using: &random) ? .left : .center,
                    neverWraps: Bool.random(using: &random)
                )
            }
            let rows = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                (0..<Int.random(in: 0...8, using: &random)).map { _ in Self.text(&random) }
            }
            let width = [0, 1, 2, 5, 12, 40, 80, 200, 1_000][Int.random(in: 0..<9, using: &random)]
            let table = Table(
                title: Bool.random(using: &random) ? Self.text(&random) : nil,
                caption: Bool.random(using: &random) ? Self.text(&random) : nil,
                columns: columns,
                rows: rows
            )
            let lines = table.lines(width: width)
            let widths = Set(lines.map { DisplayWidth.of($0) })
            #expect(widths.count == (columns.isEmpty ? 0 : 1), "table \(number)")
            let controls = lines.joined().unicodeScalars.contains { $0.properties.generalCategory == .control }
            #expect(!controls, "table \(number)")
            // The lines within borders are as many as the rules and rows ask for.
            #expect(lines.count { $0.hasPrefix("┏") } == (columns.isEmpty ? 0 : 1), "table \(number)")
            if number.isMultiple(of: 8) { _ = table.lines(width: width, usesColour: true) }
        }
    }

    @Test("text of anything is folded to the width and loses nothing but blanks")
    func folding() {
        var random = SplitMix(seed: 7)
        for number in 0..<Self.count {
            let text = Self.text(&random)
            let width = Int.random(in: 2...30, using: &random)
            let folded = LineFolding.fold(text, width: width)
            let kept = { (text: Substring) in text.filter { !$0.isWhitespace }.unicodeScalars.map(\.value) }
            #expect(folded.flatMap(kept) == kept(text[...]), "text \(number)")
            #expect(folded.allSatisfy { DisplayWidth.of($0) <= width }, "text \(number)")
        }
    }

    private static let pieces: [String] = [
        " ", "  ", "\n", "\t", "\r", "\r\n", "\0", "\u{1B}[2J", "\u{9B}", "\u{7F}", "a", "word", "a-long-word-in-a-row",
        "漢字", "한글", "🐳", "👩‍🚀", "🇩🇪", "❤\u{FE0F}", "\u{FE0F}", "e\u{301}", "\u{301}", "\u{200B}", "\u{200D}",
        "\u{202E}", "\u{2028}", "\u{2029}", "\u{AD}", "\u{FEFF}", "\u{FFFF}", "\u{10FFFF}", "\u{E0001}", "┃", "…",
        "━┯┓", "[bold]", "\u{1100}\u{1161}", "\u{0600}", "é", "'", "\"", "12.5", "us-east-1",
    ]

    private static func text(_ random: inout SplitMix) -> String {
        (0..<Int.random(in: 0...9, using: &random)).map { _ in
            if Int.random(in: 0..<8, using: &random) > 0 {
                return pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }
            return UnicodeScalar(UInt32.random(in: 0...0x10FFFF, using: &random)).map { String($0) } ?? ""
        }.joined()
    }
}

/// Numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
