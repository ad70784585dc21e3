/// A table as it stands in a text, taken apart into headings and cells.
struct DrawnTable: Equatable {
    /// A cell's lines, blanks around them gone.
    typealias Cell = [String]

    /// A row, or a gap that a page leaves with `...`.
    enum Row: Equatable {
        case cells([Cell])
        case gap
    }

    let headings: [Cell]
    let rows: [Row]
    /// The lines that the table takes.
    let range: Range<Int>
    /// The lines of each row, borders and separators apart.
    let rowLines: [Range<Int>]
    /// The lines from the upper border to the headings' last.
    let headingLines: Range<Int>

    /// The table whose upper border is `lines[start]`; nil where there is none that is drawn as it should be.
    /// - Parameter allowsGaps: whether a line `...` may stand for rows.
    init?(_ lines: [String], at start: Int, allowsGaps: Bool) {
        guard let columns = Self.border(lines[start], "┏", "━", "┯", "┓") else { return nil }
        var rows: [Row] = []
        var rowLines: [Range<Int>] = []
        var current: [[Substring]] = []
        var index = start + 1
        func finishRow() {
            if current.isEmpty { return }
            rowLines.append((index - current.count)..<index)
            rows.append(
                .cells(
                    (0..<columns).map { column in
                        let cell = current.map { String($0[column].trimmingBlanks) }
                        let first = cell.firstIndex { !$0.isEmpty } ?? cell.endIndex
                        let last = cell.lastIndex { !$0.isEmpty } ?? cell.startIndex
                        return first <= last && first < cell.endIndex ? Array(cell[first...last]) : [""]
                    }
                )
            )
            current = []
        }
        while index < lines.count {
            let line = lines[index]
            if line.hasPrefix("┃") {
                guard let cells = Self.cells(line), cells.count == columns else { return nil }
                current.append(cells)
            } else if Self.border(line, "┠", "─", "┼", "┨") == columns {
                if current.isEmpty, rows.isEmpty { return nil }
                finishRow()
            } else if allowsGaps, line == "..." {
                finishRow()
                rows.append(.gap)
                rowLines.append(index..<(index + 1))
            } else if Self.border(line, "┗", "━", "┷", "┛") == columns {
                finishRow()
                guard case .cells(let headings) = rows.first else { return nil }
                self.headings = headings
                self.rows = Array(rows.dropFirst())
                self.rowLines = Array(rowLines.dropFirst())
                headingLines = start..<rowLines[0].upperBound
                range = start..<(index + 1)
                return
            } else {
                return nil
            }
            index += 1
        }
        return nil
    }

    /// The number of columns of a border line; nil where it is not one.
    private static func border(
        _ line: String,
        _ left: Unicode.Scalar,
        _ fill: Unicode.Scalar,
        _ cross: Unicode.Scalar,
        _ right: Unicode.Scalar
    ) -> Int? {
        let scalars = line.unicodeScalars
        guard scalars.first == left, scalars.last == right else { return nil }
        var columns = 1
        for scalar in scalars.dropFirst().dropLast() {
            if scalar == cross {
                columns += 1
            } else if scalar != fill {
                return nil
            }
        }
        return columns
    }

    /// What stands between a line's marks; nil where it is not a row's.
    static func cells(_ line: String) -> [Substring]? {
        guard line != "┃", line.last == "┃" else { return nil }
        return line.dropFirst().dropLast().split(separator: "│", omittingEmptySubsequences: false)
    }

    /// Whether the cell `actual` holds what `expected` says: line by line, or, where one was folded otherwise than
    /// the other, with the folds joined.
    static func matches(_ expected: Cell, _ actual: Cell, _ bindings: inout Bindings) -> Bool {
        if expected.count == actual.count {
            var trial = bindings
            if zip(expected, actual).allSatisfy({ LinePattern($0).matches($1, &trial) }) {
                bindings = trial
                return true
            }
        }
        // A fold may have taken a space away, or not: it does not count.
        guard expected.count > 1 || actual.count > 1 else { return false }
        return LinePattern(joined(expected)).matches(joined(actual), &bindings)
    }

    static func matches(_ expected: [Cell], _ actual: [Cell], _ bindings: inout Bindings) -> Bool {
        guard expected.count == actual.count else { return false }
        return zip(expected, actual).allSatisfy { matches($0, $1, &bindings) }
    }

    private static func joined(_ cell: Cell) -> String {
        String(cell.joined().filter { $0 != " " })
    }

    /// Whether `actual` has these headings and these rows, in this order.
    func matches(_ actual: DrawnTable, _ bindings: inout Bindings) -> Bool {
        var trial = bindings
        guard Self.matches(headings, actual.headings, &trial) else { return false }
        let parts = rows.map { row -> SequencePattern.Part<[Cell]> in
            switch row {
            case .cells(let cells): .element(cells)
            case .gap: .gap
            }
        }
        let cells = actual.rows.map { row -> [Cell] in
            if case .cells(let cells) = row { cells } else { [] }
        }
        let found = SequencePattern.match(parts, count: cells.count, bindings: trial) { row, index, bindings in
            Self.matches(row, cells[index], &bindings)
        }
        guard let found else { return false }
        bindings = found
        return true
    }
}

extension Substring {
    /// The text without the spaces around it.
    var trimmingBlanks: Substring { drop { $0 == " " || $0 == "\t" }.withoutTrailingBlanks }
}
