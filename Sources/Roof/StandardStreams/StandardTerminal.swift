import Glibc
package import TerminalUI

/// The terminal that an executable was started on. Only executables use it: all else is given a terminal.
package enum StandardTerminal {
    /// The keyboard or the pipe on standard input: a process has one, and its modes are to be set back however the
    /// process ends.
    private static let keyboard = Keyboard(descriptor: STDIN_FILENO)

    /// A terminal on this process's standard input, output and error.
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
        let keyboard = Self.keyboard
        let isKeyboard = keyboard.isTerminal
        let isCapable = isatty(STDOUT_FILENO) == 1 && variables["TERM"] != "dumb"
        let input: TerminalInput =
            isKeyboard && isCapable
            ? .edited(keyboard.source) : .lines(of: keyboard.source, isTerminal: isKeyboard)
        let make = { (sink: @escaping @Sendable (TerminalEvent) -> Void) in
            Terminal.standard(
                variables: variables,
                outputIsTerminal: isatty(STDOUT_FILENO) == 1,
                errorIsTerminal: isatty(STDERR_FILENO) == 1,
                terminalWidth: hasSize ? Int(size.ws_col) : nil,
                input: input,
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

    /// The keyboard on standard input and the screen on standard output; nil where standard input is not a terminal.
    package static var raw: RawTerminal? {
        guard keyboard.isTerminal else { return nil }
        return RawTerminal(
            keyboard: STDIN_FILENO,
            setMode: keyboard.source.setMode,
            show: { write($0, to: STDOUT_FILENO) }
        )
    }

    /// Sets the terminal back as it was found, where the process ends with no time for more: shows the cursor that a
    /// spinner hid, and what is typed.
    package static func restore() {
        keyboard.restore()
        if isatty(STDOUT_FILENO) == 1 { write(TerminalScreen.shownCursor, to: STDOUT_FILENO) }
    }

    /// Writes all of `text`, or as much as whoever reads takes: a closed pipe (`… | head`) is not our error.
    private static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
