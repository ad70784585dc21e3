package import Emulator
package import IAM

/// What callers used of their own policies, by events.
package struct UsedPermissions: Sendable {
    private let byIdentity: [String: [UsedPermission]]

    package init(_ events: some Sequence<Event>) {
        var byIdentity: [String: [UsedPermission]] = [:]
        for event in events {
            guard let identity = event.identityARN, let used = event.permissions, !used.isEmpty else { continue }
            byIdentity[identity, default: []] += used
        }
        self.byIdentity = byIdentity
    }

    /// The ARNs of the users and roles, in ascending order.
    package var identities: [String] { byIdentity.keys.sorted() }

    package var all: [UsedPermission] { identities.flatMap { byIdentity[$0] ?? [] } }

    /// Those of one user or role.
    package subscript(identity: String) -> [UsedPermission] { byIdentity[identity] ?? [] }
}

extension Event {
    /// The user or role whose policies count for the caller: of a session, the role that was assumed.
    fileprivate var identityARN: String? {
        userIdentity.sessionContext?.sessionIssuer?.arn ?? userIdentity.arn
    }
}
