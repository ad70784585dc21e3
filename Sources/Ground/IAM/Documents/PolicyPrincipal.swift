package import AWSCore

/// One principal that a statement names in `Principal` or `NotPrincipal` (docs/aws/iam.md, "Resource policies").
package struct PolicyPrincipal: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// `*`.
        case everyone
        /// An account by its ID or by the ARN of its root.
        case account(AccountID)
        /// A user, a role, a role session or a federated user.
        case arn(ARN)
        /// What stands where the ARN of a user or role stood that was deleted: `AIDA…` or `AROA…`.
        case uniqueID(String)
        case service(String)
        /// The ARN of an identity provider, or the name of one that AWS knows.
        case federated(String)
        case canonicalUser(String)
    }

    package let kind: Kind
    /// As it stands in the document.
    package let text: String
    package let line: Int
}

/// How a statement's `Principal` means a caller, and so what it grants (docs/aws/iam.md, "Resource policies").
package enum PrincipalMatch: String, Sendable, Codable {
    case none
    /// By `*`, by not being excluded from a `NotPrincipal`, or because the statement has no such element.
    case everyone
    /// By the caller's account.
    case account
    /// By the ARN of the caller's user or role, or by its unique ID.
    case principal
    /// By the ARN of the caller's session: assumed-role or federated-user, or by its federated provider.
    case session
}
