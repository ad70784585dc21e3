import TerminalUI
import TestSupport
import Testing

/// Tables byte for byte as the original drew them, at every recorded width.
@Suite("Recorded tables", .enabled(if: SharedFolder.isPresent))
struct GoldenTableTests {
    static let recordings = [
        ("41-width-60.txt", 60), ("42-width-80.txt", 80), ("43-width-100.txt", 100), ("44-width-120.txt", 120),
        ("45-width-170.txt", 170),
    ]

    @Test("the cells of the widest recording give the tables of each width", arguments: recordings)
    func widths(name: String, width: Int) throws {
        let widest = try GoldenTables("45-width-170.txt")
        let recorded = try GoldenTables(name)
        #expect(recorded.tables.count == widest.tables.count)
        #expect(recorded.tables.count > 10)
        for (wide, narrow) in zip(widest.tables, recorded.tables) {
            let cells = arrange(wide.cells, like: narrow.cells)
            let table = Self.table(
                cells,
                title: widest.annotation(of: wide, above: true),
                caption: widest.annotation(of: wide, above: false)
            )
            let lines = table.lines(width: width)
            let start = narrow.start - (lines.firstIndex { $0.hasPrefix("┏") } ?? 0)
            let end = min(start + lines.count, recorded.lines.count)
            #expect(lines == Array(recorded.lines[start..<end]))
        }
    }

    @Test("details keep their names on one line, at 40 cells too")
    func narrowDetails() throws {
        let recorded = try GoldenTables("62-width-describe.txt")
        let names = ["EXPIRES_SKEW_TO…": "EXPIRES_SKEW_TOLERANCE", "COMPONENT_PROPE…": "COMPONENT_PROPERTY"]
        let titles = [
            1: "'aws-us-east-1' aws Service Connector Details", 2: "Configuration",
            3: "'r1' CONTAINER_REGISTRY Component Configuration",
        ]
        #expect(recorded.tables.count == 4)
        for (index, found) in recorded.tables.enumerated() {
            let cells = found.cells.map { row in
                row.map { names[$0] ?? ($0.hasPrefix("🐳") ? "🐳 docker-registry" : $0.unfolded) }
            }
            let lines = Self.table(cells, title: titles[index]).lines(width: 40)
            let start = found.start - (lines.firstIndex { $0.hasPrefix("┏") } ?? 0)
            #expect(lines == Array(recorded.lines[start..<(start + lines.count)]))
        }
    }

    @Test("the nine-column list takes the widths that were recorded")
    func columnWidths() throws {
        let list = try #require(
            GoldenTables("45-width-170.txt").tables.first { $0.cells.first?.first == "ACTIVE" }
        )
        let table = Self.table(list.cells.map { $0.map(\.unfolded) })
        let widths = { (width: Int) -> [Int] in
            table.lines(width: width)[0].dropFirst().dropLast().split(separator: "┯").map(\.count)
        }
        #expect(widths(400) == [8, 15, 38, 8, 23, 46, 9, 12, 9])
        #expect(widths(60) == [6, 6, 5, 6, 5, 6, 5, 6, 5])
        #expect(widths(100) == [8, 11, 11, 8, 11, 12, 9, 11, 9])
    }

    static func table(_ cells: [[String]], title: String? = nil, caption: String? = nil) -> Table {
        let headings = cells[0].map { $0.split(separator: "\n").joined(separator: " ") }
        let rows = Array(cells.dropFirst())
        var table = Table.listing(headings, rows: rows)
        if ["PROPERTY", "LABEL", "COMPONENT_PROPERTY"].contains(headings[0]) {
            let pairs = rows.map { (name: $0[0], value: $0[1]) }
            table = .details(headings[0], headings[1], rows: pairs)
        } else if headings[0] == "COMPONENT_TYPE" {
            table = Table(columns: headings.map { Table.Column($0) }, rows: rows)
        }
        table.title = title
        table.caption = caption
        return table
    }

    /// `wide` with the IDs of the other recording, and in its order where that follows the IDs.
    private func arrange(_ wide: [[String]], like narrow: [[String]]) -> [[String]] {
        let columns = narrow[0].compactMap { heading in wide[0].firstIndex { $0.joined == heading.joined } }
        var rows = wide.map { row in columns.map { row[$0].unfolded } }
        if rows[0][0] == "COMPONENT_TYPE" {
            rows = narrow.compactMap { row in rows.first { $0[0].joined == row[0].joined } }
        }
        return zip(rows, narrow).map { row, other in
            zip(row, other).map { cell, folded in
                guard let old = cell.firstMatch(of: uuid), let new = folded.joined.firstMatch(of: uuid) else {
                    return cell
                }
                return cell.replacing(old.output, with: new.output)
            }
        }
    }

    private var uuid: Regex<Substring> { /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/ }
}

extension String {
    /// A cell whose one long value was folded, put together again.
    fileprivate var unfolded: String {
        if hasPrefix("715803424590.") || joined.wholeMatch(of: /[0-9a-f-]{36}/) != nil { return joined }
        return joined.wholeMatch(of: /\d{4}-\d\d-\d\d\d\d:.*/) != nil ? replacing("\n", with: " ") : self
    }
}
