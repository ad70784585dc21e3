/// The colours of the client's terminal output, as select-graphic-rendition sequences.
enum TextStyle {
    static let heading = "1"
    static let title = "3"
    static let caption = "2;3"
    static let declaration = Message(plain: "2;36", marks: [.quoted: "2;32", .number: "1;2;36", .identifier: "2;93"])
    static let warning = Message(plain: "33", marks: [.quoted: "32", .number: "1;36", .identifier: "93"])
    static let spinnerGlyph = "32"
    static let choices = "1;35"
    static let refusal = "31"
    static let documentTitle = "1;4"
    static let documentHeading = "4;35"
    static let documentStrong = "1"
    static let documentEmphasis = "3"
    static let documentCode = "1;36;40"
    static let documentBullet = "1"
    static let documentRule = "2"

    /// The codes of a message and of what stands out in it.
    struct Message {
        let plain: String
        let marks: [TextMark.Kind: String]
    }

    static func apply(_ code: String, to text: some StringProtocol) -> String {
        text.isEmpty ? "" : "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    /// The lines of one text with their colours; what stands out may run over a line's end.
    static func apply(_ message: Message, to lines: [Substring], of text: String) -> [String] {
        let marks = TextMark.marks(of: text)
        return lines.map { line in
            var result = ""
            var index = line.startIndex
            for mark in marks where mark.range.lowerBound < line.endIndex && mark.range.upperBound > line.startIndex {
                let start = max(mark.range.lowerBound, index)
                let end = min(mark.range.upperBound, line.endIndex)
                result += apply(message.plain, to: line[index..<start])
                result += apply(message.marks[mark.kind] ?? message.plain, to: line[start..<end])
                index = end
            }
            return result + apply(message.plain, to: line[index...])
        }
    }
}
