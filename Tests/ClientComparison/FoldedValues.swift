/// Tables whose narrow columns break identifiers, times and tokens into pieces, which nobody knows for what they are.
enum FoldedValues {
    /// The text with these pieces blotted out.
    static func blotted(_ text: String) -> String {
        var result: [String] = []
        var row: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("┃") {
                row.append(String(line))
            } else {
                result += blottedRow(row) + [String(line)]
                row = []
            }
        }
        return (result + blottedRow(row)).joined(separator: "\n")
    }

    private static func blottedRow(_ lines: [String]) -> [String] {
        guard lines.count > 1 else { return lines }
        let cells = lines.map { $0.split(omittingEmptySubsequences: false, whereSeparator: isBar).map(String.init) }
        guard let count = cells.first?.count, cells.allSatisfy({ $0.count == count }) else { return lines }
        let isFolded = (0..<count).map { column in
            let pieces = cells.map { $0[column].filter { $0 != " " } }
            return pieces.filter { !$0.isEmpty }.count > 1 && isVariable(pieces.joined())
        }
        return zip(lines, cells).map { line, cells in
            let bars = line.filter(isBar).map(String.init) + [""]
            let shown = zip(cells, isFolded).map { cell, isFolded in
                isFolded ? String(cell.map { $0 == " " ? $0 : "#" }) : cell
            }
            return zip(shown, bars).map { $0 + $1 }.joined()
        }
    }

    private static func isVariable(_ text: String) -> Bool {
        let identifier = #/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/#
        let time = #/[0-9]{4}-[0-9]{2}-[0-9]{2}[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}/#
        let token = #/[A-Za-z0-9+\/=]{100,}/#
        return text.wholeMatch(of: identifier) != nil || text.wholeMatch(of: time) != nil
            || text.wholeMatch(of: token) != nil
    }

    private static func isBar(_ character: Character) -> Bool { character == "┃" || character == "│" }
}
