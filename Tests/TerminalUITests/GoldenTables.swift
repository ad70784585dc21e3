import TerminalUI
import TestSupport

/// The tables of a recorded transcript, with what stands around them.
struct GoldenTables {
    struct Found {
        /// The cells' values, folded lines still apart; the headings first.
        var cells: [[String]]
        /// The index of the line with the upper border.
        let start: Int
    }

    let lines: [String]
    let tables: [Found]

    init(_ name: String) throws {
        let lines = try SharedFolder.text("golden/zenml-0.63.0/\(name)").split(
            separator: "\n",
            omittingEmptySubsequences: false
        ).map(String.init)
        self.lines = lines
        tables = lines.indices.filter { lines[$0].hasPrefix("┏") }.map { start in
            var rows: [[String]] = [[]]
            for line in lines[(start + 1)...] {
                if line.hasPrefix("┗") { break }
                if line.hasPrefix("┠") {
                    rows.append([])
                    continue
                }
                let cells = line.dropFirst().dropLast().split(separator: "│", omittingEmptySubsequences: false)
                    .map { $0.trimming(" ") }
                rows[rows.count - 1] =
                    rows[rows.count - 1].isEmpty
                    ? cells
                    : zip(rows[rows.count - 1], cells)
                        .map { $0 + "\n" + $1 }
            }
            return Found(cells: rows.map { $0.map { $0.trimming("\n") } }, start: start)
        }
    }

    /// The centred line above (`offset` -1) or below a table; nil where that line is an ordinary one.
    func annotation(of table: Found, above: Bool) -> String? {
        let end = lines[table.start...].firstIndex { $0.hasPrefix("┗") } ?? table.start
        let index = above ? table.start - 1 : end + 1
        guard lines.indices.contains(index), let first = lines[index].first, first == " ",
            DisplayWidth.of(lines[index]) == DisplayWidth.of(lines[table.start])
        else { return nil }
        return lines[index].trimming(" ")
    }
}

extension StringProtocol {
    func trimming(_ character: Character) -> String {
        var text = Substring(self)
        while text.first == character { text.removeFirst() }
        while text.last == character { text.removeLast() }
        return String(text)
    }

    /// The text without the spaces and newlines that folding may have moved.
    var joined: String { String(filter { $0 != " " && $0 != "\n" }) }
}
