/// The colours of the client's terminal output, as select-graphic-rendition sequences.
enum TextStyle {
    static let heading = "1"
    static let title = "3"
    static let caption = "2;3"
    static let declaration = Message(plain: "2;36", quoted: "2;32")
    static let warning = Message(plain: "33", quoted: "32")
    static let spinnerGlyph = "32"

    /// The codes of a message and of the quoted strings in it.
    struct Message {
        let plain: String
        let quoted: String
    }

    static func apply(_ code: String, to text: some StringProtocol) -> String {
        text.isEmpty ? "" : "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    /// The lines of one text with their colours; quoted strings may run over a line's end.
    static func apply(_ message: Message, to lines: [Substring], of text: String) -> [String] {
        let quotes = quotedRanges(of: text)
        return lines.map { line in
            var result = ""
            var index = line.startIndex
            for quote in quotes where quote.lowerBound < line.endIndex && quote.upperBound > line.startIndex {
                let start = max(quote.lowerBound, index)
                let end = min(quote.upperBound, line.endIndex)
                result += apply(message.plain, to: line[index..<start]) + apply(message.quoted, to: line[start..<end])
                index = end
            }
            return result + apply(message.plain, to: line[index...])
        }
    }

    /// What stands in quotes, quotes included; an apostrophe inside a word opens none.
    private static func quotedRanges(of text: String) -> [Range<String.Index>] {
        var ranges: [Range<String.Index>] = []
        var previous: Character?
        var index = text.startIndex
        while index < text.endIndex {
            let character = text[index]
            let next = text.index(after: index)
            if character == "'" || character == "\"",
                previous.map({ !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "\\" }) ?? true,
                let close = text[next...].firstIndex(where: { $0 == character || $0 == "\n" }), text[close] == character
            {
                let end = text.index(after: close)
                ranges.append(index..<end)
                previous = character
                index = end
            } else {
                previous = character
                index = next
            }
        }
        return ranges
    }
}
