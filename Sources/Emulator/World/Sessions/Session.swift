package import AWSCore
package import Foundation
package import IAM

/// Temporary credentials that STS has issued.
package struct Session: Sendable, Codable, Equatable, CustomStringConvertible {
    package enum Kind: String, Sendable, Codable {
        /// GetSessionToken: a user or root itself.
        case sessionToken
        case assumedRole
        case federatedUser
        /// AssumeRoot: the root user of another account, for one task.
        case assumedRoot
    }

    package let accessKeyID: AccessKeyID
    package let secretAccessKey: String
    package let sessionToken: String
    package private(set) var grant: SessionGrant
    package let issuedAt: Date
    package internal(set) var expiration: Date

    package init(
        accessKeyID: AccessKeyID,
        secretAccessKey: String,
        sessionToken: String,
        grant: SessionGrant,
        issuedAt: Date
    ) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.grant = grant
        self.issuedAt = issuedAt
        expiration = grant.end ?? issuedAt.addingTimeInterval(TimeInterval(grant.seconds))
    }

    package var kind: Kind { grant.kind }
    /// Who acts with these credentials. For a federated user it holds the issuer as well.
    package var principal: Principal { grant.principal }
    package var inlinePolicy: PolicyDocument? { grant.inlinePolicy }
    package var scopeDownPolicies: [PolicyDocument] { grant.scopeDownPolicies ?? [] }
    package var policyARNs: [ARN] { grant.policyARNs }
    package var tags: [String: String] { grant.tags }
    package var transitiveTagKeys: [String] { grant.transitiveTagKeys }
    /// The tags that sessions made from this one inherit, in the order of ``transitiveTagKeys``.
    package var transitiveTags: [(key: String, value: String)] {
        transitiveTagKeys.compactMap { key in
            tags.first { $0.key.lowercased() == key.lowercased() }.map { ($0.key, $0.value) }
        }
    }
    package var sourceIdentity: String? { grant.sourceIdentity }
    package var multiFactorAt: Date? { grant.multiFactorAt }
    package var federatedProvider: String? { grant.federatedProvider }
    package var taskPolicy: ARN? { grant.taskPolicy }

    /// The session where a user has another name from now on: whose own it is, or who has issued it.
    func moved(_ user: Principal, to name: String) -> Session {
        var session = self
        switch grant.principal {
        case user: session.grant.principal = .user(user.accountID, name: name)
        case .federatedUser(let account, let federated, user):
            session.grant.principal = .federatedUser(
                account,
                name: federated,
                issuer: .user(user.accountID, name: name)
            )
        default: break
        }
        return session
    }

    /// The session without its secrets.
    package var description: String { "Session(\(accessKeyID), \(principal))" }
}
