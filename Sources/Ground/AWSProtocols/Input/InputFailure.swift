/// A service's error for an input that cannot be read, or that breaks constraints.
package protocol InputFailure: Error {
    /// The input has not the form of the protocol, or a member has another type than the model says.
    static func malformed(_ message: String) -> Self

    /// - Parameter violations: all that were found, in the order of the declarations; never empty.
    static func invalid(_ violations: [InputViolation], reporting: InputReporting) -> Self
}

/// How many of an input's violations an operation tells.
package enum InputReporting: Sendable {
    /// The first one.
    case first
    /// All of them in one answer.
    case all
}
