package import Foundation

/// What the world knows of an access key that a caller names.
package struct KnownKey<Principal: Sendable>: Sendable {
    package let secretAccessKey: String
    /// An inactive key is refused as one that does not exist.
    package let isActive: Bool
    /// The token that must come with the key; nil for long-term keys, which must come without one.
    package let sessionToken: String?
    /// When the session ends; nil for long-term keys.
    package let expiration: Date?
    /// Whose key it is.
    package let principal: Principal

    package init(
        secretAccessKey: String,
        isActive: Bool = true,
        sessionToken: String? = nil,
        expiration: Date? = nil,
        principal: Principal
    ) {
        self.secretAccessKey = secretAccessKey
        self.isActive = isActive
        self.sessionToken = sessionToken
        self.expiration = expiration
        self.principal = principal
    }
}
