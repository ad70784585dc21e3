/// A table as the client draws it: heavy lines outside, light lines inside, a rule between all rows.
package struct Table: Sendable, Equatable {
    /// A column's heading and how its cells are set.
    package struct Column: Sendable, Equatable {
        package enum Alignment: Sendable {
            case left
            case center
        }

        package let heading: String
        package let alignment: Alignment
        /// A cell too wide for the column ends in `…` instead of being folded.
        package let neverWraps: Bool

        package init(_ heading: String, alignment: Alignment = .left, neverWraps: Bool = false) {
            self.heading = heading
            self.alignment = alignment
            self.neverWraps = neverWraps
        }
    }

    /// A line above the table, centred.
    package var title: String?
    /// A line below the table, centred.
    package var caption: String?
    package var columns: [Column]
    /// The cells, row by row; a cell holds its values one a line. A missing cell is empty, one too many is left out.
    package var rows: [[String]]

    package init(title: String? = nil, caption: String? = nil, columns: [Column], rows: [[String]]) {
        self.title = title
        self.caption = caption
        self.columns = columns
        self.rows = rows
    }

    /// This table with every text changed by `change`.
    func rewritten(_ change: (String) -> String) -> Table {
        Table(
            title: title.map(change),
            caption: caption.map(change),
            columns: columns.map {
                Column(change($0.heading), alignment: $0.alignment, neverWraps: $0.neverWraps)
            },
            rows: rows.map { $0.map(change) }
        )
    }

    /// A listing: the first column is centred where there is more than one.
    package static func listing(_ headings: [String], rows: [[String]]) -> Table {
        let columns = headings.enumerated().map { index, heading in
            Column(heading, alignment: index == 0 && headings.count > 1 ? .center : .left)
        }
        return Table(columns: columns, rows: rows)
    }

    /// The details of one thing: names on the left, which are never folded, and values on the right.
    package static func details(
        title: String? = nil,
        caption: String? = nil,
        _ nameHeading: String,
        _ valueHeading: String,
        rows: [(name: String, value: String)]
    ) -> Table {
        Table(
            title: title,
            caption: caption,
            columns: [Column(nameHeading, neverWraps: true), Column(valueHeading)],
            rows: rows.map { [$0.name, $0.value] }
        )
    }

    /// The lines of the table on a terminal of `width` cells, without newlines; empty where there are no columns.
    ///
    /// Nothing in a cell breaks the table: what would steer the terminal is spelt out, and a tab is spaces.
    package func lines(width: Int, usesColour: Bool = false) -> [String] {
        if columns.isEmpty { return [] }
        return rewritten(Self.withoutTabs).drawn(width: width, usesColour: usesColour)
    }

    private func drawn(width: Int, usesColour: Bool) -> [String] {
        let widths = columnWidths(within: width)
        let total = widths.reduce(widths.count + 1, +)
        var lines = annotation(title, code: TextStyle.title, width: total, usesColour: usesColour)
        lines.append(rule(widths, "┏", "━", "┯", "┓"))
        lines += row(columns.map(\.heading), widths: widths, isHeading: true, usesColour: usesColour)
        for cells in rows {
            lines.append(rule(widths, "┠", "─", "┼", "┨"))
            lines += row(cells, widths: widths, isHeading: false, usesColour: false)
        }
        lines.append(rule(widths, "┗", "━", "┷", "┛"))
        return lines + annotation(caption, code: TextStyle.caption, width: total, usesColour: usesColour)
    }

    /// `text` made visible, its tabs as spaces up to the next column of eight.
    private static func withoutTabs(_ text: String) -> String {
        let text = VisibleText.of(text)
        guard text.contains("\t") else { return text }
        return LineFolding.lines(of: text).map { line in
            var result = ""
            for part in line.split(separator: "\t", omittingEmptySubsequences: false) {
                if part.startIndex > line.startIndex {
                    result += String(repeating: " ", count: 8 - DisplayWidth.of(result) % 8)
                }
                result += part
            }
            return result
        }.joined(separator: "\n")
    }

    private func annotation(_ text: String?, code: String, width: Int, usesColour: Bool) -> [String] {
        guard let text else { return [] }
        return LineFolding.fold(text, width: width).map { line in
            let line = set(LineFolding.trimmed(line), alignment: .center, width: width)
            return usesColour ? TextStyle.apply(code, to: line) : line
        }
    }

    private func rule(_ widths: [Int], _ left: String, _ line: String, _ cross: String, _ right: String) -> String {
        left + widths.map { String(repeating: line, count: $0) }.joined(separator: cross) + right
    }

    /// The lines of one row: cells start at its top, headings stand at its bottom.
    private func row(_ cells: [String], widths: [Int], isHeading: Bool, usesColour: Bool) -> [String] {
        let folded = columns.indices.map { index in
            index < cells.count ? fold(cells[index], column: columns[index], width: max(0, widths[index] - 2)) : []
        }
        let height = max(1, folded.map(\.count).max() ?? 1)
        return (0..<height).map { number in
            let parts = columns.indices.map { index -> String in
                let lines = folded[index]
                let position = isHeading ? number - (height - lines.count) : number
                let text = lines.indices.contains(position) ? lines[position] : ""
                let inner = set(text[...], alignment: columns[index].alignment, width: max(0, widths[index] - 2))
                let padding = (left: widths[index] > 0 ? " " : "", right: widths[index] > 1 ? " " : "")
                guard usesColour else { return padding.left + inner + padding.right }
                return [padding.left, inner, padding.right]
                    .map { TextStyle.apply(TextStyle.heading, to: $0) }.joined()
            }
            return "┃" + parts.joined(separator: "│") + "┃"
        }
    }

    private func fold(_ cell: String, column: Column, width: Int) -> [String] {
        if width == 0 { return [] }
        guard column.neverWraps else {
            return LineFolding.fold(cell, width: width).map { String(LineFolding.trimmed($0)) }
        }
        return LineFolding.lines(of: cell).map { line in
            guard DisplayWidth.of(line) > width else { return String(line) }
            return DisplayWidth.prefix(of: line, width: width - 1) + "…"
        }
    }

    /// `text` in exactly `width` cells.
    private func set(_ text: Substring, alignment: Column.Alignment, width: Int) -> String {
        let text = DisplayWidth.prefix(of: text, width: width)
        let space = width - DisplayWidth.of(text)
        let left = alignment == .center ? space / 2 : 0
        return String(repeating: " ", count: left) + text + String(repeating: " ", count: space - left)
    }
}
