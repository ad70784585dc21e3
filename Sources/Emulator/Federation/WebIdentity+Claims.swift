import AWSProtocols
import Foundation

extension WebIdentity {
    /// Reads the claims of a token whose signature was verified.
    ///
    /// `iss`, `sub`, `aud`, `iat` and `exp` must be there. Session tags may stand in either form that STS knows: one
    /// claim `https://aws.amazon.com/tags` with `principal_tags` and `transitive_tag_keys`, or one claim each.
    ///
    /// - Throws: ``WebIdentityError/missingClaim(_:)``, ``WebIdentityError/invalidClaim(_:reason:)``.
    init(claims: [String: JSONValue]) throws(WebIdentityError) {
        let issuer = try WebIdentity.text("iss", in: claims)
        let subject = try WebIdentity.text("sub", in: claims)
        let audiences = try WebIdentity.texts("aud", in: claims)
        guard let issuer, !issuer.isEmpty else { throw .missingClaim("iss") }
        guard let subject, !subject.isEmpty else { throw .missingClaim("sub") }
        guard let audiences, !audiences.isEmpty else { throw .missingClaim("aud") }
        guard let expiresAt = try WebIdentity.moment("exp", in: claims) else { throw .missingClaim("exp") }
        guard let issuedAt = try WebIdentity.moment("iat", in: claims) else { throw .missingClaim("iat") }
        self.issuer = issuer
        self.subject = subject
        self.audiences = audiences
        authorizedParty = try WebIdentity.text("azp", in: claims)
        authenticationMethods = try WebIdentity.texts("amr", in: claims) ?? []
        principalTags = try WebIdentity.principalTags(in: claims)
        transitiveTagKeys = try WebIdentity.transitiveTagKeys(in: claims)
        sourceIdentity = try WebIdentity.text(sourceIdentityClaim, in: claims)
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        notBefore = try WebIdentity.moment("nbf", in: claims)
        self.claims = claims
    }

    private static func text(
        _ name: String,
        in claims: [String: JSONValue]
    ) throws(WebIdentityError) -> String? {
        guard let value = claims[name] else { return nil }
        guard let text = value.string else { throw .invalidClaim(name, reason: "it takes a text") }
        return text
    }

    /// A claim that is a text or a list of texts.
    private static func texts(
        _ name: String,
        in claims: [String: JSONValue]
    ) throws(WebIdentityError) -> [String]? {
        guard let value = claims[name] else { return nil }
        guard let texts = value.texts else { throw .invalidClaim(name, reason: "it takes a text or a list of texts") }
        return texts
    }

    /// A claim that is a number of seconds since 1970; a fraction of a second does not count.
    private static func moment(_ name: String, in claims: [String: JSONValue]) throws(WebIdentityError) -> Date? {
        guard let value = claims[name] else { return nil }
        guard let seconds = value.number, (0...253_402_300_799).contains(seconds) else {
            throw .invalidClaim(name, reason: "it takes a number of seconds since 1970")
        }
        return Date(timeIntervalSince1970: seconds.rounded(.down))
    }

    private static func principalTags(in claims: [String: JSONValue]) throws(WebIdentityError) -> [String: String] {
        var tags: [String: String] = [:]
        var found = claims.filter { $0.key.hasPrefix(principalTagClaim) }.map { claim in
            (key: String(claim.key.dropFirst(principalTagClaim.count)), value: claim.value)
        }
        if let claim = claims[tagsClaim] {
            guard let members = claim.object else { throw .invalidClaim(tagsClaim, reason: "it takes an object") }
            if let nested = members["principal_tags"] {
                guard let values = nested.object else {
                    throw .invalidClaim(tagsClaim, reason: "principal_tags takes an object")
                }
                found += values.map { (key: $0.key, value: $0.value) }
            }
        }
        for (key, value) in found {
            guard let values = value.texts, let text = values.first, values.count == 1 else {
                throw .invalidClaim(tagsClaim, reason: "the tag '\(key)' takes one text, or a list of one")
            }
            guard tags.updateValue(text, forKey: key) == nil else {
                throw .invalidClaim(tagsClaim, reason: "the tag '\(key)' stands twice")
            }
        }
        return tags
    }

    private static func transitiveTagKeys(in claims: [String: JSONValue]) throws(WebIdentityError) -> [String] {
        let flat = claims[transitiveTagKeysClaim]
        let nested = claims[tagsClaim]?["transitive_tag_keys"]
        guard flat == nil || nested == nil else {
            throw .invalidClaim(tagsClaim, reason: "transitive_tag_keys stands twice")
        }
        guard let value = flat ?? nested else { return [] }
        guard let keys = value.texts else {
            throw .invalidClaim(tagsClaim, reason: "transitive_tag_keys takes a list of texts")
        }
        return keys
    }
}

private let tagsClaim = "https://aws.amazon.com/tags"
private let principalTagClaim = "https://aws.amazon.com/tags/principal_tags/"
private let transitiveTagKeysClaim = "https://aws.amazon.com/tags/transitive_tag_keys"
private let sourceIdentityClaim = "https://aws.amazon.com/source_identity"

extension JSONValue {
    /// The texts of a list, or the one that stands for a list of one; nil for anything else.
    fileprivate var texts: [String]? {
        if let text = string { return [text] }
        guard let values = array else { return nil }
        let texts = values.compactMap(\.string)
        return texts.count == values.count ? texts : nil
    }
}
