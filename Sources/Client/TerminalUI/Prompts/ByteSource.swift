/// A keyboard or a pipe, as a terminal's input needs it. Only executables have one.
package struct ByteSource: Sendable {
    /// How a keyboard hands on what is pressed.
    package enum Mode: Sendable {
        /// Line by line, and the system shows it.
        case lines
        /// Line by line, and nothing is shown.
        case hiddenLines
        /// Key by key: nothing is shown, and no key is a signal.
        case keys
    }

    /// The next bytes, as soon as there are some; empty at the end.
    package let read: @Sendable () async -> [UInt8]
    /// Sets the mode of a keyboard; nothing on a pipe.
    package let setMode: @Sendable (Mode) -> Void
    /// Stops the process as Ctrl-Z does, and returns when it goes on.
    package let suspend: @Sendable () -> Void

    package init(
        read: @escaping @Sendable () async -> [UInt8],
        setMode: @escaping @Sendable (Mode) -> Void = { _ in },
        suspend: @escaping @Sendable () -> Void = {}
    ) {
        self.read = read
        self.setMode = setMode
        self.suspend = suspend
    }
}
