import Scenarios
import TerminalUI
import Testing

@Suite("Tables by their cells")
struct TableMatchingTests {
    private let id = "37c97fa0-fa47-4d55-9970-e2aa6e1b50cf"
    private let other = "11111111-2222-4333-8444-555555555555"

    private func table(_ rows: [[String]], headings: [String] = ["CONNECTOR ID", "RESOURCE NAMES"]) -> Table {
        .listing(headings, rows: rows)
    }

    private func isSame(_ expected: [String], _ actual: [String], tables: FrontMatter.TableComparison = .cells) throws
        -> Bool
    {
        let step = try MatcherTests.step(expected.joined(separator: "\n"))
        var matcher = Matcher(tables: tables)
        return matcher.failure(step, Transcript(lines: actual)) == nil
    }

    @Test("columns may be wider or folded otherwise, the cells must be the same", arguments: [200, 60, 40, 24])
    func widths(width: Int) throws {
        let drawn = table([[other, "🐳 docker-registry"], ["", "s3://zenml-demos\ns3://zenml-public-datasets"]])
        var wide = table([[id, "🐳 docker-registry"], ["", "s3://zenml-demos\ns3://zenml-public-datasets"]])
        wide.columns[1] = .init("RESOURCE NAMES")
        #expect(try isSame(wide.lines(width: 200), drawn.lines(width: width)))
        let same = wide.lines(width: 200).map { $0.replacing("│", with: "│  ").replacing("┼", with: "┼──") }
            .map { $0.replacing("┯", with: "┯━━").replacing("┷", with: "┷━━") }
        #expect(try isSame(same, drawn.lines(width: width)))
        #expect(try !isSame(same, drawn.lines(width: width), tables: .lines))
    }

    @Test("every row must be there, in order, with the same headings")
    func rows() throws {
        let expected = table([["a", "1"], ["b", "2"]]).lines(width: 80)
        for other in [
            table([["a", "1"]]), table([["b", "2"], ["a", "1"]]), table([["a", "1"], ["b", "2"], ["c", "3"]]),
            table([["a", "1"], ["b", "3"]]), table([["a", "1"], ["b", "2"]], headings: ["CONNECTOR ID", "NAMES"]),
            table([["a", "1", ""], ["b", "2", ""]], headings: ["CONNECTOR ID", "RESOURCE NAMES", ""]),
        ] { #expect(try !isSame(expected, other.lines(width: 80))) }
        #expect(try isSame(expected, expected))
    }

    @Test("a line `...` between rows stands for rows, and `[..]` for a part of a cell")
    func gaps() throws {
        let actual = table([["a", "1"], ["b", "2"], ["c", "three"]]).lines(width: 80)
        let border = table([]).lines(width: 80)
        let row = { (name: String, value: String) in
            "┃" + " \(name) ".padding(14) + "│" + " \(value) ".padding(16) + "┃"
        }
        let expected = { (rows: [String]) in Array(border.dropLast()) + rows + [border[2]] }
        let rule = "┠──────────────┼────────────────┨"
        #expect(try isSame(expected([rule, "...", rule, row("c", "th[..]")]), actual))
        #expect(try isSame(expected([rule, row("a", "1"), "..."]), actual))
        #expect(try !isSame(expected([rule, "...", rule, row("c", "fo[..]")]), actual))
        #expect(try !isSame(expected([rule, row("b", "2"), "..."]), actual))
    }

    @Test("a caption is compared, but not how far it stands from the left")
    func captions() throws {
        var expected = table([["a", "1"]])
        expected.title = "Labels"
        var actual = expected
        actual.columns[1] = .init("RESOURCE NAMES")
        actual.rows[0][1] = "1"
        let wide = expected.lines(width: 80).map { $0.replacing("┯", with: "┯━━").replacing("┷", with: "┷━━") }
            .map { $0.replacing("┼", with: "┼──").replacing("│", with: "│  ") }
            .map { $0.hasPrefix(" ") ? "  " + $0 : $0 }
        #expect(try isSame(wide, actual.lines(width: 80)))
        actual.title = "Label"
        #expect(try !isSame(wide, actual.lines(width: 80)))
    }

    @Test("a table that is not drawn as tables are is compared line by line")
    func brokenTable() throws {
        let lines = table([["a", "1"]]).lines(width: 80)
        for index in lines.indices {
            for position in lines[index].indices {
                var line = lines[index]
                line.replaceSubrange(position...position, with: "x")
                var broken = lines
                broken[index] = line
                #expect(try !isSame(broken, lines), "\(line)")
            }
        }
    }
}

extension String {
    fileprivate func padding(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
