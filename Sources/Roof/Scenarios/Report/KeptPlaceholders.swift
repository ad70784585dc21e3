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
            let place = Self.place(of: placeholder.value, before, after, in: rest, isFirst: isFirst, isLast: isLast)
            guard let place else { continue }
            result += rest[..<place.lowerBound] + placeholder.text
            rest = rest[place.upperBound...]
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

    /// Where a placeholder stands in what was shown: where its value does, or, for a run, between as much of the texts
    /// around it as stands there; nil where it does not hold.
    private static func place(
        of value: String?,
        _ before: String,
        _ after: String,
        in shown: Substring,
        isFirst: Bool,
        isLast: Bool
    ) -> Range<String.Index>? {
        if let value { return value.isEmpty ? nil : word(value, in: shown) }
        let left = before.isEmpty ? (isFirst ? shown.startIndex : nil) : end(of: before, in: shown)
        guard let left else { return nil }
        let right = after.isEmpty ? (isLast ? shown.endIndex : nil) : start(of: after, in: shown[left...])
        return right.map { left..<$0 }
    }

    /// Where a value stands that is not a part of a longer word.
    private static func word(_ value: String, in shown: Substring) -> Range<String.Index>? {
        var rest = shown
        while let range = rest.range(of: value) {
            let before = range.lowerBound == shown.startIndex ? nil : shown[shown.index(before: range.lowerBound)]
            let after = range.upperBound == shown.endIndex ? nil : shown[range.upperBound]
            if ![before, after].contains(where: { $0?.isLetter == true || $0?.isNumber == true }) { return range }
            rest = shown[range.upperBound...]
        }
        return nil
    }

    /// Where the longest ending of `text` that stands in what was shown, counted in words, ends.
    private static func end(of text: String, in shown: Substring) -> String.Index? {
        let starts = text.indices.filter { index in
            index == text.startIndex || text[index] != " " && text[text.index(before: index)] == " "
        }
        return starts.lazy.compactMap { shown.range(of: text[$0...])?.upperBound }.first
    }

    /// Where the longest beginning of `text` that stands in what was shown, counted in words, begins.
    private static func start(of text: String, in shown: Substring) -> String.Index? {
        let inside = text.indices.dropFirst().filter { text[$0] == " " && text[text.index(before: $0)] != " " }
        return ([text.endIndex] + inside.reversed()).lazy.compactMap { shown.range(of: text[..<$0])?.lowerBound }.first
    }
}
