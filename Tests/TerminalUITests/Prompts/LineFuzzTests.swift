import Synchronization
import TerminalUI
import TestSupport
import Testing

/// Anything at all from a keyboard: no crash, and nothing that steers the terminal in an answer.
@Suite("Answers of anything")
struct LineFuzzTests {
    /// How many lines are typed.
    private static let count = RandomInputs.count(orElse: 2_000)

    private static let keys: [[UInt8]] = [
        "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", "\u{1B}[3~", "\u{1B}[1;5D", "\u{1B}b", "\u{1B}f",
        "\u{1B}\u{7F}",
        "\u{1}", "\u{5}", "\u{B}", "\u{15}", "\u{17}", "\u{7F}", "word ", "漢字", "👩‍🚀", "e\u{301}", "\u{200D}", "\u{1B}[",
        "\u{9B}", "🇩🇪",
    ].map { Array($0.utf8) }

    @Test("lines of random keys and bytes end with an answer that holds no control character")
    func anything() async throws {
        var random = SplitMix(seed: 11)
        var chunks: [[UInt8]] = []
        for _ in 0..<Self.count {
            var line: [UInt8] = []
            for _ in 0..<Int.random(in: 0...30, using: &random) {
                if Int.random(in: 0..<4, using: &random) == 0 {
                    let byte = UInt8.random(in: 0...255, using: &random)
                    // These end a line, or the process.
                    if ![0x03, 0x04, 0x0A, 0x0D, 0x1A].contains(byte) { line.append(byte) }
                } else {
                    line += Self.keys[Int.random(in: 0..<Self.keys.count, using: &random)]
                }
            }
            // A sequence that is still open takes what ends one.
            chunks.append(line + Array("~~".utf8) + [0x0D])
        }
        let rest = Mutex(chunks)
        let source = ByteSource(read: { rest.withLock { $0.isEmpty ? [] : $0.removeFirst() } })
        let terminal = Terminal(width: 20, isInteractive: true, usesColour: false, input: .edited(source)) { _ in }
        for _ in 0..<Self.count {
            let answer = try await terminal.ask(.text("Name", default: ""))
            #expect(answer.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
        }
    }
}
