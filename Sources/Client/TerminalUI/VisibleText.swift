/// Text as it may go to a terminal: what would steer the terminal, or show the text in another order than it stands, is
/// spelt out.
///
/// Messages of servers, names and files are shown as they come, and nobody knows what is in them.
package enum VisibleText {
    /// `text` as one line, its newlines spelt out as well: where each line says something of its own, a text that came
    /// from elsewhere must not add one.
    package static func line(_ text: String) -> String { of(text).replacing("\n", with: "\\u000a") }

    /// `text` with every control character but the newline and the tab, and every character that overrides the direction
    /// of writing or ends a line, as JSON escapes it, such as `\u001b`: so that what is JSON stays the same JSON.
    package static func of(_ text: String) -> String {
        // ASCII without control characters is nearly all there is.
        guard text.utf8.contains(where: mayBeHidden), text.unicodeScalars.contains(where: isHidden) else { return text }
        var visible = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isHidden(scalar) {
                let digits = String(scalar.value, radix: 16)
                visible += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars
            } else {
                visible.append(scalar)
            }
        }
        return String(visible)
    }

    /// Whether a byte of UTF-8 is a control character, or begins one of the others: U+0080 to U+00BF begin with C2,
    /// U+2000 to U+2FFF with E2.
    private static func mayBeHidden(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != 0x0A && byte != 0x09 || byte == 0x7F || byte == 0xC2 || byte == 0xE2
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0x00...0x1F, 0x7F...0x9F: true
        // The separators of lines and paragraphs, at which some terminals begin a new line.
        case 0x2028, 0x2029: true
        // Embeddings, overrides and isolates of bidirectional text.
        case 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
