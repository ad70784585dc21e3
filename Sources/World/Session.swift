package import AWSCore
package import Foundation

/// Temporary credentials that STS has issued.
package struct Session: Sendable, Codable, Equatable, CustomStringConvertible {
    package enum Kind: String, Sendable, Codable {
        /// GetSessionToken: a user or root itself.
        case sessionToken
        case assumedRole
        case federatedUser
    }

    package let accessKeyID: AccessKeyID
    package let secretAccessKey: String
    package let sessionToken: String
    package let kind: Kind
    /// Who acts with these credentials. For a federated user it holds the issuer as well.
    package let principal: Principal
    package let issuedAt: Date
    package internal(set) var expiration: Date

    package init(
        accessKeyID: AccessKeyID,
        secretAccessKey: String,
        sessionToken: String,
        kind: Kind,
        principal: Principal,
        issuedAt: Date,
        expiration: Date
    ) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.kind = kind
        self.principal = principal
        self.issuedAt = issuedAt
        self.expiration = expiration
    }

    /// The session without its secrets.
    package var description: String { "Session(\(accessKeyID), \(principal))" }
}
