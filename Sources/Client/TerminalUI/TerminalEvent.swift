/// What a command shows on its terminal, in the order in which it shows it.
package enum TerminalEvent: Sendable, Equatable {
    /// Text for standard output, with its newlines.
    case output(String)
    /// Text for standard error, with its newlines.
    case error(String)
    /// A spinner with this message starts; the message may end in a newline.
    case spinner(String)
    /// The spinner is over and its line is to be erased.
    case spinnerEnded
}
