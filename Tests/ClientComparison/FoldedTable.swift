/// A table whose cells are broken over several lines.
enum FoldedTable {
    /// The text with each row of a table in one line, and the lines of its cells put together. Points of time, which their
    /// layout has compared, are left out.
    static func unfolded(_ text: String) -> String {
        var result: [String] = []
        var row: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("┃") {
                let cells = line.split(whereSeparator: { "┃│".contains($0) }).map { $0.filter { $0 != " " } }
                row = row.isEmpty ? cells : zip(row, cells).map { $0 + $1 }
                continue
            }
            if !row.isEmpty { result.append(row.joined(separator: " │ ")) }
            row = []
            result.append(String(line))
        }
        return (result + (row.isEmpty ? [] : [row.joined(separator: " │ ")])).joined(separator: "\n")
            .replacing(#/[0-9]{4}-[0-9]{2}-[0-9]{4}:[0-9]{2}:[0-9]{2}\.[0-9]{6}/#, with: "")
    }
}
