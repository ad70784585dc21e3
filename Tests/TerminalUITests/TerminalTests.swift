import Foundation
import Synchronization
import TerminalUI
import Testing

@Suite("The terminal")
struct TerminalTests {
    /// What a terminal shows, in order.
    private final class Recorder: Sendable {
        private let kept = Mutex<[TerminalEvent]>([])
        var events: [TerminalEvent] { kept.withLock { $0 } }
        func receive(_ event: TerminalEvent) { kept.withLock { $0.append(event) } }
    }

    private func events(
        width: Int = 80,
        isInteractive: Bool = false,
        usesColour: Bool = false,
        _ body: (Terminal) async throws -> Void
    ) async rethrows -> [TerminalEvent] {
        let recorder = Recorder()
        let terminal = Terminal(width: width, isInteractive: isInteractive, usesColour: usesColour) {
            recorder.receive($0)
        }
        try await body(terminal)
        return recorder.events
    }

    @Test("declared lines and warnings fold, echoes and errors do not")
    func folding() async {
        let events = await events(width: 10) {
            $0.declare("one two three")
            $0.warning("four five six")
            $0.echo("seven eight nine")
            $0.error("Error: ten eleven twelve")
        }
        #expect(
            events == [
                .output("one two \nthree\n"), .output("four five \nsix\n"), .output("seven eight nine\n"),
                .error("Error: ten eleven twelve\n"),
            ]
        )
    }

    @Test(
        "no text steers the terminal: control characters and directions are spelt out, as JSON does it",
        arguments: [
            ("\u{1B}]0;title\u{7}\u{1B}[2J", "\\u001b]0;title\\u0007\\u001b[2J"),
            ("a\rb\u{8}\0", "a\\u000db\\u0008\\u0000"),
            ("\u{9B}31m\u{7F}\u{85}", "\\u009b31m\\u007f\\u0085"), ("\u{202E}lgp.exe\u{2066}", "\\u202elgp.exe\\u2066"),
            ("tab\tend\nnext", "tab\tend\nnext"), ("é ⠋ 👩‍🚀 ┏ … ä", "é ⠋ 👩‍🚀 ┏ … ä"), ("\r\n", "\\u000d\n"),
        ]
    )
    func visible(text: String, shown: String) async {
        let events = await events(width: 200, isInteractive: true, usesColour: false) { terminal in
            terminal.echo(text)
            terminal.write(text)
            terminal.error(text)
            terminal.declare(text)
            terminal.warning(text)
            terminal.showProgress(text)
            await terminal.withSpinner(text) {}
            terminal.table(Table(title: text, caption: text, columns: [.init(text)], rows: [[text]]))
        }
        #expect(
            events.dropLast() == [
                .output(shown + "\n"), .output(shown), .error(shown + "\n"), .output(shown + "\n"),
                .output(shown + "\n"), .spinner(shown), .spinner(shown), .spinnerEnded,
            ]
        )
        guard case .output(let table)? = events.last else {
            Issue.record("there is no table")
            return
        }
        let control = { (scalar: Unicode.Scalar) in scalar.properties.generalCategory == .control }
        #expect(table.unicodeScalars.allSatisfy { !control($0) || $0 == "\n" || $0 == "\t" })
    }

    @Test("JSON stays the same JSON")
    func json() async throws {
        let value = ["\u{1B}[2J": "\u{9B}\u{7F}\u{202E}\n\t\u{0}é"]
        let text = String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
        let events = await events { $0.echo(text) }
        guard case .output(let shown)? = events.first else {
            Issue.record("there is no output")
            return
        }
        #expect(try JSONDecoder().decode([String: String].self, from: Data(shown.utf8)) == value)
        #expect(shown.unicodeScalars.allSatisfy { $0.value == 0x0A || !(0x7F...0x9F).contains($0.value) })
    }

    @Test("a spinner is shown on a terminal only, around its work")
    func spinners() async {
        let shown = await events(isInteractive: true) { terminal in
            await terminal.withSpinner("Working...") { terminal.echo("done") }
        }
        #expect(shown == [.spinner("Working..."), .output("done\n"), .spinnerEnded])
        let hidden = await events { terminal in
            await terminal.withSpinner("Working...") { terminal.echo("done") }
        }
        #expect(hidden == [.output("done\n")])
    }

    @Test("a spinner ends when its work fails")
    func failingWork() async {
        struct Failure: Error {}
        let shown = await events(isInteractive: true) { terminal in
            await #expect(throws: Failure.self) {
                try await terminal.withSpinner("Working...") { throw Failure() }
            }
        }
        #expect(shown == [.spinner("Working..."), .spinnerEnded])
    }

    @Test("colours are those of the original")
    func colours() async {
        let events = await events(width: 30, usesColour: true) {
            $0.declare("The 'aws-us-east-1' connector isn't new.")
            $0.warning("use the '--resource type option' now")
            $0.declare("`aws-1` of x1, -2.5 and 3. 6cd30415-8e89-4c64-aeaa-d54811cdae10")
            $0.error("Error: \"No such thing\"")
        }
        #expect(
            events == [
                .output(
                    "\u{1B}[2;36mThe \u{1B}[0m\u{1B}[2;32m'aws-us-east-1'\u{1B}[0m\u{1B}[2;36m connector \u{1B}[0m\n"
                        + "\u{1B}[2;36misn't new.\u{1B}[0m\n"
                ),
                .output(
                    "\u{1B}[33muse the \u{1B}[0m\u{1B}[32m'--resource type \u{1B}[0m\n"
                        + "\u{1B}[32moption'\u{1B}[0m\u{1B}[33m now\u{1B}[0m\n"
                ),
                .output(
                    "\u{1B}[2;36m`aws-\u{1B}[0m\u{1B}[1;2;36m1\u{1B}[0m\u{1B}[2;36m` of x1, \u{1B}[0m"
                        + "\u{1B}[1;2;36m-2.5\u{1B}[0m\u{1B}[2;36m and \u{1B}[0m\u{1B}[1;2;36m3\u{1B}[0m"
                        + "\u{1B}[2;36m. \u{1B}[0m\n"
                        + "\u{1B}[2;93m6cd30415-8e89-4c64-aeaa-d54811\u{1B}[0m\n\u{1B}[2;93mcdae10\u{1B}[0m\n"
                ),
                .error("Error: \u{1B}[31m\u{1B}[1m\"No such thing\"\u{1B}[0m\n"),
            ]
        )
    }

    @Test(
        "an executable's terminal follows its variables and streams",
        arguments: [
            ([:], true, Int?(100), 100, true, true),
            (["COLUMNS": "120"], true, 100, 120, true, true),
            (["COLUMNS": "wide"], true, 100, 100, true, true),
            (["COLUMNS": "0"], false, nil, 80, false, false),
            (["COLUMNS": "99999999999999999999"], true, nil, 80, true, true),
            (["NO_COLOR": "1"], true, 100, 100, true, false),
            (["NO_COLOR": ""], true, 100, 100, true, true),
            (["TERM": "dumb"], true, 100, 100, false, false),
            ([:], false, 100, 100, false, false),
        ] as [([String: String], Bool, Int?, Int, Bool, Bool)]
    )
    func standard(
        variables: [String: String],
        isTerminal: Bool,
        terminalWidth: Int?,
        width: Int,
        isInteractive: Bool,
        usesColour: Bool
    ) {
        let terminal = Terminal.standard(
            variables: variables,
            outputIsTerminal: isTerminal,
            errorIsTerminal: isTerminal,
            terminalWidth: terminalWidth
        ) { _ in }
        #expect(terminal.width == width)
        #expect(terminal.isInteractive == isInteractive)
        #expect(terminal.usesColour == usesColour)
    }

    @Test("the screen draws the spinner's frames, moves it below output and erases it")
    func screen() {
        let written = Mutex<[String]>([])
        let screen = TerminalScreen(width: 80, usesColour: true) { _, text in
            written.withLock { $0.append(text) }
        }
        screen.receive(.spinner("Registering...\n"))
        screen.receive(.output("Login Succeeded\n"))
        screen.receive(.spinnerEnded)
        screen.tick()
        screen.receive(.error("Error\n"))
        let erasure = "\r\u{1B}[2K\u{1B}[1A\u{1B}[2K"
        #expect(
            written.withLock { $0 } == [
                "\u{1B}[?25l\u{1B}[32m⠋\u{1B}[0m Registering...\n", erasure, "Login Succeeded\n",
                "\u{1B}[32m⠋\u{1B}[0m Registering...\n", erasure + "\u{1B}[?25h", "Error\n",
            ]
        )
    }

    @Test("each tick draws the next of the ten glyphs")
    func frames() {
        let written = Mutex("")
        let screen = TerminalScreen(width: 80, usesColour: false) { _, text in written.withLock { $0 += text } }
        screen.receive(.spinner("x"))
        for _ in 0..<10 { screen.tick() }
        screen.receive(.spinnerEnded)
        let glyphs = written.withLock { $0.filter { ("\u{2800}"..."\u{28FF}").contains($0) } }
        #expect(glyphs.hasPrefix("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏⠋"))
    }
}
