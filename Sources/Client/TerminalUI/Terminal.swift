/// What a command writes to: it folds, draws and colours, and hands the result on as events.
///
/// Control characters in what it is given are spelt out: no text steers the terminal. It knows no streams. Whoever makes
/// it gives the sink that takes the events: a screen, or a list for a test.
package final class Terminal: Sendable {
    /// Cells in a line.
    package let width: Int
    /// Whether spinners are shown.
    package let isInteractive: Bool
    package let usesColour: Bool
    private let usesColourForErrors: Bool
    /// Whether what is said goes to standard error, since standard output is for a document alone.
    private let saysOnError: Bool
    /// Where the answers to questions come from.
    let input: TerminalInput
    private let rewrite: (@Sendable (String) -> String)?
    private let sink: @Sendable (TerminalEvent) -> Void

    /// - Parameters:
    ///   - input: answers questions; by default there are no answers.
    ///   - rewrite: changes every text before it is folded; a scenario calls its sandbox's home by another name.
    ///   - sink: takes the events, in the order of the calls.
    package init(
        width: Int,
        isInteractive: Bool,
        usesColour: Bool,
        usesColourForErrors: Bool? = nil,
        input: TerminalInput = .ended,
        rewrite: (@Sendable (String) -> String)? = nil,
        sink: @escaping @Sendable (TerminalEvent) -> Void
    ) {
        self.saysOnError = false
        self.width = max(1, width)
        self.isInteractive = isInteractive
        self.usesColour = usesColour
        self.usesColourForErrors = usesColourForErrors ?? usesColour
        self.input = input
        self.rewrite = rewrite
        self.sink = sink
    }

    /// The terminal of a command that tells one document: all else that it says goes to standard error.
    package var forDocument: Terminal { Terminal(documentsOf: self) }

    private init(documentsOf other: Terminal) {
        saysOnError = true
        width = other.width
        isInteractive = other.isInteractive
        usesColour = other.usesColourForErrors
        usesColourForErrors = other.usesColourForErrors
        input = other.input
        rewrite = other.rewrite
        sink = other.sink
    }

    /// The terminal of an executable.
    ///
    /// The width is `COLUMNS` where that is a number, else the terminal's, else 80. Only a terminal shows spinners and
    /// colours, a `TERM` of `dumb` neither, and one with `NO_COLOR` no colours.
    /// - Parameters:
    ///   - variables: the process's environment.
    ///   - outputIsTerminal: whether standard output is a terminal.
    ///   - errorIsTerminal: whether standard error is one.
    ///   - terminalWidth: what the terminal itself says; nil where there is none.
    package static func standard(
        variables: [String: String],
        outputIsTerminal: Bool,
        errorIsTerminal: Bool,
        terminalWidth: Int?,
        input: TerminalInput = .ended,
        rewrite: (@Sendable (String) -> String)? = nil,
        sink: @escaping @Sendable (TerminalEvent) -> Void
    ) -> Terminal {
        let positive = { (number: Int?) in number.flatMap { $0 > 0 ? $0 : nil } }
        let wantsColour = (variables["NO_COLOR"] ?? "").isEmpty
        let isCapable = variables["TERM"] != "dumb"
        return Terminal(
            width: positive(variables["COLUMNS"].flatMap { Int($0) }) ?? positive(terminalWidth) ?? 80,
            isInteractive: outputIsTerminal && isCapable,
            usesColour: outputIsTerminal && isCapable && wantsColour,
            usesColourForErrors: errorIsTerminal && isCapable && wantsColour,
            input: input,
            rewrite: rewrite,
            sink: sink
        )
    }

    /// A line of normal output, folded at the width.
    package func declare(_ text: String) {
        message(text, style: TextStyle.declaration)
    }

    /// A warning: on standard output, folded at the width.
    package func warning(_ text: String) {
        message(text, style: TextStyle.warning)
    }

    /// A line of plain output, never folded or coloured.
    package func echo(_ text: String) {
        show(shown(text) + "\n")
    }

    /// A document on standard output, whatever else goes there.
    func showDocument(_ text: String) {
        sink(.output(shown(text) + "\n"))
    }

    /// Text for standard output just as it is, without a newline of its own: what another program wrote.
    package func write(_ text: String) {
        show(shown(text))
    }

    /// A line on standard error, never folded. With colours, what follows a leading `Error: ` is bold and red.
    package func error(_ text: String) {
        let prefix = "Error: "
        let text = shown(text)
        if usesColourForErrors, text.hasPrefix(prefix) {
            sink(.error("\(prefix)\u{1B}[31m\u{1B}[1m\(text.dropFirst(prefix.count))\u{1B}[0m\n"))
        } else {
            sink(.error(text + "\n"))
        }
    }

    /// A table, drawn for the width.
    package func table(_ table: Table) {
        let lines = table.rewritten(shown).lines(width: width, usesColour: usesColour)
        if !lines.isEmpty { show(lines.joined(separator: "\n") + "\n") }
    }

    /// Does `body` with a spinner shown beside `message`, which is erased afterwards; on anything that is not a
    /// terminal, or without a message, only `body`.
    nonisolated(nonsending) package func withSpinner<Value, Failure: Error>(
        _ message: String?,
        _ body: nonisolated(nonsending) () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        guard isInteractive, let message else { return try await body() }
        sink(.spinner(shown(message)))
        defer { sink(.spinnerEnded) }
        return try await body()
    }

    /// Shows how far a long work has come, in place of what was shown before; on anything that is not a terminal nothing.
    package func showProgress(_ message: String) {
        if isInteractive { sink(.spinner(shown(message))) }
    }

    /// Erases what ``showProgress(_:)`` shows.
    package func endProgress() {
        if isInteractive { sink(.spinnerEnded) }
    }

    /// A line on standard output that says why an answer is not taken, in red.
    func refuse(_ text: String) {
        let text = shown(text)
        show((usesColour ? TextStyle.apply(TextStyle.refusal, to: text) : text) + "\n")
    }

    /// Text for standard output that has been made ready for it.
    func show(_ text: String) {
        if !text.isEmpty { sink(saysOnError ? .error(text) : .output(text)) }
    }

    private func message(_ text: String, style: TextStyle.Message) {
        let text = shown(text)
        let folded = LineFolding.fold(text, width: width)
        let lines = usesColour ? TextStyle.apply(style, to: folded, of: text) : folded.map(String.init)
        show(lines.joined(separator: "\n") + "\n")
    }

    /// Every text goes through here before it is folded, drawn or coloured.
    func shown(_ text: String) -> String { VisibleText.of(rewrite?(text) ?? text) }
}
