import TerminalUI

/// A difference as text: `-` before what was expected, `+` before what was shown, a mark under the first character
/// that differs, and some lines that fit around them. Long lines and many differences are cut, and it says so.
struct DifferenceText {
    private let expected: [PageLine]
    private let shown: [String]
    private var text = DifferenceLines()

    /// - Parameters:
    ///   - expected: the lines that the difference counts as expected.
    ///   - shown: those that it counts as shown.
    init(_ difference: OutputDifference, expected: [PageLine], shown: [String]) {
        self.expected = expected
        self.shown = shown
        for part in difference.parts {
            switch part {
            case .same(_, let range): for line in shown[range] { text.same(line) }
            case .gap(let range, _): for line in expected[range] { text.same(line.text) }
            case .changed(let left, let right): addLines(left, right)
            case .table(let table): addTable(table)
            }
        }
    }

    /// The differences; lines that fit and are far from any are left out.
    var lines: [String] { text.finished }

    private mutating func addLines(_ left: Range<Int>, _ right: Range<Int>) {
        if text.isFull {
            text.omit(left.count + right.count)
        } else if left.count == 1, right.count == 1 {
            addPair(expected[left.lowerBound], shown[right.lowerBound])
        } else {
            for line in expected[left] { text.differ("- " + Excerpt.line(String(line.text.withoutTrailingBlanks))) }
            for (number, line) in shown[right].enumerated() {
                if text.isFull {
                    text.omit(right.count - number)
                    break
                }
                text.differ("+ " + Excerpt.line(line))
            }
        }
    }

    /// Two lines that differ, and below them a mark where they do.
    private mutating func addPair(_ expected: PageLine, _ shown: String) {
        let source = String(expected.text.withoutTrailingBlanks)
        let same = Self.commonBeginning(source, shown)
        let start = Excerpt.start(around: same)
        let before = source.unicodeScalars.dropFirst(start).prefix(same - start)
        let width = DisplayWidth.of(Excerpt.omission(start)) + DisplayWidth.of(String(before))
        text.differ(
            "- " + Excerpt.line(source, around: same),
            "+ " + Excerpt.line(shown, around: same),
            "? " + String(repeating: " ", count: width) + "^ (line \(expected.line))"
        )
    }

    /// The headings and rows of two tables that differ.
    private mutating func addTable(_ table: TableDifference) {
        let place = "(table of line \(expected[table.expected.lowerBound].line))"
        if let others = table.otherHeadings {
            text.differ("- headings: \(Self.text(table.headings)) \(place)")
            text.differ("+ headings: \(Self.text(others))")
        }
        for (index, row) in table.rows.enumerated() {
            let name = "row \(index + 1)"
            switch row {
            case .same(let cells): text.same("\(name): \(Self.text(cells))")
            case .cells(let left, let right, let columns):
                for column in columns {
                    text.differ("- \(name), \(table.headings[column]): \(Excerpt.line(left[column])) \(place)")
                    text.differ("+ \(name), \(table.headings[column]): \(Excerpt.line(right[column]))")
                }
            case .changed(let left, let right):
                if let left { text.differ("- \(name): \(Self.text(left)) \(place)") }
                if let right { text.differ("+ \(name): \(Self.text(right))") }
            }
        }
    }

    private static func text(_ cells: TableDifference.Cells) -> String {
        Excerpt.line(cells.joined(separator: " │ "))
    }

    /// How many Unicode scalars two texts have in common at their beginnings.
    private static func commonBeginning(_ left: String, _ right: String) -> Int {
        var (left, right) = (left.unicodeScalars.makeIterator(), right.unicodeScalars.makeIterator())
        var count = 0
        while let one = left.next(), one == right.next() { count += 1 }
        return count
    }
}
