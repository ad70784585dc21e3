/// What was expected beside what was shown, line by line, with what differs marked.
struct HTMLDifference {
    private let difference: OutputDifference
    private let expected: [String]
    private let shown: [String]

    /// - Parameters:
    ///   - expected: the lines that the difference counts as expected.
    ///   - shown: those that it counts as shown.
    init(_ difference: OutputDifference, expected: [PageLine], shown: [String]) {
        self.difference = difference
        self.expected = expected.map(\.text)
        self.shown = shown
    }

    var html: HTML {
        """
        <div class="difference\(isWide ? " wide" : "" as HTML)" role="table" aria-label="Expected and shown" tabindex="0">
        <div class="row head" role="row"><span role="columnheader">Expected</span>\
        <span role="columnheader">Shown</span></div>
        \(difference.parts.map(rows))</div>

        """
    }

    /// Whether lines are so long that they stand below each other, for otherwise drawn tables would be folded.
    private var isWide: Bool { (expected + shown).contains { $0.unicodeScalars.count > 70 } }

    private func rows(_ part: OutputDifference.Part) -> HTML {
        switch part {
        case .same(let left, let right):
            return HTML(zipped(left, right).map { Self.row("same", Self.text($0), Self.text($1)) })
        case .gap(let left, let right):
            let lines = HTMLExcerpt.beginning(of: Array(shown[right]))
            return Self.row(
                "gap",
                "\(expected[left].joined(separator: "\n"))",
                lines.isEmpty ? nil : "\(lines.joined(separator: "\n"))"
            )
        case .changed(let left, let right):
            return HTML(zipped(left, right).map { Self.changed($0, $1) })
        case .table(let table):
            let headings = table.otherHeadings.map { Self.changed(Self.text(of: table.headings), Self.text(of: $0)) }
            let first = headings ?? Self.row("same", Self.text(Self.text(of: table.headings)), nil)
            return HTML([first] + table.rows.map(Self.row))
        }
    }

    /// Lines beside each other; nil where one side has no more.
    private func zipped(_ left: Range<Int>, _ right: Range<Int>) -> [(String?, String?)] {
        (0..<max(left.count, right.count)).prefix(HTMLExcerpt.height).map { offset in
            (
                offset < left.count ? expected[left.lowerBound + offset] : nil,
                offset < right.count ? shown[right.lowerBound + offset] : nil
            )
        }
    }

    private static func row(_ row: TableDifference.Row) -> HTML {
        switch row {
        case .same(let cells): self.row("same", text(text(of: cells)), text(text(of: cells)))
        case .changed(let left, let right): changed(left.map(text(of:)), right.map(text(of:)))
        case .cells(let left, let right, let columns):
            self.row("changed", marked(left, columns, "del"), marked(right, columns, "ins"))
        }
    }

    private static func text(of cells: TableDifference.Cells) -> String { cells.joined(separator: " │ ") }

    /// A row's cells, those that differ marked.
    private static func marked(_ cells: TableDifference.Cells, _ columns: [Int], _ tag: HTML) -> HTML {
        HTML(
            cells.enumerated().map { index, cell in
                let between: HTML = index == 0 ? "" : " │ "
                return columns.contains(index) ? "\(between)<\(tag)>\(cell)</\(tag)>" : "\(between)\(cell)"
            }
        )
    }

    /// Two lines that differ, marked where they do.
    private static func changed(_ expected: String?, _ shown: String?) -> HTML {
        guard let expected, let shown else {
            return row(
                "changed",
                expected.map { "\(Excerpt.line($0))" },
                shown.map { "\(Excerpt.line($0))" }
            )
        }
        let lines = MarkedLines(Excerpt.line(expected), Excerpt.line(shown))
        return row(
            "changed",
            "\(lines.beginning)<del>\(lines.expected)</del>\(lines.end)",
            "\(lines.beginning)<ins>\(lines.shown)</ins>\(lines.end)"
        )
    }

    private static func text(_ line: String?) -> HTML? { line.map { "\(Excerpt.line($0))" } }

    /// - Parameters:
    ///   - left: nil where nothing is expected.
    ///   - right: nil where nothing was shown.
    private static func row(_ kind: HTML, _ left: HTML?, _ right: HTML?) -> HTML {
        "<div class=\"row \(kind)\" role=\"row\">\(cell(left))\(cell(right))</div>\n"
    }

    private static func cell(_ content: HTML?) -> HTML {
        guard let content else { return "<code role=\"cell\" class=\"absent\"></code>" }
        return "<code role=\"cell\">\(content)</code>"
    }
}

/// Two lines, parted into what they have in common at their beginnings and ends, and what differs between.
struct MarkedLines: Equatable {
    let beginning: String
    let expected: String
    let shown: String
    let end: String

    init(_ expected: String, _ shown: String) {
        let (left, right) = (Array(expected), Array(shown))
        let shorter = min(left.count, right.count)
        let first = (0..<shorter).first { left[$0] != right[$0] } ?? shorter
        let last = (0..<(shorter - first)).first { left[left.count - 1 - $0] != right[right.count - 1 - $0] }
        let same = last ?? shorter - first
        beginning = String(left[..<first])
        self.expected = String(left[first..<(left.count - same)])
        self.shown = String(right[first..<(right.count - same)])
        end = String(left[(left.count - same)...])
    }
}
