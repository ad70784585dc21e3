import TerminalUI

/// A table that is compared by its cells, as an update leaves it: rows that fit and lines `...` stay as the page draws them, and
/// in a row that differs the placeholders that still hold.
struct UpdatedTable {
    /// The table's lines as they are compared, and as they stand on the page.
    let page: [PageLine]
    /// What was shown in its place.
    let shown: [String]
    let bindings: Bindings
    let placeholders: KeptPlaceholders
    /// What was shown as a page writes it.
    let onPage: (String) -> String

    var lines: [String] {
        let drawn = shown.map(onPage)
        guard let left = DrawnTable(page.map(\.text), at: 0, allowsGaps: true),
            let right = DrawnTable(shown, at: 0, allowsGaps: false),
            left.headings.count == right.headings.count
        else { return drawn }
        var trial = bindings
        let fits = DrawnTable.matches(left.headings, right.headings, &trial)
        // Borders and separators of one table go together.
        let frame = fits ? page.map(\.onPage) : drawn
        let table = fits ? left : right
        guard let separator = frame.first(where: { $0.hasPrefix("┠") }) ?? drawn.first(where: { $0.hasPrefix("┠") })
        else {
            return drawn
        }
        var result = Array(frame[..<table.headingLines.upperBound])
        var isAfterGap = false
        for row in rows(left, right) {
            switch row {
            case .gap(let lines):
                result += lines
                isAfterGap = true
            case .cells(let lines):
                if !isAfterGap { result.append(separator) }
                result += lines
                isAfterGap = false
            }
        }
        if isAfterGap, result.last?.hasPrefix("┠") == true { result.removeLast() }
        return result + [frame[table.range.upperBound - 1]]
    }

    private enum UpdatedRow {
        case cells([String])
        /// A line `...`, and the separators beside it.
        case gap([String])
    }

    /// The rows below the headings.
    private func rows(_ left: DrawnTable, _ right: DrawnTable) -> [UpdatedRow] {
        let expected = left.rows.enumerated().map { ExpectedLine(Self.text($0.element), line: $0.offset) }
        let comparison = Comparison(expected, right.rows.map(Self.text), tables: .lines, bindings)
        var rows: [UpdatedRow] = []
        var missing: [Int] = []
        var unexpected: [Int] = []
        func finishChange() {
            for (number, row) in unexpected.enumerated() {
                let lines = shown[right.rowLines[row]].map(onPage)
                let written = number < missing.count ? Array(page[left.rowLines[missing[number]]]) : []
                rows.append(.cells(changed(written.map(\.onPage), lines)))
            }
            (missing, unexpected) = ([], [])
        }
        for part in Alignment(comparison, bindings).parts {
            switch part {
            case .missing(let row): missing.append(row)
            case .unexpected(let range): unexpected += range
            case .same(let row, _):
                finishChange()
                rows.append(.cells(page[left.rowLines[row]].map(\.onPage)))
            case .gap(let row, _):
                finishChange()
                rows.append(.gap(gap(left, row)))
            }
        }
        finishChange()
        return rows
    }

    /// A row's cells as one line that means nothing else.
    private static func text(_ row: DrawnTable.Row) -> String {
        switch row {
        case .gap: "..."
        case .cells(let cells): "┃" + cells.map { $0.joined(separator: " ") }.joined(separator: "│") + "┃"
        }
    }

    /// A row that was shown in place of one on the page. One that takes several lines stands as it was shown.
    private func changed(_ written: [String], _ shown: [String]) -> [String] {
        guard written.count == 1, shown.count == 1, let before = DrawnTable.cells(written[0]),
            let after = DrawnTable.cells(shown[0]), before.count == after.count
        else { return shown }
        let cells = zip(before, after).map { before, after in
            let kept = placeholders.line(String(before.trimmingBlanks), shown: String(after.trimmingBlanks))
            return kept == after.trimmingBlanks ? String(after) : Self.padded(" " + kept + " ", like: after)
        }
        return ["┃" + cells.joined(separator: "│") + "┃"]
    }

    private static func padded(_ text: String, like cell: Substring) -> String {
        text + String(repeating: " ", count: max(0, DisplayWidth.of(cell) - DisplayWidth.of(text)))
    }

    /// A line `...` of the page with the separators that stand beside it.
    private func gap(_ table: DrawnTable, _ row: Int) -> [String] {
        let lines = table.rowLines[row]
        var range = lines
        if page[lines.lowerBound - 1].text.hasPrefix("┠") { range = (range.lowerBound - 1)..<range.upperBound }
        if page[lines.upperBound].text.hasPrefix("┠") { range = range.lowerBound..<(range.upperBound + 1) }
        return page[range].map(\.onPage)
    }
}
