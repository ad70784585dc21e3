package import Foundation

/// What AWS knows of an account as such: its name, whose it is, and whether it is closed.
package struct AccountProfile: Sendable, Equatable, Codable {
    /// How long a closed account is still there: 90 days (docs/aws/organizations-api.md, "Closing accounts").
    package static let closurePeriod: TimeInterval = 90 * 86_400

    /// Nil where nobody has said; see ``Account/name``.
    package var name: String?
    /// The address of its root user, which no other account has. Nil where nobody has said; see ``Account/email``.
    package var email: String?
    /// When a call made it; nil of an account of the world's file.
    package var created: Date?
    /// When it was closed; nil while it is open.
    package var closed: Date?

    package init(name: String? = nil, email: String? = nil, created: Date? = nil, closed: Date? = nil) {
        self.name = name
        self.email = email
        self.created = created
        self.closed = closed
    }
}

extension Account {
    /// What it is called: by its profile, else by its alias, else by its number.
    package var name: String { profile.name ?? identitySettings.alias ?? "account-\(id)" }

    /// The address of its root user; without one it is made of its number.
    package var email: String { profile.email ?? "account-\(id)@example.com" }

    /// Whether its credentials, roles and sessions have no more effect.
    package var isClosed: Bool { profile.closed != nil }
}
