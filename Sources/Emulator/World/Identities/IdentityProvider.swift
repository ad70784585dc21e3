package import AWSCore
package import Foundation

/// An OpenID Connect provider whose tokens an account's roles may trust (docs/aws/sts.md, "AssumeRoleWithWebIdentity").
package struct OIDCProvider: Sendable, Equatable, Codable {
    /// `https://HOST/PATH`.
    package let issuer: String
    package let arn: ARN
    /// The audiences that tokens may be for.
    package var clientIDs: [String]
    /// SHA-1 hashes of certificates, in hexadecimal digits. Nothing is checked with them: the emulator has the keys.
    package var thumbprints: [String]
    package var tags: [String: String]
    package let createdAt: Date
    /// The issuer's key set as JSON (RFC 7517); nil where the emulator is the issuer and makes the keys.
    package let keys: String?

    /// - Parameter created: nil of a provider of the world's file.
    package init(
        account: AccountID,
        partition: Partition,
        issuer: String,
        clientIDs: [String],
        keys: String? = nil,
        thumbprints: [String] = [],
        tags: [String: String] = [:],
        created: Date? = nil
    ) {
        self.issuer = issuer
        arn = .iam(partition, account, "oidc-provider/" + Self.name(of: issuer))
        self.clientIDs = clientIDs
        self.keys = keys
        self.thumbprints = thumbprints
        self.tags = tags
        createdAt = created ?? World.usualCreation
    }

    /// Host and path, as ARNs and condition keys have it: `token.actions.githubusercontent.com`.
    package var name: String { Self.name(of: issuer) }

    /// The issuer without `https://`.
    package static func name(of issuer: String) -> String {
        issuer.hasPrefix("https://") ? String(issuer.dropFirst(8)) : issuer
    }
}

/// A SAML provider whose assertions an account's roles may trust (docs/aws/sts.md, "AssumeRoleWithSAML").
package struct SAMLProvider: Sendable, Equatable, Codable {
    package let name: String
    package let arn: ARN
    /// The entity ID that its assertions name as their issuer.
    package var issuer: String
    /// The certificate, PEM, that its assertions are signed under.
    package var certificatePEM: String
    /// The document that the provider was made from; nil of a provider of the world's file.
    package var metadata: String?
    package var tags: [String: String]
    package let createdAt: Date

    /// - Parameter created: nil of a provider of the world's file.
    package init(
        account: AccountID,
        partition: Partition,
        name: String,
        issuer: String,
        certificatePEM: String,
        metadata: String? = nil,
        tags: [String: String] = [:],
        created: Date? = nil
    ) {
        self.name = name
        arn = .iam(partition, account, "saml-provider/" + name)
        self.issuer = issuer
        self.certificatePEM = certificatePEM
        self.metadata = metadata
        self.tags = tags
        createdAt = created ?? World.usualCreation
    }
}
