/// A part of an output that is compared as a whole: a line, or a table that is compared by its cells.
struct OutputElement: Equatable {
    enum Content: Equatable {
        case line
        /// A line above or below a table, which is centred over it.
        case caption
        /// Apart from the others, which are many and small.
        indirect case table(DrawnTable)
    }

    let content: Content
    /// Where it stands among the output's lines.
    let range: Range<Int>

    /// The elements of `lines`.
    /// - Parameter tables: with `.lines` each line is an element of its own.
    static func elements(
        of lines: [String],
        tables: FrontMatter.TableComparison,
        allowsGaps: Bool
    ) -> [OutputElement] {
        var elements: [OutputElement] = []
        var index = 0
        while index < lines.count {
            if tables == .cells, lines[index].hasPrefix("┏"),
                let table = DrawnTable(lines, at: index, allowsGaps: allowsGaps)
            {
                elements.append(OutputElement(content: .table(table), range: table.range))
                index = table.range.upperBound
            } else {
                elements.append(OutputElement(content: .line, range: index..<(index + 1)))
                index += 1
            }
        }
        // Without a table there are no captions.
        guard tables == .cells else { return elements }
        for index in elements.indices {
            guard case .line = elements[index].content, lines[elements[index].range.lowerBound].hasPrefix(" ") else {
                continue
            }
            let neighbours = [index - 1, index + 1].filter(elements.indices.contains)
            if neighbours.contains(where: { elements[$0].isTable }) {
                elements[index] = OutputElement(content: .caption, range: elements[index].range)
            }
        }
        return elements
    }

    private var isTable: Bool {
        if case .table = content { true } else { false }
    }
}
