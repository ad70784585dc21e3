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
        var text = ""
        var spinners: [String] = []
        for event in events {
            switch event {
            case .output(let written), .error(let written): text += written
            case .spinner(let message):
                spinners.append(Self.lines(Self.renamed(message, home)).joined(separator: " "))
            case .spinnerEnded: break
            }
        }
        self.init(lines: Self.lines(Self.renamed(text, home)), spinners: spinners, status: status)
    }

    private static func renamed(_ text: String, _ home: (sandbox: String, page: String)?) -> String {
        guard let home, !home.sandbox.isEmpty else { return text }
        return text.replacing(home.sandbox, with: home.page)
    }

    /// The lines of a text, colours and trailing blanks gone; a carriage return goes back to the line's start.
    private static func lines(_ text: String) -> [String] {
        var lines = withoutControlSequences(text).split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
            .map { line in
                let shown = line.split(separator: "\r").last ?? ""
                return String(shown.withoutTrailingBlanks)
            }
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// `text` without the escape sequences of ECMA-48.
    static func withoutControlSequences(_ text: String) -> String {
        guard text.utf8.contains(0x1B) else { return text }
        var result: [UInt8] = []
        var bytes = Array(text.utf8)[...]
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
        return String(decoding: result, as: UTF8.self)
    }
}
