/// A part of a message that stands out: something quoted, a number, or a UUID.
struct TextMark {
    enum Kind {
        /// Quotes included.
        case quoted
        case number
        /// A UUID.
        case identifier
    }

    let range: Range<String.Index>
    let kind: Kind

    /// The marks of `text`, in their order; none overlaps another.
    static func marks(of text: String) -> [TextMark] {
        var marks: [TextMark] = []
        var index = text.startIndex
        var previous: Character?
        while index < text.endIndex {
            if let mark = mark(at: index, after: previous, in: text) {
                marks.append(mark)
                index = mark.range.upperBound
            } else {
                index = text.index(after: index)
            }
            previous = text[text.index(before: index)]
        }
        return marks
    }

    private static func mark(at index: String.Index, after previous: Character?, in text: String) -> TextMark? {
        if let end = endOfQuoted(at: index, after: previous, in: text) {
            return TextMark(range: index..<end, kind: .quoted)
        }
        if previous.map(isOfWord) == true { return nil }
        if let end = endOfIdentifier(at: index, in: text) { return TextMark(range: index..<end, kind: .identifier) }
        return endOfNumber(at: index, in: text).map { TextMark(range: index..<$0, kind: .number) }
    }

    /// An apostrophe inside a word opens nothing.
    private static func endOfQuoted(
        at index: String.Index,
        after previous: Character?,
        in text: String
    ) -> String.Index? {
        let character = text[index]
        guard character == "'" || character == "\"", previous.map({ !isOfWord($0) && $0 != "\\" }) ?? true,
            let close = text[text.index(after: index)...].firstIndex(where: { $0 == character || $0 == "\n" }),
            text[close] == character
        else { return nil }
        return text.index(after: close)
    }

    private static func endOfIdentifier(at index: String.Index, in text: String) -> String.Index? {
        guard let end = text.index(index, offsetBy: 36, limitedBy: text.endIndex) else { return nil }
        let groups = text[index..<end].split(separator: "-", omittingEmptySubsequences: false)
        guard groups.map(\.count) == [8, 4, 4, 4, 12],
            groups.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isHexDigit } })
        else { return nil }
        return end
    }

    /// A number that ends where a word or what is between words does.
    private static func endOfNumber(at index: String.Index, in text: String) -> String.Index? {
        let isDigit = { (character: Character) in character.isASCII && character.isNumber }
        var start = index
        if text[index] == "-" { start = text.index(after: index) }
        let digits = text[start...].prefix(while: isDigit)
        guard !digits.isEmpty else { return nil }
        if digits.endIndex < text.endIndex, text[digits.endIndex] == "." {
            let end = text[text.index(after: digits.endIndex)...].prefix(while: isDigit).endIndex
            if isBoundary(end, of: text) { return end }
        }
        return isBoundary(digits.endIndex, of: text) ? digits.endIndex : nil
    }

    private static func isBoundary(_ index: String.Index, of text: String) -> Bool {
        let before = isOfWord(text[text.index(before: index)])
        return before != (index < text.endIndex && isOfWord(text[index]))
    }

    private static func isOfWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}
