/// Where a statement stands.
package struct StatementReference: Sendable, Hashable, Codable, CustomStringConvertible {
    package let layer: PolicyLayer
    /// ``AttachedPolicy/name``.
    package let policy: String
    /// Its place in the document, from 1.
    package let index: Int
    /// Its `Sid`, where it has one.
    package let sid: String?

    package init(layer: PolicyLayer, policy: String, index: Int, sid: String?) {
        self.layer = layer
        self.policy = policy
        self.index = index
        self.sid = sid
    }

    /// `inline policy 'push' of user/stefan: statement 'Push'`, or `… statement 2` where it has no `Sid`.
    package var description: String { "\(policy): \(statement)" }

    /// `statement 'Push'`, or `statement 2` where it has no `Sid`.
    package var statement: String { sid.map { "statement '\($0)'" } ?? "statement \(index)" }
}
