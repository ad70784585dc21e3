import TerminalUI
import Testing

@Suite("Tables")
struct TableTests {
    @Test("a table without rows is its headings")
    func empty() {
        #expect(
            Table.listing(["NAME", "TYPE"], rows: []).lines(width: 80) == [
                "┏━━━━━━┯━━━━━━┓",
                "┃ NAME │ TYPE ┃",
                "┗━━━━━━┷━━━━━━┛",
            ]
        )
    }

    @Test("a row with too few or too many cells is drawn with as many as there are columns")
    func ragged() {
        #expect(
            Table.listing(["A", "B"], rows: [["1"], ["1", "2", "3"]]).lines(width: 80) == [
                "┏━━━┯━━━┓",
                "┃ A │ B ┃",
                "┠───┼───┨",
                "┃ 1 │   ┃",
                "┠───┼───┨",
                "┃ 1 │ 2 ┃",
                "┗━━━┷━━━┛",
            ]
        )
    }

    @Test("a title longer than its table is folded and centred")
    func title() {
        let table = Table.details(
            title: "'r1' CONTAINER_REGISTRY Component Configuration",
            "COMPONENT_PROPERTY",
            "VALUE",
            rows: [("URI", "docker.io")]
        )
        #expect(
            table.lines(width: 80).prefix(3) == [
                "'r1' CONTAINER_REGISTRY Component ",
                "          Configuration           ",
                "┏━━━━━━━━━━━━━━━━━━━━┯━━━━━━━━━━━┓",
            ]
        )
    }

    @Test("every line of a table is as wide as its borders, however narrow the terminal", arguments: 0...50)
    func alwaysRectangular(width: Int) {
        let table = Table(
            title: "A title of several words",
            caption: "and a caption",
            columns: [.init("FIRST", alignment: .center), .init("SECOND HEADING", neverWraps: true), .init("🐳")],
            rows: [["🔶 aws", "a-long-value-in-one-word", "docker-registry\n漢字漢字"], ["", "e\u{301}", "👉"]]
        )
        let lines = table.lines(width: width)
        #expect(Set(lines.map { DisplayWidth.of($0) }).count == 1)
        #expect(DisplayWidth.of(lines[0]) <= max(width, 4))
    }

    @Test(
        "what makes one character with a blank before it keeps its cells",
        arguments: [
            // A vowel and a voicing mark behind, a vowel sign behind, a skin tone by itself.
            ("\u{0E33}", 1), ("\u{0EB3}", 1), ("\u{FF9E}", 1), ("\u{0903}", 1), ("\u{1F3FC}", 2),
        ]
    )
    func joining(_ text: String, _ cells: Int) {
        #expect(DisplayWidth.of(" " + text) == 1 + cells)
        #expect(DisplayWidth.of("a" + text) == 1 + cells)
        // A hand with a skin tone is one picture.
        #expect(DisplayWidth.of("👋\u{1F3FC}") == 2)
    }

    @Test("with colours headings are bold, titles italic, captions dim and italic")
    func colours() {
        let table = Table.details(title: "T", caption: "C", "A", "B", rows: [("x", "y")])
        #expect(
            table.lines(width: 80, usesColour: true) == [
                "\u{1B}[3m    T    \u{1B}[0m",
                "┏━━━┯━━━┓",
                "┃\u{1B}[1m \u{1B}[0m\u{1B}[1mA\u{1B}[0m\u{1B}[1m \u{1B}[0m│"
                    + "\u{1B}[1m \u{1B}[0m\u{1B}[1mB\u{1B}[0m\u{1B}[1m \u{1B}[0m┃",
                "┠───┼───┨",
                "┃ x │ y ┃",
                "┗━━━┷━━━┛",
                "\u{1B}[2;3m    C    \u{1B}[0m",
            ]
        )
    }
}
