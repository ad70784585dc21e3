/// A person's keyboard and screen as they are, for who puts another program on them. Only executables have one.
package struct RawTerminal: Sendable {
    /// The descriptor from which keys are read.
    package let keyboard: Int32
    package let setMode: @Sendable (ByteSource.Mode) -> Void
    /// Writes to the screen just what it is given.
    package let show: @Sendable ([UInt8]) -> Void

    package init(
        keyboard: Int32,
        setMode: @escaping @Sendable (ByteSource.Mode) -> Void,
        show: @escaping @Sendable ([UInt8]) -> Void
    ) {
        self.keyboard = keyboard
        self.setMode = setMode
        self.show = show
    }
}
