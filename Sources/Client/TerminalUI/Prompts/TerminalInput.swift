/// Where the answers to questions come from: a keyboard, a pipe, or a page.
package struct TerminalInput: Sendable {
    /// A line that is asked for.
    package struct Request: Sendable {
        /// What stands before the cursor, in its line.
        package let prompt: String
        /// All of the question, for who answers without a keyboard.
        package let question: String
        /// Whether what is typed must not be shown.
        package let isHidden: Bool
        /// Cells in a line.
        package let width: Int
        /// Shows text on the terminal, as it is.
        package let show: @Sendable (String) -> Void
    }

    /// What came of a request.
    package enum Line: Sendable, Equatable {
        case text(String)
        /// There is no more input.
        case end
        /// Ctrl-C.
        case interrupted
    }

    /// Whether a person types it: what is typed is to be seen then, and ends the prompt's line.
    package let isTerminal: Bool
    package let read: @Sendable (Request) async -> Line

    package init(isTerminal: Bool, read: @escaping @Sendable (Request) async -> Line) {
        self.isTerminal = isTerminal
        self.read = read
    }

    /// Input that has ended before anything was asked.
    package static let ended = TerminalInput(isTerminal: false) { _ in .end }
}
