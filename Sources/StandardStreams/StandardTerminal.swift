import Glibc
package import TerminalUI

/// The terminal that an executable was started on. Only executables use it: all else is given a terminal.
package enum StandardTerminal {
    /// A terminal on this process's standard output and error.
    ///
    /// - Parameters:
    ///   - variables: the process's environment.
    ///   - rewrite: changes every text before it is folded.
    package static func make(
        variables: [String: String],
        rewrite: (@Sendable (String) -> String)? = nil
    ) -> Terminal {
        var size = winsize()
        let hasSize = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0
        let make = { (sink: @escaping @Sendable (TerminalEvent) -> Void) in
            Terminal.standard(
                variables: variables,
                outputIsTerminal: isatty(STDOUT_FILENO) == 1,
                errorIsTerminal: isatty(STDERR_FILENO) == 1,
                terminalWidth: hasSize ? Int(size.ws_col) : nil,
                rewrite: rewrite,
                sink: sink
            )
        }
        // The screen needs to know what the terminal made of the variables.
        let plan = make { _ in }
        let screen = TerminalScreen(width: plan.width, usesColour: plan.usesColour) { stream, text in
            write(text, to: stream == .output ? STDOUT_FILENO : STDERR_FILENO)
        }
        return make { screen.receive($0) }
    }

    /// Shows the cursor that a spinner hid, where the process ends with no time for more.
    package static func showCursor() {
        if isatty(STDOUT_FILENO) == 1 { write(TerminalScreen.shownCursor, to: STDOUT_FILENO) }
    }

    /// Writes all of `text`, or as much as whoever reads takes: a closed pipe (`… | head`) is no error of ours.
    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
