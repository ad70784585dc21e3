/// What a report shows of long lines and long outputs; what it leaves out, it says.
enum Excerpt {
    /// How many characters of a line are shown.
    static let width = 400
    /// How many lines of an output are shown that is not compared.
    static let height = 20
    /// How many characters before the one that matters are shown, where a line is cut at its start.
    private static let lead = 60

    /// `text` as far as it is shown.
    static func line(_ text: String) -> String { line(text, from: 0) }

    /// `text` as far as it is shown, `position` being among it.
    ///
    /// - Parameter position: a number of Unicode scalars.
    static func line(_ text: String, around position: Int) -> String {
        line(text, from: start(around: position))
    }

    /// How many scalars of a line are left out at its start, so that the one at `position` is seen.
    static func start(around position: Int) -> Int { position < width / 2 ? 0 : position - lead }

    /// What stands in place of `count` scalars at a line's start.
    static func omission(_ count: Int) -> String { count == 0 ? "" : "(\(count) more characters) …" }

    /// The last lines of an output.
    static func end(of lines: [String]) -> [String] {
        let shown = lines.suffix(height).map { line($0) }
        return lines.count > height ? [omittedLines(lines.count - height)] + shown : shown
    }

    /// The first lines of an output.
    static func beginning(of lines: [String], count: Int = height) -> [String] {
        let shown = lines.prefix(count).map { line($0) }
        return lines.count > count ? shown + [omittedLines(lines.count - count)] : shown
    }

    private static func omittedLines(_ count: Int) -> String { "⋮ (\(count) more lines)" }

    private static func line(_ text: String, from start: Int) -> String {
        let scalars = text.unicodeScalars
        // A byte for each scalar at least.
        guard start > 0 || text.utf8.count > width else { return text }
        let first = scalars.index(scalars.startIndex, offsetBy: start, limitedBy: scalars.endIndex) ?? scalars.endIndex
        let end = scalars.index(first, offsetBy: width, limitedBy: scalars.endIndex) ?? scalars.endIndex
        let rest = scalars[end...].count
        return omission(start) + String(scalars[first..<end]) + (rest == 0 ? "" : "… (\(rest) more characters)")
    }
}
