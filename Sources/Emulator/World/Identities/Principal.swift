package import AWSCore

/// Who makes a call, without what the world knows of it: ARN and unique ID come from the ``WorldStore``.
package indirect enum Principal: Sendable, Hashable, Codable {
    /// The root user of an account.
    case root(AccountID)
    case user(AccountID, name: String)
    /// Someone who has assumed a role.
    case roleSession(AccountID, role: String, session: String)
    /// A name that a user or root has issued credentials for.
    case federatedUser(AccountID, name: String, issuer: Principal)

    package enum Kind: Sendable {
        case root
        case user
        case roleSession
        case federatedUser
    }

    package var kind: Kind {
        switch self {
        case .root: .root
        case .user: .user
        case .roleSession: .roleSession
        case .federatedUser: .federatedUser
        }
    }

    package var accountID: AccountID {
        switch self {
        case .root(let account), .user(let account, _), .roleSession(let account, _, _),
            .federatedUser(let account, _, _):
            account
        }
    }
}
