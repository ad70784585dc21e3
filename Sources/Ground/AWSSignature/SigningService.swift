/// How one service checks signatures: its signing name, and the codes and texts that are its own.
package struct SigningService: Sendable, Equatable {
    /// The manners in which AWS's front ends answer (docs/aws/signatures.md, "Refusals").
    package enum Manner: Sendable {
        /// AWS JSON: codes end in `Exception`, every status is 400.
        case json
        /// AWS Query: 403, and 400 for an incomplete signature.
        case query
        /// REST with JSON: the codes of AWS JSON, every status is 403.
        case restJSON
        /// S3's own front end, with codes, texts and rules of its own.
        case s3
    }

    /// The name in the credential scope.
    package let name: String
    package let manner: Manner

    package init(name: String, manner: Manner) {
        self.name = name
        self.manner = manner
    }

    package static let ecr = SigningService(name: "ecr", manner: .json)
    package static let ecrPublic = SigningService(name: "ecr-public", manner: .json)
    package static let sts = SigningService(name: "sts", manner: .query)
    package static let iam = SigningService(name: "iam", manner: .query)
    package static let s3 = SigningService(name: "s3", manner: .s3)
    package static let organizations = SigningService(name: "organizations", manner: .json)
    package static let eks = SigningService(name: "eks", manner: .restJSON)
}
