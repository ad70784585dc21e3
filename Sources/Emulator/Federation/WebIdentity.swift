package import AWSProtocols
package import Foundation

/// Who a verified token is about (docs/aws/sts.md, "AssumeRoleWithWebIdentity").
package struct WebIdentity: Sendable, Equatable {
    /// `iss`: the provider's URL.
    package let issuer: String
    /// `sub`: the user, unique at the provider.
    package let subject: String
    /// `aud`: whom the token is for; never empty.
    package let audiences: [String]
    /// `azp`: the client that the token was issued to, where that is another than the audience.
    package let authorizedParty: String?
    /// `amr`: how the user proved who he is; empty where the token does not say.
    package let authenticationMethods: [String]
    /// The session tags that the token brings.
    package let principalTags: [String: String]
    /// Which of the session tags are to be kept along a chain of roles.
    package let transitiveTagKeys: [String]
    /// The source identity that the token brings.
    package let sourceIdentity: String?
    /// `iat`, in whole seconds.
    package let issuedAt: Date
    /// `exp`, in whole seconds.
    package let expiresAt: Date
    /// `nbf`, in whole seconds.
    package let notBefore: Date?
    /// Every claim as it stands in the token.
    package let claims: [String: JSONValue]

    /// The audience that conditions on `ISSUER:aud` and the answer's `Audience` see: `azp` where there is one,
    /// otherwise the first `aud`.
    package var audience: String { authorizedParty ?? audiences.first ?? "" }

    /// Seconds that a token may be used beyond its expiry or before its start: AWS allows for clocks that differ by
    /// five minutes.
    package static let clockSkew = 300
    /// Seconds since its issue after which a token is too old, whatever its `exp` says. That AWS has such a limit is
    /// known, a day is inferred.
    package static let maximumAge = 86_400

    /// Whether the token is for one of a provider's clients: its authorized party is one, or where it has none, one of
    /// its audiences. Names are compared byte by byte.
    package func isFor(anyOf clientIDs: some Sequence<String>) -> Bool {
        let named = authorizedParty.map { [$0] } ?? audiences
        return clientIDs.contains { client in named.contains { $0.utf8.elementsEqual(client.utf8) } }
    }

    /// Throws unless the token may be used now.
    ///
    /// - Throws: ``WebIdentityError/expired(now:expiration:)``, ``WebIdentityError/tooOld(seconds:)``,
    ///   ``WebIdentityError/notYetValid(now:from:)``.
    package func checkTimes(now: Date) throws(WebIdentityError) {
        let now = WebIdentity.seconds(now)
        let expiration = WebIdentity.seconds(expiresAt)
        let issued = WebIdentity.seconds(issuedAt)
        guard now < expiration + WebIdentity.clockSkew else { throw .expired(now: now, expiration: expiration) }
        guard now - issued <= WebIdentity.maximumAge else { throw .tooOld(seconds: now - issued) }
        let start = max(issued, notBefore.map(WebIdentity.seconds) ?? issued)
        guard start <= now + WebIdentity.clockSkew else { throw .notYetValid(now: now, from: start) }
    }

    private static func seconds(_ date: Date) -> Int {
        Int(exactly: date.timeIntervalSince1970.rounded(.down)) ?? Int.max / 2
    }
}
