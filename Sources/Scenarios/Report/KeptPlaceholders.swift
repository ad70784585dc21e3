import Foundation

/// A line that was shown in place of one on the page, with the page's placeholders where they still hold: runs `[..]`,
/// names in brackets, and values of the matrix.
struct KeptPlaceholders {
    /// What the names and values of the page stand for, as a page writes them.
    private let values: [String: String]

    /// - Parameters:
    ///   - bindings: what the page's names in brackets stand for.
    ///   - cells: the values of its matrix.
    init(bindings: [Bindings.Binding], cells: [String: String]) {
        var values = cells
        for binding in bindings where binding.kind == .capture { values[binding.variable] = binding.value }
        self.values = values
    }

    private struct Placeholder {
        let text: String
        /// What it stands for; nil for a run, which stands for anything.
        let value: String?
    }

    /// - Parameters:
    ///   - written: the page's line.
    ///   - shown: what was shown, as a page writes it.
    func line(_ written: String, shown: String) -> String {
        let parts = parts(of: written)
        guard !parts.placeholders.isEmpty else { return shown }
        var result = ""
        var rest = Substring(shown)
        for (number, placeholder) in parts.placeholders.enumerated() {
            let isFirst = number == 0
            let before = parts.literals[number]
            let after = parts.literals[number + 1]
            let isLast = number == parts.placeholders.count - 1
            guard let left = Self.after(before, in: rest, atStart: isFirst),
                let right = Self.before(after, in: rest[left...], value: placeholder.value, atEnd: isLast)
            else { continue }
            result += rest[..<left] + placeholder.text
            rest = rest[right...]
        }
        return result + rest
    }

    private func parts(of written: String) -> (literals: [String], placeholders: [Placeholder]) {
        var (literals, placeholders): ([String], [Placeholder]) = ([], [])
        var index = written.startIndex
        for match in written.matches(of: /(\\?)(\[\.\.\]|<([A-Za-z][A-Za-z0-9_-]*)>|\$\{\{ *([A-Za-z0-9_-]+) *\}\})/) {
            guard match.output.1.isEmpty else { continue }
            let text = String(match.output.2)
            let name = match.output.4.map(String.init) ?? text
            guard text == "[..]" || values[name] != nil else { continue }
            literals.append(String(written[index..<match.range.lowerBound]))
            placeholders.append(Placeholder(text: text, value: text == "[..]" ? nil : values[name]))
            index = match.range.upperBound
        }
        return (literals + [String(written[index...])], placeholders)
    }

    /// Where a placeholder begins: behind as much of the text before it as stands in what was shown.
    private static func after(_ text: String, in shown: Substring, atStart: Bool) -> String.Index? {
        if text.isEmpty { return atStart ? shown.startIndex : nil }
        for start in wordStarts(text) {
            if let range = shown.range(of: text[start...]) { return range.upperBound }
        }
        return nil
    }

    /// Where it ends: before as much of the text behind it as stands in what was shown.
    private static func before(
        _ text: String,
        in shown: Substring,
        value: String?,
        atEnd: Bool
    ) -> String.Index? {
        if let value {
            guard shown.hasPrefix(value) else { return nil }
            return shown.index(shown.startIndex, offsetBy: value.count)
        }
        if text.isEmpty { return atEnd ? shown.endIndex : nil }
        for end in wordEnds(text) {
            if let range = shown.range(of: text[..<end]) { return range.lowerBound }
        }
        return nil
    }

    /// Where the text's words begin, the first first: the longest ending of it that stands in what was shown counts.
    private static func wordStarts(_ text: String) -> [String.Index] {
        text.indices.filter { index in
            index == text.startIndex || text[index] != " " && text[text.index(before: index)] == " "
        }
    }

    private static func wordEnds(_ text: String) -> [String.Index] {
        let inside = text.indices.dropFirst().filter { text[$0] == " " && text[text.index(before: $0)] != " " }
        return [text.endIndex] + inside.reversed()
    }
}
