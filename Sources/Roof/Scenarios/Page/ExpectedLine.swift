/// A line of expected output.
package struct ExpectedLine: Sendable, Equatable {
    package enum Content: Sendable, Equatable {
        /// Text, in which `[..]` stands for any run of characters.
        case text(LinePattern)
        /// `...`: any lines, or none.
        case anyLines
        /// A spinner's message that must have been shown.
        case spinner(LinePattern)
        /// A prompt, and what is typed at it.
        case prompt(LinePattern, typed: String)
    }

    package let content: Content
    /// The line without the block's indentation, the matrix's values in their places.
    package let source: String
    /// The line as it stands on the page, where that is something else.
    package let written: String?
    /// The page's line, counted from 1.
    package let line: Int

    package init(_ source: String, line: Int, written: String? = nil) {
        self.source = source
        self.written = written == source ? nil : written
        self.line = line
        let text = source.withoutTrailingBlanks
        if text == "..." {
            content = .anyLines
        } else if let message = Self.spinnerMessage(text) {
            content = .spinner(LinePattern(message))
        } else if text.hasSuffix("»"), let quote = text.lastIndex(of: "«") {
            let typed = text[text.index(after: quote)...].dropLast()
            content = .prompt(LinePattern(Self.unescaped(text[..<quote])), typed: String(typed))
        } else {
            content = .text(LinePattern(Self.unescaped(text)))
        }
    }

    /// The line up to what is typed at it.
    var sourceBeforeAnswer: String {
        guard case .prompt = content, let quote = source.lastIndex(of: "«") else { return source }
        return String(source[..<quote])
    }

    var isSpinner: Bool {
        if case .spinner = content { true } else { false }
    }

    /// `text` as a line of a page that stands for it and nothing else.
    static func escaped(_ text: String) -> String {
        if text == "..." || text.hasPrefix("$ ") || text == "$" { return "\\" + text }
        return text.replacing("[..]", with: "\\[..]")
    }

    private static func unescaped(_ text: Substring) -> Substring {
        text == "\\..." || text.hasPrefix("\\$ ") || text == "\\$" ? text.dropFirst() : text
    }

    /// What follows a braille glyph and a space.
    static func spinnerMessage(_ text: Substring) -> Substring? {
        guard let first = text.unicodeScalars.first, (0x2800...0x28FF).contains(first.value),
            text.dropFirst().first == " "
        else { return nil }
        return text.dropFirst(2)
    }
}

extension StringProtocol {
    /// The text without the spaces and tabs at its end.
    var withoutTrailingBlanks: SubSequence {
        guard let last = lastIndex(where: { $0 != " " && $0 != "\t" }) else { return self[startIndex..<startIndex] }
        return self[...last]
    }
}
