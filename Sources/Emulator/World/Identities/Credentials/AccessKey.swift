package import AWSCore
package import Foundation

/// A long-term access key of a user or of root.
package struct AccessKey: Sendable, Equatable, Codable, CustomStringConvertible {
    package let id: AccessKeyID
    package let secret: String
    /// An inactive key is refused as if it did not exist.
    package var isActive: Bool
    /// Nil of a key of the world's file.
    private let created: Date?

    package init(id: AccessKeyID, secret: String, isActive: Bool, created: Date? = nil) {
        self.id = id
        self.secret = secret
        self.isActive = isActive
        self.created = created
    }

    /// ``World/usualCreation`` of a key of the world's file.
    package var createdAt: Date { created ?? World.usualCreation }

    /// Whether a secret is 1 to 256 visible ASCII characters.
    static func isSecret(_ text: String) -> Bool {
        (1...256).contains(text.utf8.count) && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }

    /// The same key with another secret.
    func with(secret: String) -> AccessKey {
        AccessKey(id: id, secret: secret, isActive: isActive, created: created)
    }

    /// The key without its secret.
    package var description: String { "AccessKey(\(id))" }
}

/// What a signature is checked against: the secret behind an access key ID, long-term or of a session.
package struct KnownAccessKey: Sendable, Equatable, CustomStringConvertible {
    package let secret: String
    package let isActive: Bool
    /// The token that must come with the call; nil for a long-term key, which takes none.
    package let sessionToken: String?
    /// When the key ends, possibly in the past; nil for a long-term key.
    package let expiration: Date?
    package let principal: Principal
    /// Whether it is of no use in regions that accounts have to switch on.
    package var isForDefaultRegionsOnly = false

    /// The key without its secrets.
    package var description: String { "KnownAccessKey(\(principal))" }
}
