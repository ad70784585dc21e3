/// One change of the world's identities and policies. Policies are JSON texts, checked as AWS checks them.
///
/// Every change has a row in ``IAMChanges``.
package protocol IAMChange: Sendable, Codable {
    /// What it is called in the body of `POST iam`.
    static var name: String { get }

    /// Makes the change.
    ///
    /// - Parameter names: the world, and what names in it stand for.
    /// - Returns: what was changed.
    /// - Throws: ``ControlError`` for what is wrong with the change, or the world's own error; then nothing changed.
    func apply(_ names: IAMNames) throws -> IAMChangeDone
}

/// What became of an ``IAMChange``.
package struct IAMChangeDone: Sendable, Codable, Equatable, ControlReply {
    /// One line: what was changed.
    package let summary: String

    init(_ summary: String) {
        self.summary = summary
    }
}
