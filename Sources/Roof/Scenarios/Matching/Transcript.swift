package import TerminalUI

/// What a command showed, ready to be compared: lines in the order in which they were written, whatever stream they
/// went to, without colours.
package struct Transcript: Sendable, Equatable {
    package let lines: [String]
    /// The messages of the spinners that were shown.
    package let spinners: [String]
    /// The exit status.
    package let status: Int32

    package init(lines: [String], spinners: [String] = [], status: Int32 = 0) {
        self.lines = lines
        self.spinners = spinners
        self.status = status
    }

    /// - Parameters:
    ///   - home: the sandbox's home directory and what it reads as on the page.
    package init(events: [TerminalEvent], status: Int32, home: (sandbox: String, page: String)? = nil) {
        var text: [UInt8] = []
        var spinners: [String] = []
        for event in events {
            switch event {
            case .output(let written), .error(let written): text += written.utf8
            case .spinner(let message):
                spinners.append(Self.lines(Array(message.utf8), home).joined(separator: " "))
            case .spinnerEnded: break
            }
        }
        self.init(lines: Self.lines(text, home), spinners: spinners + Self.drawnSpinners(text, home), status: status)
    }

    /// The messages of spinners that a program drew on a terminal: it goes back to the line's start to turn the glyph.
    private static func drawnSpinners(_ text: [UInt8], _ home: (sandbox: String, page: String)?) -> [String] {
        let carriageReturn = UInt8(ascii: "\r")
        guard text.contains(carriageReturn) else { return [] }
        let drawn = text.split { $0 == carriageReturn || $0 == UInt8(ascii: "\n") }.flatMap { lines(Array($0), home) }
        return drawn.compactMap { ExpectedLine.spinnerMessage($0[...]).map(String.init) }
    }

    /// The lines of a text, colours and trailing blanks gone; a carriage return goes back to the line's start.
    private static func lines(_ text: [UInt8], _ home: (sandbox: String, page: String)?) -> [String] {
        var text = text
        if let home {
            text = ByteSearch(Array(home.sandbox.utf8)).replacing(in: text, with: Array(home.page.utf8))
        }
        text = withoutControlSequences(text)
        var lines: [String] = []
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
            lines.append(shown(text[start..<end]))
            start = end + 1
        }
        // A last line of blanks alone, with no end, is none.
        if text.last != UInt8(ascii: "\n"), lines.last == "" { lines.removeLast() }
        return lines
    }

    /// What is to be seen of a line.
    private static func shown(_ line: ArraySlice<UInt8>) -> String {
        let carriageReturn = UInt8(ascii: "\r")
        var line = line
        while line.last == carriageReturn { line.removeLast() }
        if let last = line.lastIndex(of: carriageReturn) { line = line[(last + 1)...] }
        while let last = line.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
    }

    /// `text` without the escape sequences of ECMA-48.
    static func withoutControlSequences(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(0x1B) else { return text }
        var result: [UInt8] = []
        var bytes = text[...]
        while let byte = bytes.popFirst() {
            guard byte == 0x1B else {
                result.append(byte)
                continue
            }
            switch bytes.popFirst() {
            case UInt8(ascii: "["):
                while let next = bytes.popFirst(), !(0x40...0x7E).contains(next) {}
            case UInt8(ascii: "]"):
                while let next = bytes.popFirst(), next != 0x07 {
                    if next == 0x1B, bytes.first == UInt8(ascii: "\\") {
                        bytes.removeFirst()
                        break
                    }
                }
            default: break
            }
        }
        return result
    }
}
