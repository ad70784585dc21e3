import Foundation

/// A fenced block of a Markdown page.
struct FencedBlock: Equatable {
    /// The words after the fence.
    let information: [String]
    /// The line of the opening fence, counted from 1.
    let line: Int
    /// The lines between the fences, without the fence's indentation.
    let lines: [String]
    /// What stands before the fence: a block in a list is indented.
    let indentation: String

    /// The opening fence's line as it stands on the page.
    let opening: String

    /// The file's line in which `lines[index]` stands.
    func line(of index: Int) -> Int { line + 1 + index }

    /// Where a word of the opening fence's line begins, counted from 1.
    func column(of word: String) -> Int {
        guard let range = opening.range(of: word) else { return indentation.count + 1 }
        return opening.distance(from: opening.startIndex, to: range.lowerBound) + 1
    }

    /// A page taken apart: its front matter, where it has one, and its fenced blocks.
    struct Page: Equatable {
        var frontMatter: (text: String, firstLine: Int)?
        var blocks: [FencedBlock] = []

        static func == (left: Page, right: Page) -> Bool {
            left.frontMatter?.text == right.frontMatter?.text && left.blocks == right.blocks
        }
    }

    /// The lines of a page, line ends gone, and the mark with which some editors begin a file.
    static func lines(of text: String) -> [String] {
        let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// Takes `text` apart. A block that is never closed is an error.
    static func parse(_ text: String, file: String) throws(PageError) -> Page {
        let lines = lines(of: text)
        var page = Page()
        var index = 0
        if lines.first.map(isFrontMatterMark) == true {
            guard let end = lines.dropFirst().firstIndex(where: isFrontMatterMark) else {
                throw PageError(file: file, line: 1, reason: "the front matter has no `---` at its end")
            }
            page.frontMatter = (lines[1..<end].joined(separator: "\n"), 2)
            index = end + 1
        }
        while index < lines.count {
            guard let fence = Fence(lines[index]) else {
                index += 1
                continue
            }
            let start = index + 1
            guard let end = lines[start...].firstIndex(where: fence.isClosed) else {
                throw PageError(file: file, line: start, column: fence.indentation.count + 1, reason: fence.notClosed)
            }
            page.blocks.append(
                FencedBlock(
                    information: fence.information,
                    line: start,
                    lines: lines[start..<end].map(fence.withoutIndentation),
                    indentation: fence.indentation,
                    opening: lines[index]
                )
            )
            index = end + 1
        }
        return page
    }

    private static func isFrontMatterMark(_ line: String) -> Bool {
        line.hasPrefix("---") && line.dropFirst(3).allSatisfy { $0 == " " || $0 == "\t" }
    }
}

/// An opening fence: three or more backticks or tildes.
private struct Fence {
    let indentation: String
    let mark: Character
    let length: Int
    let information: [String]

    init?(_ line: String) {
        let content = line.drop { $0 == " " || $0 == "\t" }
        guard let mark = content.first, mark == "`" || mark == "~" else { return nil }
        let rest = content.drop { $0 == mark }
        let length = content.count - rest.count
        if length < 3 || (mark == "`" && rest.contains("`")) { return nil }
        indentation = String(line[..<content.startIndex])
        self.mark = mark
        self.length = length
        information = rest.split { $0 == " " || $0 == "\t" }.map(String.init)
    }

    var notClosed: String {
        let closing = String(repeating: mark, count: length)
        return "the block that starts here is not closed; close it with \(closing) on a line of its own"
    }

    func isClosed(by line: String) -> Bool {
        let content = line.drop { $0 == " " || $0 == "\t" }
        let rest = content.drop { $0 == mark }
        return content.count - rest.count >= length && rest.allSatisfy { $0 == " " || $0 == "\t" }
    }

    func withoutIndentation(_ line: String) -> String {
        var text = Substring(line)
        for _ in indentation {
            guard let first = text.first, first == " " || first == "\t" else { break }
            text.removeFirst()
        }
        return String(text)
    }
}
