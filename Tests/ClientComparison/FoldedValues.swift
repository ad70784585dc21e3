/// Tables whose narrow columns break identifiers, times and tokens into pieces, which nobody knows for what they are.
struct FoldedValues {
    /// The text with these pieces blotted out.
    private(set) var layout = ""
    /// The identifiers that the pieces make, one a line.
    private(set) var identifiers = ""

    init(of text: String) {
        var result: [String] = []
        var row: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("┃") {
                row.append(String(line))
            } else {
                result += blotted(row) + [String(line)]
                row = []
            }
        }
        layout = (result + blotted(row)).joined(separator: "\n")
    }

    private mutating func blotted(_ lines: [String]) -> [String] {
        guard lines.count > 1 else { return lines }
        let cells = lines.map {
            $0.split(omittingEmptySubsequences: false, whereSeparator: Self.isBar).map(String.init)
        }
        guard let count = cells.first?.count, cells.allSatisfy({ $0.count == count }) else { return lines }
        let isFolded = (0..<count).map { column in
            let pieces = cells.map { $0[column].filter { $0 != " " } }
            return pieces.filter { !$0.isEmpty }.count > 1 && take(pieces.joined())
        }
        return zip(lines, cells).map { line, cells in
            let bars = line.filter(Self.isBar).map(String.init) + [""]
            let shown = zip(cells, isFolded).map { cell, isFolded in
                isFolded ? String(cell.map { $0 == " " ? $0 : "#" }) : cell
            }
            return zip(shown, bars).map { $0 + $1 }.joined()
        }
    }

    /// Whether the text is one of these values; of an identifier also which.
    private mutating func take(_ text: String) -> Bool {
        let identifier = #/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/#
        let time = #/[0-9]{4}-[0-9]{2}-[0-9]{2}[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}/#
        let token = #/[A-Za-z0-9+\/=]{100,}/#
        if text.wholeMatch(of: identifier) != nil {
            identifiers += text + "\n"
            return true
        }
        return text.wholeMatch(of: time) != nil || text.wholeMatch(of: token) != nil
    }

    private static func isBar(_ character: Character) -> Bool { character == "┃" || character == "│" }
}
