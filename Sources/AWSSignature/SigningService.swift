/// How one service checks signatures: its signing name, and the codes and texts that are its own.
package struct SigningService: Sendable, Equatable {
    /// The two manners in which AWS's front end answers (emulator.md B.3).
    package enum Manner: Sendable {
        /// AWS JSON: codes end in `Exception`, every status is 400.
        case json
        /// AWS Query: 403, and 400 for an incomplete signature.
        case query
    }

    /// The name in the credential scope.
    package let name: String
    package let manner: Manner

    package init(name: String, manner: Manner) {
        self.name = name
        self.manner = manner
    }

    package static let ecr = SigningService(name: "ecr", manner: .json)
    package static let sts = SigningService(name: "sts", manner: .query)
}
