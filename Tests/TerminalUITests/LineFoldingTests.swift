import TerminalUI
import TestSupport
import Testing

@Suite("Folding and width")
struct LineFoldingTests {
    @Test(
        "text breaks at spaces, which stay at the line's end unless past the width",
        arguments: [
            ("", 10, [""]),
            ("one two three", 7, ["one two", "three"]),
            ("one two three", 8, ["one two ", "three"]),
            ("one abcdefghijkl two", 5, ["one ", "abcde", "fghij", "kl ", "two"]),
            ("abcdefghij", 5, ["abcde", "fghij"]),
            ("  indented text", 10, ["  indented", "text"]),
            ("first\n\nsecond", 10, ["first", "", "second"]),
            ("🐳🐳🐳", 4, ["🐳🐳", "🐳"]),
            ("🐳", 1, ["🐳"]),
            ("   ", 2, ["  "]), ("漢字 漢", 4, ["漢字", "漢"]),
        ]
    )
    func folds(text: String, width: Int, lines: [String]) {
        #expect(LineFolding.fold(text, width: width).map(String.init) == lines)
    }

    @Test(
        "width counts cells of the terminal",
        arguments: [
            ("abc", 3), ("", 0), ("🔶 aws", 6), ("👉", 2), ("✅➖❌", 6), ("漢字", 4), ("e\u{301}", 1), ("┏━┓", 3),
            ("❤\u{FE0F}", 2), ("🤷", 2), ("…", 1), ("🇩🇪", 2), ("📦🌀🐳📛💥", 10), ("\u{200B}", 0), ("한글", 4),
            // One character of a letter that is put before and what follows it, or of a sign and what is before it.
            ("\u{111C2}", 1), ("\u{111C2} ", 2), ("\u{111C2}漢", 3), ("\u{600} ", 1),
            ("\u{BC6}", 1), (" \u{BC6}", 2), ("க\u{BC6}", 2),
        ]
    )
    func width(text: String, cells: Int) {
        #expect(DisplayWidth.of(text) == cells)
    }

    @Test("the recorded hint folds at each width as it did", .enabled(if: SharedFolder.isPresent))
    func recordedHint() throws {
        let hint =
            "You can display various ZenML entities including pipelines, runs, stacks and much more on the ZenML "
            + "Dashboard. You can try it locally, by running `zenml up`, or remotely, by deploying ZenML on the "
            + "infrastructure of your choice."
        let recordings = [
            ("62-width-describe", 40), ("41-width-60", 60), ("42-width-80", 80), ("43-width-100", 100),
            ("44-width-120", 120), ("45-width-170", 170), ("28-container-registry-manage", 200),
        ]
        for (name, width) in recordings {
            let folded = LineFolding.fold(hint, width: width).joined(separator: "\n")
            #expect(try SharedFolder.text("golden/zenml-0.63.0/\(name).txt").contains("\n" + folded + "\n"))
        }
    }
}
