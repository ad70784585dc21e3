/// A text with headings, lists and rules, shown as rich shows Markdown: folded, and filled up with blanks to its width.
package struct DocumentText: Sendable, Equatable {
    package enum Block: Sendable, Equatable {
        /// What the whole is about: in the middle of its line.
        case title(String)
        case heading(String)
        case paragraph(DocumentPhrase)
        case list([DocumentPhrase])
        /// The end of the text, or of a part of it.
        case rule
    }

    /// What no line is wider than, however wide the terminal is.
    private static let limit = 80
    private static let bullet = " • "

    package var blocks: [Block]

    package init(_ blocks: [Block]) {
        self.blocks = blocks
    }

    /// The lines on a terminal of `width` cells, without newlines. Between blocks is an empty one, and one after a rule.
    package func lines(width: Int, usesColour: Bool = false) -> [String] {
        let page = Page(width: max(1, min(width, Self.limit)), usesColour: usesColour)
        var lines: [String] = []
        for (index, block) in blocks.enumerated() {
            // A rule leaves an empty line behind it by itself.
            if index > 0, blocks[index - 1] != .rule { lines.append(page.emptyLine) }
            switch block {
            case .title(let text): lines += page.folded(DocumentPhrase(text, .title), isCentred: true)
            case .heading(let text): lines += page.folded(DocumentPhrase(text, .heading))
            case .paragraph(let phrase): lines += page.folded(phrase)
            case .list(let items): lines += items.flatMap { page.item($0, bullet: Self.bullet) }
            case .rule: lines += [page.rule, page.emptyLine]
            }
        }
        return lines
    }

    /// This text with every piece of it changed by `change`.
    func rewritten(_ change: (String) -> String) -> DocumentText {
        DocumentText(
            blocks.map { block in
                switch block {
                case .title(let text): .title(change(text))
                case .heading(let text): .heading(change(text))
                case .paragraph(let phrase): .paragraph(phrase.rewritten(change))
                case .list(let items): .list(items.map { $0.rewritten(change) })
                case .rule: .rule
                }
            }
        )
    }
}

/// Lines of one width.
private struct Page {
    let width: Int
    let usesColour: Bool

    var emptyLine: String { String(repeating: " ", count: width) }

    var rule: String { styled(String(repeating: "-", count: width), TextStyle.documentRule) }

    func folded(_ phrase: DocumentPhrase, isCentred: Bool = false) -> [String] {
        let text = phrase.plain
        return LineFolding.fold(text, width: width).map { line in
            let line = isCentred ? LineFolding.trimmed(line) : line
            let space = max(0, width - DisplayWidth.of(line))
            let left = isCentred ? space / 2 : 0
            let shown = usesColour ? phrase.coloured(line, of: text) : String(line)
            return String(repeating: " ", count: left) + shown + String(repeating: " ", count: space - left)
        }
    }

    /// A bullet, and the lines of the item beside it.
    func item(_ phrase: DocumentPhrase, bullet: String) -> [String] {
        let indent = DisplayWidth.of(bullet)
        let lines = Page(width: max(1, width - indent), usesColour: usesColour).folded(phrase)
        return lines.enumerated().map { index, line in
            (index == 0 ? styled(bullet, TextStyle.documentBullet) : String(repeating: " ", count: indent)) + line
        }
    }

    private func styled(_ text: String, _ code: String) -> String {
        usesColour ? TextStyle.apply(code, to: text) : text
    }
}

extension Terminal {
    /// Shows a document, folded at the width and no wider than 80 cells.
    package func document(_ document: DocumentText) {
        let lines = document.rewritten(shown).lines(width: width, usesColour: usesColour)
        if !lines.isEmpty { show(lines.joined(separator: "\n") + "\n") }
    }
}
