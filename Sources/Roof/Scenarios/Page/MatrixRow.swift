/// A row of a page's matrix: values that stand in the page's text as `${{ name }}`.
package struct MatrixRow: Sendable, Equatable {
    /// The value of `name`, where the row has one; else all names and values.
    package let name: String
    package let cells: [String: String]

    /// A place in a text that takes a value, such as `${{ region }}`; with a backslash before it, it is the text itself.
    struct Placeholder {
        let range: Range<String.Index>
        let name: String
        let isEscaped: Bool
    }

    static func placeholders(in text: String) -> [Placeholder] {
        guard text.utf8.contains(UInt8(ascii: "$")) else { return [] }
        return text.matches(of: /\\?\$\{\{([^{}]*)\}\}/).map { match in
            Placeholder(
                range: match.range,
                name: String(Substring(match.output.1).trimmingBlanks),
                isEscaped: match.output.0.first == "\\"
            )
        }
    }

    /// `text` with the values in place of their names.
    ///
    /// - Parameters:
    ///   - column: where the text begins in its line, counted from 1.
    ///   - value: how a value is written here.
    /// - Throws: ``PageError`` for a name that the matrix does not have.
    func fill(
        _ text: String,
        file: String,
        line: Int,
        column: Int = 1,
        value: (String) -> String = { $0 }
    ) throws(PageError) -> String {
        var result = ""
        var index = text.startIndex
        for place in Self.placeholders(in: text) {
            result += text[index..<place.range.lowerBound]
            index = place.range.upperBound
            if place.isEscaped {
                result += text[place.range].dropFirst()
            } else if let cell = cells[place.name] {
                result += value(cell)
            } else {
                let names = cells.keys.sorted()
                throw PageError(
                    file: file,
                    line: line,
                    column: column + text.distance(from: text.startIndex, to: place.range.lowerBound),
                    reason: "the matrix has no '\(place.name)': it has \(names.joined(separator: ", "))"
                        + Suggestion.text(for: place.name, among: names)
                )
            }
        }
        return result + text[index...]
    }
}

extension MatrixRow {
    /// The rows of `matrix:`, a list of rows with the same names in each.
    static func rows(in mapping: YAMLMapping) throws(PageError) -> [MatrixRow] {
        var rows: [MatrixRow] = []
        let lists = try mapping.mappings("matrix")
        if let entry = mapping.entry("matrix"), lists.isEmpty {
            throw mapping.error(entry, "the matrix has no row: write a list of them, such as `- {region: us-east-1}`")
        }
        for list in lists {
            var cells: [String: String] = [:]
            for entry in list.keys {
                guard entry.key.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_-]*/) != nil else {
                    throw list.error(entry, "'\(entry.key)' is not a name: letters, digits, - and _, a letter first")
                }
                guard let value = try list.text(entry.key) else {
                    throw list.error(entry, "'\(entry.key)' has no value; write '' for an empty one")
                }
                guard !value.contains(where: \.isNewline) else {
                    throw list.error(entry, "'\(entry.key)' has several lines; a value of the matrix has one")
                }
                cells[entry.key] = value
            }
            if let first = rows.first, first.cells.keys != cells.keys {
                throw PageError(
                    file: list.file,
                    line: list.line,
                    column: list.column,
                    reason: "this row has \(Self.list(cells)), but the first has \(Self.list(first.cells))"
                )
            }
            let all = list.keys.map { "\($0.key)=\(cells[$0.key] ?? "")" }.joined(separator: " ")
            let row = MatrixRow(name: cells["name"] ?? all, cells: cells)
            if rows.contains(where: { $0.name == row.name }) {
                throw PageError(
                    file: list.file,
                    line: list.line,
                    column: list.column,
                    reason: "two rows of the matrix are called '\(row.name)'"
                )
            }
            rows.append(row)
        }
        return rows
    }

    private static func list(_ cells: [String: String]) -> String { cells.keys.sorted().joined(separator: ", ") }
}
