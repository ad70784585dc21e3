/// Tables about stacks, whose components ZenML shows in the order of their identifiers, which are random.
enum ComponentOrder {
    /// The text with rows and columns that are components in alphabetical order.
    static func fixed(_ text: String) -> String {
        guard text.contains("COMPONENT_TYPE") || text.contains("STACK") else { return text }
        var result: [Substring] = []
        var table: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard "┏┃┠┗".contains(line.first ?? " ") else {
                result.append(line)
                continue
            }
            table.append(line)
            guard line.hasPrefix("┗") else { continue }
            result += fixedTable(table)
            table = []
        }
        return (result + table).joined(separator: "\n")
    }

    private static func fixedTable(_ table: [Substring]) -> [Substring] {
        // The rule below the heading, and those between rows, are alike.
        guard let rule = table.first(where: { $0.hasPrefix("┠") }), let top = table.first, let bottom = table.last
        else {
            return table
        }
        let groups = table.dropFirst().dropLast().split(whereSeparator: { $0.hasPrefix("┠") }).map(Array.init)
        guard let heading = groups.first, let first = heading.first else { return table }
        if first.contains("COMPONENT_TYPE") {
            let rows = groups.dropFirst().sorted { $0.joined() < $1.joined() }
            return [top] + ([heading] + rows).joined(separator: [rule]) + [bottom]
        }
        guard first.contains("STACK") || first.contains("ACTIVE") else { return table }
        let cells = table.map(Self.cells)
        let names = (0..<(cells.first?.count ?? 0)).map { column in
            heading.compactMap {
                let cells = Self.cells($0); return column < cells.count ? cells[column] : nil
            }.joined()
        }
        guard let owner = names.firstIndex(where: { $0.contains("OWN") }),
            names.contains(where: { $0.contains("ORCH") })
        else { return table }
        let order = Array(0...owner) + ((owner + 1)..<names.count).sorted { names[$0] < names[$1] }
        return zip(table, cells).map { line, cells in
            guard cells.count == order.count else { return line }
            let bars = line.filter { Self.separators.contains($0) }
            return Substring(
                zip(bars, order.map { cells[$0] } + [""]).map { String($0) + $1 }.joined()
            )
        }
    }

    private static func cells(_ line: Substring) -> [Substring] {
        line.split(omittingEmptySubsequences: false, whereSeparator: { separators.contains($0) }).dropFirst().dropLast()
    }

    private static let separators: Set<Character> = Set("┏┯┓┃│┠┼┨┗┷┛")
}
