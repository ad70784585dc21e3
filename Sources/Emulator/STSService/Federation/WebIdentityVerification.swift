import AWSCore
import AWSProtocols
import Cryptography
import Determinism
import Federation
import World

/// Whether a web identity token is good for the roles of an account (docs/aws/sts.md, "AssumeRoleWithWebIdentity").
enum WebIdentityVerification {
    /// Verifies a token in AWS's order: it can be read, its issuer is a provider of the role's account, the signature
    /// is by one of the provider's keys, the audience is one of its clients, the time.
    static func verify(_ token: String, for role: RoleName, _ call: STSCall) throws(STSError) -> FederatedAssertion {
        let token = try refusing { () throws(WebIdentityError) in try JSONWebToken(compact: token) }
        let issuer = try refusing { () throws(WebIdentityError) in try token.unverifiedIssuer }
        let provider = try provider(of: issuer, in: role.account, call)
        let keys = try keys(of: provider, call)
        let identity = try refusing { () throws(WebIdentityError) in try token.verified(with: keys) }
        guard identity.isFor(anyOf: provider.clientIDs) else {
            let audience = identity.authorizedParty.map { "'\($0)' (azp)" }
            let audiences = identity.audiences.map { "'\($0)'" }.joined(separator: ", ") + " (aud)"
            throw .incorrectAudience.because(
                "the token is for \(audience ?? audiences), and the provider takes "
                    + provider.clientIDs.joined(separator: ", ")
            )
        }
        // Its dates are its client's, and what was made before the world was moved ahead is older here than there.
        let now = call.world.clock.now(forWhatWasMadeAt: identity.issuedAt)
        try refusing { () throws(WebIdentityError) in try identity.checkTimes(now: now) }
        let tags = identity.principalTags.sorted { $0.key < $1.key }
            .map { SessionTagParameters.Tag(key: $0.key, value: $0.value) }
        let assertion = FederatedAssertion(
            provider: provider.arn,
            subject: identity.subject,
            audience: identity.audience,
            keys: conditionKeys(of: identity, provider.name),
            tags: SessionTagParameters(tags: tags, transitiveKeys: identity.transitiveTagKeys),
            sourceIdentity: identity.sourceIdentity
        )
        try assertion.check()
        return assertion
    }

    private static func provider(
        of issuer: String,
        in account: AccountID,
        _ call: STSCall
    ) throws(STSError) -> OIDCProvider {
        guard let found = call.world.account(account) else {
            throw .noOIDCProvider(issuer).because("the role's account \(account) is not in the world")
        }
        let providers = found.oidcProviders
        guard let provider = providers[OIDCProvider.name(of: issuer)], provider.issuer == issuer else {
            let known = providers.values.map(\.issuer).sorted().joined(separator: ", ")
            throw .noOIDCProvider(issuer).because(
                "the token is of '\(issuer)' (iss), and the role's account \(account) has "
                    + (known.isEmpty ? "no OIDC provider" : "the OIDC providers \(known)")
            )
        }
        return provider
    }

    private static func keys(of provider: OIDCProvider, _ call: STSCall) throws(STSError) -> JSONWebKeySet {
        if let failure = call.keysFailure(provider.issuer) { throw failure }
        if let text = provider.keys {
            return try refusing { () throws(WebIdentityError) in try JSONWebKeySet(json: text) }
        }
        do {
            return try call.issuers.issuer(provider.issuer).keySet
        } catch {
            throw .server("The keys of \(provider.issuer) could not be made: \(error)")
        }
    }

    /// `NAME:aud`, `NAME:sub`, `NAME:amr`, and `NAME:oaud` for the audience where an authorized party stands in its
    /// place.
    private static func conditionKeys(of identity: WebIdentity, _ provider: String) -> [String: [String]] {
        var keys = [provider + ":sub": [identity.subject]]
        keys[provider + ":aud"] = identity.authorizedParty.map { [$0] } ?? identity.audiences
        if identity.authorizedParty != nil { keys[provider + ":oaud"] = identity.audiences }
        if !identity.authenticationMethods.isEmpty { keys[provider + ":amr"] = identity.authenticationMethods }
        return keys
    }

    private static func refusing<Value>(_ body: () throws(WebIdentityError) -> Value) throws(STSError) -> Value {
        do {
            return try body()
        } catch {
            throw STSError(error)
        }
    }
}
