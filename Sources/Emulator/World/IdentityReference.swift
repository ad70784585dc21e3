package import AWSCore

/// A user, a group or a role of an account: what policies are attached to.
package enum IdentityReference: Sendable, Hashable, CustomStringConvertible {
    case user(AccountID, name: String)
    case group(AccountID, name: String)
    case role(AccountID, name: String)

    package var account: AccountID {
        switch self {
        case .user(let account, _), .group(let account, _), .role(let account, _): account
        }
    }

    package var name: String {
        switch self {
        case .user(_, let name), .group(_, let name), .role(_, let name): name
        }
    }

    /// `user/stefan`, without the path.
    package var description: String {
        switch self {
        case .user(_, let name): "user/" + name
        case .group(_, let name): "group/" + name
        case .role(_, let name): "role/" + name
        }
    }
}
