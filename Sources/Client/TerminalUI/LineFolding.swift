/// Breaking text into lines of a width, at spaces where it can.
package enum LineFolding {
    /// The lines of `text`, none wider than `width` cells.
    ///
    /// The spaces before a break stay at the end of their line, except those past the width. A word wider than a line
    /// starts on a line of its own and is cut every `width` cells. Newlines in the text always break.
    package static func fold(_ text: some StringProtocol, width: Int) -> [Substring] {
        lines(of: text).flatMap { line -> [Substring] in
            if width < 1 { return [line] }
            return pieces(of: line, width: width).map { withoutExcessSpace($0, width: width) }
        }
    }

    /// The lines of `text` as its newlines make them; one empty line for an empty text.
    package static func lines(of text: some StringProtocol) -> [Substring] {
        Substring(text).split(separator: "\n", omittingEmptySubsequences: false)
    }

    private static func pieces(of line: Substring, width: Int) -> [Substring] {
        var breaks: [String.Index] = []
        var column = 0
        for word in words(of: line) {
            let length = DisplayWidth.of(trimmed(word))
            if length <= width - column {
                column += DisplayWidth.of(word)
            } else if length > width {
                var rest = word
                var piece = word[word.startIndex..<word.startIndex]
                while !rest.isEmpty {
                    if rest.startIndex > line.startIndex { breaks.append(rest.startIndex) }
                    piece = cut(rest, width: width)
                    rest = rest[piece.endIndex...]
                }
                column = DisplayWidth.of(piece)
            } else {
                if column > 0 { breaks.append(word.startIndex) }
                column = DisplayWidth.of(word)
            }
        }
        var lines: [Substring] = []
        var start = line.startIndex
        for position in breaks {
            lines.append(line[start..<position])
            start = position
        }
        lines.append(line[start...])
        return lines
    }

    /// The words of `line`, each with the spaces after it, the first also with those before it.
    private static func words(of line: Substring) -> [Substring] {
        var words: [Substring] = []
        var start = line.startIndex
        var index = line.startIndex
        var hasText = false
        while index < line.endIndex {
            let isSpace = line[index].isWhitespace
            if !isSpace, hasText, index > start, line[line.index(before: index)].isWhitespace {
                words.append(line[start..<index])
                start = index
            }
            if !isSpace { hasText = true }
            index = line.index(after: index)
        }
        if hasText { words.append(line[start...]) }
        return words
    }

    /// At least one character, so that a character wider than the line does not stand in the way of the rest.
    private static func cut(_ text: Substring, width: Int) -> Substring {
        let piece = DisplayWidth.prefix(of: text, width: width)
        return piece.isEmpty ? text.prefix(1) : piece
    }

    private static func withoutExcessSpace(_ line: Substring, width: Int) -> Substring {
        var line = line
        var excess = DisplayWidth.of(line) - width
        while excess > 0, let last = line.last, last.isWhitespace {
            line.removeLast()
            excess -= DisplayWidth.of(last)
        }
        return line
    }

    /// `text` without the spaces at its end.
    package static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
