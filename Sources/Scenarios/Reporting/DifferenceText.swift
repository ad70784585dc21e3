import TerminalUI

/// An alignment as text: `-` before what was expected, `+` before what was shown, a mark under the first character
/// that differs, and some lines that fit around them. Long lines and many differences are cut, and it says so.
struct DifferenceText {
    private let comparison: Comparison
    private var bindings: Bindings
    private var text = DifferenceLines()

    init(_ alignment: Alignment) {
        comparison = alignment.comparison
        bindings = alignment.bindings
        var missing: [Int] = []
        var unexpected: [Range<Int>] = []
        for part in alignment.parts {
            switch part {
            case .missing(let index): missing.append(index)
            case .unexpected(let range): unexpected.append(range)
            case .same(_, let index):
                add(missing, unexpected)
                (missing, unexpected) = ([], [])
                for line in comparison.actual[index].range { text.same(comparison.actualLines[line]) }
            case .gap(let index, _):
                add(missing, unexpected)
                (missing, unexpected) = ([], [])
                for line in comparison.expected[index].range { text.same(comparison.expectedLines[line].source) }
            }
        }
        add(missing, unexpected)
    }

    /// The differences; lines that fit and are far from any are left out.
    var lines: [String] { text.finished }

    /// What was expected and is missing beside what was shown instead, pair by pair.
    private mutating func add(_ missing: [Int], _ unexpected: [Range<Int>]) {
        let shown = Array(unexpected.lazy.joined().prefix(DifferenceLines.limit))
        let count = unexpected.reduce(0) { $0 + $1.count }
        for number in 0..<max(missing.count, count) {
            if text.isFull {
                text.omit(max(0, missing.count - number) + max(0, count - number))
                return
            }
            let expected = number < missing.count ? comparison.expected[missing[number]] : nil
            let actual = number < shown.count ? comparison.actual[shown[number]] : nil
            if case .table(let expected)? = expected?.content, case .table(let actual)? = actual?.content {
                addTables(expected, actual)
                continue
            }
            let expectedLines = expected.map { comparison.expectedLines[$0.range] } ?? []
            let actualLines = actual.map { comparison.actualLines[$0.range] } ?? []
            if let line = expectedLines.first, let shown = actualLines.first, expectedLines.count == 1,
                actualLines.count == 1
            {
                addLines(line, shown)
                continue
            }
            for line in expectedLines { text.differ("- " + Excerpt.line(String(line.source.withoutTrailingBlanks))) }
            for line in actualLines { text.differ("+ " + Excerpt.line(line)) }
        }
    }

    /// Two lines that differ, and below them a mark where they do.
    private mutating func addLines(_ expected: ExpectedLine, _ actual: String) {
        let source = String(expected.source.withoutTrailingBlanks)
        let same = Self.commonBeginning(source, actual)
        let start = Excerpt.start(around: same)
        let before = source.unicodeScalars.dropFirst(start).prefix(same - start)
        let width = DisplayWidth.of(Excerpt.omission(start)) + DisplayWidth.of(String(before))
        text.differ(
            "- " + Excerpt.line(source, around: same),
            "+ " + Excerpt.line(actual, around: same),
            "? " + String(repeating: " ", count: width) + "^ (line \(expected.line))"
        )
    }

    /// The headings and rows of two tables that differ.
    private mutating func addTables(_ expected: DrawnTable, _ actual: DrawnTable) {
        let line = comparison.expectedLines[expected.range.lowerBound].line
        if !DrawnTable.matches(expected.headings, actual.headings, &bindings) {
            text.differ("- headings: " + Self.text(expected.headings) + " (table of line \(line))")
            text.differ("+ headings: " + Self.text(actual.headings))
        }
        let rows = max(expected.rows.count, actual.rows.count)
        for number in 0..<rows {
            let left = number < expected.rows.count ? Self.cells(expected.rows[number]) : nil
            let right = number < actual.rows.count ? Self.cells(actual.rows[number]) : nil
            if let left, let right, DrawnTable.matches(left, right, &bindings) {
                text.same("row \(number + 1): " + Self.text(right))
                continue
            }
            if let left, let right, left.count == right.count {
                for column in left.indices where !DrawnTable.matches(left[column], right[column], &bindings) {
                    let name = "row \(number + 1), \(expected.headings[column].joined(separator: " "))"
                    text.differ("- \(name): " + Self.text(left[column]) + " (table of line \(line))")
                    text.differ("+ \(name): " + Self.text(right[column]))
                }
                continue
            }
            if let left { text.differ("- row \(number + 1): " + Self.text(left) + " (table of line \(line))") }
            if let right { text.differ("+ row \(number + 1): " + Self.text(right)) }
        }
    }

    private static func cells(_ row: DrawnTable.Row) -> [DrawnTable.Cell]? {
        switch row {
        case .cells(let cells): cells
        case .gap: [["..."]]
        }
    }

    private static func text(_ cells: [DrawnTable.Cell]) -> String {
        Excerpt.line(cells.map { $0.joined(separator: " ") }.joined(separator: " │ "))
    }

    private static func text(_ cell: DrawnTable.Cell) -> String { Excerpt.line(cell.joined(separator: " ")) }

    /// How many Unicode scalars two texts have in common at their beginnings.
    private static func commonBeginning(_ left: String, _ right: String) -> Int {
        var (left, right) = (left.unicodeScalars.makeIterator(), right.unicodeScalars.makeIterator())
        var count = 0
        while let one = left.next(), one == right.next() { count += 1 }
        return count
    }
}
