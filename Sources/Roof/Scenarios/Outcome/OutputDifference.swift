/// How an output differs from what the page shows, part by part, from its first line to its last.
///
/// Ranges count the lines of ``StepOutcome/expectedOutput`` and of ``StepOutcome/shown``, from 0.
package struct OutputDifference: Sendable, Equatable, Codable {
    package enum Part: Sendable, Equatable, Codable {
        /// These lines fit.
        case same(expected: Range<Int>, shown: Range<Int>)
        /// A line `...`, and the lines that it stands for.
        case gap(expected: Range<Int>, shown: Range<Int>)
        /// The page says the first, and the second was shown in its place; one of them may be empty.
        case changed(expected: Range<Int>, shown: Range<Int>)
        /// Two tables that are compared by their cells, which differ.
        case table(TableDifference)
    }

    package let parts: [Part]
    /// Said of lines that do not fit because of what their variables stand for.
    package let conflicts: [String]
}

/// How two tables differ that are compared by headings and cells.
package struct TableDifference: Sendable, Equatable, Codable {
    /// A cell's lines, joined.
    package typealias Cells = [String]

    package enum Row: Sendable, Equatable, Codable {
        case same(Cells)
        /// As many cells on both sides; those at `columns` differ, counted from 0.
        case cells(expected: Cells, shown: Cells, columns: [Int])
        /// One of them may be missing, or they have different numbers of cells.
        case changed(expected: Cells?, shown: Cells?)
    }

    package let expected: Range<Int>
    package let shown: Range<Int>
    /// The headings on the page.
    package let headings: Cells
    /// Those that were shown; nil where they fit.
    package let otherHeadings: Cells?
    package let rows: [Row]
}

extension OutputDifference {
    /// The difference without secrets.
    func redacted(_ redaction: Redaction) -> OutputDifference {
        let parts = parts.map { part -> Part in
            guard case .table(let table) = part else { return part }
            return .table(table.redacted(redaction))
        }
        return OutputDifference(parts: parts, conflicts: conflicts.map(redaction.text))
    }

    init(_ alignment: Alignment) {
        conflicts = alignment.conflicts
        var builder = Builder(alignment)
        parts = builder.all()
    }

    /// Makes parts of an alignment's: what fits is joined, and what does not is set against each other in pairs.
    private struct Builder {
        private let alignment: Alignment
        private let comparison: Comparison
        private var bindings: Bindings
        private var parts: [Part] = []
        private var missing: [Int] = []
        private var unexpected: [Int] = []

        init(_ alignment: Alignment) {
            self.alignment = alignment
            comparison = alignment.comparison
            bindings = alignment.bindings
        }

        mutating func all() -> [Part] {
            for part in alignment.parts {
                switch part {
                case .missing(let index): missing.append(index)
                case .unexpected(let range): unexpected += range
                case .same(let expected, let shown):
                    finishChange()
                    addSame(comparison.expected[expected].range, comparison.actual[shown].range)
                case .gap(let expected, let shown):
                    finishChange()
                    parts.append(
                        .gap(expected: comparison.expected[expected].range, shown: lines(shown))
                    )
                }
            }
            finishChange()
            return parts
        }

        private mutating func addSame(_ expected: Range<Int>, _ shown: Range<Int>) {
            if case .same(let before, let shownBefore)? = parts.last, before.upperBound == expected.lowerBound,
                shownBefore.upperBound == shown.lowerBound
            {
                parts[parts.count - 1] = .same(
                    expected: before.lowerBound..<expected.upperBound,
                    shown: shownBefore.lowerBound..<shown.upperBound
                )
            } else {
                parts.append(.same(expected: expected, shown: shown))
            }
        }

        private mutating func finishChange() {
            let pairs = min(missing.count, unexpected.count)
            for number in 0..<pairs {
                let (expected, shown) = (comparison.expected[missing[number]], comparison.actual[unexpected[number]])
                if case .table(let left) = expected.content, case .table(let right) = shown.content {
                    parts.append(.table(TableDifference(left, right, &bindings)))
                } else {
                    parts.append(.changed(expected: expected.range, shown: shown.range))
                }
            }
            for index in missing.dropFirst(pairs) {
                parts.append(.changed(expected: comparison.expected[index].range, shown: 0..<0))
            }
            if let first = unexpected.dropFirst(pairs).first, let last = unexpected.last {
                let range = comparison.actual[first].range.lowerBound..<comparison.actual[last].range.upperBound
                parts.append(.changed(expected: 0..<0, shown: range))
            }
            missing = []
            unexpected = []
        }

        private func lines(_ elements: Range<Int>) -> Range<Int> {
            guard let first = elements.first, let last = elements.last else { return 0..<0 }
            return comparison.actual[first].range.lowerBound..<comparison.actual[last].range.upperBound
        }
    }
}

extension TableDifference {
    fileprivate func redacted(_ redaction: Redaction) -> TableDifference {
        let text = { (cells: Cells) in cells.map(redaction.text) }
        return TableDifference(
            expected: expected,
            shown: shown,
            headings: headings,
            otherHeadings: otherHeadings.map(text),
            rows: rows.map { row in
                switch row {
                case .same(let cells): .same(text(cells))
                case .cells(let left, let right, let columns):
                    .cells(expected: left, shown: text(right), columns: columns)
                case .changed(let left, let right): .changed(expected: left, shown: right.map(text))
                }
            }
        )
    }

    fileprivate init(_ expected: DrawnTable, _ shown: DrawnTable, _ bindings: inout Bindings) {
        self.expected = expected.range
        self.shown = shown.range
        headings = Self.text(expected.headings)
        otherHeadings =
            DrawnTable.matches(expected.headings, shown.headings, &bindings) ? nil : Self.text(shown.headings)
        var rows: [Row] = []
        for number in 0..<max(expected.rows.count, shown.rows.count) {
            let left = number < expected.rows.count ? expected.rows[number].shownCells : nil
            let right = number < shown.rows.count ? shown.rows[number].shownCells : nil
            guard let left, let right else {
                rows.append(.changed(expected: left.map(Self.text), shown: right.map(Self.text)))
                continue
            }
            if DrawnTable.matches(left, right, &bindings) {
                rows.append(.same(Self.text(right)))
            } else if left.count == right.count {
                var columns: [Int] = []
                for column in left.indices where !DrawnTable.matches(left[column], right[column], &bindings) {
                    columns.append(column)
                }
                rows.append(.cells(expected: Self.text(left), shown: Self.text(right), columns: columns))
            } else {
                rows.append(.changed(expected: Self.text(left), shown: Self.text(right)))
            }
        }
        self.rows = rows
    }

    private static func text(_ cells: [DrawnTable.Cell]) -> Cells { cells.map { $0.joined(separator: " ") } }
}

extension DrawnTable.Row {
    /// The row's cells; those of a gap are a line `...`.
    fileprivate var shownCells: [DrawnTable.Cell] {
        switch self {
        case .cells(let cells): cells
        case .gap: [["..."]]
        }
    }
}
