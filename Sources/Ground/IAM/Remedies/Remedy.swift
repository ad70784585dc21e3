package import AWSCore
package import AWSProtocols

/// One change of a policy that takes away one cause of a denial.
package struct Remedy: Sendable, Codable, Equatable {
    package enum Kind: String, Sendable, Codable {
        /// ``statement`` is to be added.
        case addStatement
        /// ``target`` denies the call and is to read as ``statement``.
        case replaceStatement
        /// ``target`` denies the call and is to be removed.
        case removeStatement
        /// The policy of ``target`` denies the call, cannot be changed, and is to be detached.
        case detachPolicy
    }

    /// What would do instead of the remedy.
    package struct Alternative: Sendable, Codable, Equatable {
        /// Such as `leave it as it is, and call over TLS`.
        package let text: String
        /// Whether the call was evaluated again with it and is allowed. Of what would bring other policies into play,
        /// such as another region, nothing is known.
        package let isChecked: Bool

        package init(text: String, isChecked: Bool) {
            self.text = text
            self.isChecked = isChecked
        }
    }

    package let kind: Kind
    package let layer: PolicyLayer
    /// What is to be changed, or made: `an identity-based policy of user/intern`, `statement 'No' of limit`.
    package let place: String
    /// Of the policy to change, where it has one.
    package let policy: ARN?
    /// What is to be added, or to stand in place of ``target``; nil where something is only taken away.
    package let statement: JSONValue?
    /// The statement that denies the call; nil where one is to be added.
    package let target: StatementReference?
    /// What else is to be known, a line each: by what a denying statement catches the call, what the change does, who
    /// can make it, what must be done anew.
    package let advice: [String]
    package let alternatives: [Alternative]

    /// The statement as JSON in one line, its members in the order in which policies are written; nil where there is
    /// none.
    package var statementText: String? { statement.map { StatementText.line($0) } }
}
