/// What a test asked of an emulator that it cannot do, in one line.
public struct DrydockError: Error, Equatable, CustomStringConvertible {
    /// What went wrong, and what to do about it.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
