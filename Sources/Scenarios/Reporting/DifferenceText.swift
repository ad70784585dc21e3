import TerminalUI

/// An alignment as text: `-` before what was expected, `+` before what was shown, a mark under the first character
/// that differs, and some lines that fit around them.
struct DifferenceText {
    private static let context = 3

    private let comparison: Comparison
    private var bindings: Bindings
    private var all: [(text: String, differs: Bool)] = []

    init(_ alignment: Alignment) {
        comparison = alignment.comparison
        bindings = alignment.bindings
        var missing: [Int] = []
        var unexpected: [Int] = []
        for part in alignment.parts {
            switch part {
            case .missing(let index): missing.append(index)
            case .unexpected(let index): unexpected.append(index)
            case .same(_, let index):
                add(missing, unexpected)
                (missing, unexpected) = ([], [])
                for line in comparison.actual[index].range { all.append(("  " + comparison.actualLines[line], false)) }
            case .gap(let index, _):
                add(missing, unexpected)
                (missing, unexpected) = ([], [])
                for line in comparison.expected[index].range {
                    all.append(("  " + comparison.expectedLines[line].source, false))
                }
            }
        }
        add(missing, unexpected)
    }

    /// The differences; lines that fit and are far from any are left out.
    var lines: [String] {
        var near = [Bool](repeating: false, count: all.count)
        for index in all.indices where all[index].differs {
            for neighbour in max(0, index - Self.context)...min(all.count - 1, index + Self.context) {
                near[neighbour] = true
            }
        }
        var lines: [String] = []
        var isCut = false
        for index in all.indices {
            if near[index] {
                lines.append(all[index].text)
            } else if !isCut {
                lines.append("  ⋮")
            }
            isCut = !near[index]
        }
        return lines
    }

    /// What was expected and is missing beside what was shown instead, pair by pair.
    private mutating func add(_ missing: [Int], _ unexpected: [Int]) {
        for number in 0..<max(missing.count, unexpected.count) {
            let expected = number < missing.count ? comparison.expected[missing[number]] : nil
            let actual = number < unexpected.count ? comparison.actual[unexpected[number]] : nil
            if case .table(let expected)? = expected?.content, case .table(let actual)? = actual?.content {
                addTables(expected, actual)
                continue
            }
            let expectedLines = expected.map { $0.range.map { comparison.expectedLines[$0] } } ?? []
            let actualLines = actual.map { $0.range.map { comparison.actualLines[$0] } } ?? []
            for line in expectedLines { mark("- " + line.source.withoutTrailingBlanks) }
            for line in actualLines { mark("+ " + line) }
            if expectedLines.count == 1, actualLines.count == 1 {
                let source = String(expectedLines[0].source.withoutTrailingBlanks)
                mark("? " + Self.pointer(source, actualLines[0]) + "^ (line \(expectedLines[0].line))")
            }
        }
    }

    /// The headings and rows of two tables that differ.
    private mutating func addTables(_ expected: DrawnTable, _ actual: DrawnTable) {
        let line = comparison.expectedLines[expected.range.lowerBound].line
        if !DrawnTable.matches(expected.headings, actual.headings, &bindings) {
            mark("- headings: " + Self.text(expected.headings) + " (table of line \(line))")
            mark("+ headings: " + Self.text(actual.headings))
        }
        let rows = max(expected.rows.count, actual.rows.count)
        for number in 0..<rows {
            let left = number < expected.rows.count ? Self.cells(expected.rows[number]) : nil
            let right = number < actual.rows.count ? Self.cells(actual.rows[number]) : nil
            if let left, let right, DrawnTable.matches(left, right, &bindings) {
                all.append(("  row \(number + 1): " + Self.text(right), false))
                continue
            }
            if let left, let right, left.count == right.count {
                for column in left.indices where !DrawnTable.matches(left[column], right[column], &bindings) {
                    let name = "row \(number + 1), \(expected.headings[column].joined(separator: " "))"
                    mark("- \(name): " + left[column].joined(separator: " ") + " (table of line \(line))")
                    mark("+ \(name): " + right[column].joined(separator: " "))
                }
                continue
            }
            if let left { mark("- row \(number + 1): " + Self.text(left) + " (table of line \(line))") }
            if let right { mark("+ row \(number + 1): " + Self.text(right)) }
        }
    }

    private mutating func mark(_ text: String) { all.append((text, true)) }

    private static func cells(_ row: DrawnTable.Row) -> [DrawnTable.Cell]? {
        switch row {
        case .cells(let cells): cells
        case .gap: [["..."]]
        }
    }

    private static func text(_ cells: [DrawnTable.Cell]) -> String {
        cells.map { $0.joined(separator: " ") }.joined(separator: " │ ")
    }

    /// Spaces up to the first character that differs.
    private static func pointer(_ left: String, _ right: String) -> String {
        let same = zip(left, right).prefix { $0 == $1 }.map { $0.0 }
        return String(repeating: " ", count: DisplayWidth.of(String(same)))
    }
}
