package import AWSProtocols
import Cryptography
import Text

/// A JSON Web Token (RFC 7519) in the compact form of a signed one (RFC 7515), read but not verified.
///
/// Of the header only `alg`, `kid` and `typ` are looked at. Keys and addresses of keys that a token brings along
/// (`jwk`, `jku`, `x5c`, `x5u`) are never used: a token cannot say who is to be believed.
package struct JSONWebToken: Sendable, Equatable {
    /// How many characters a token may have, as STS limits it (docs/aws/sts.md, "AssumeRoleWithWebIdentity").
    package static let limit = 20_000

    /// The header's `alg`, as it stands there: a claim of the sender's, compared with the key's own.
    package let algorithm: String
    /// The header's `kid`; nil where it has none.
    package let keyID: String?
    /// The payload, before anything vouches for it.
    package let unverifiedClaims: [String: JSONValue]

    /// What is signed: header and payload with the dot between them.
    let signingInput: [UInt8]
    let signature: [UInt8]

    /// Reads a token. White space around it does not count: a token that comes from a file mostly ends with a line end,
    /// which clients send along and STS takes.
    ///
    /// Refused are: more or fewer than three parts, base64url with padding or with bits left over, a header or payload
    /// that is not a JSON object or names a member twice, a header without `alg`, with `crit` or `b64`, and a `kid`
    /// that is not a text.
    ///
    /// - Throws: ``WebIdentityError/notAToken(reason:)``.
    package init(compact text: String) throws(WebIdentityError) {
        let text = JSONWebToken.trimmed(text)
        guard text.utf8.count <= JSONWebToken.limit else {
            throw .notAToken(reason: "it has more than \(JSONWebToken.limit) characters")
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw .notAToken(reason: "it has not three parts with dots between them") }
        guard let header = Base64URL.decode(parts[0]), let payload = Base64URL.decode(parts[1]),
            let signature = Base64URL.decode(parts[2])
        else { throw .notAToken(reason: "a part is not base64url without padding") }
        // What one reader takes for the value must be what every reader does.
        guard let fields = (try? JSONValue.parse(header, allowsDuplicates: false))?.object else {
            throw .notAToken(reason: "its header is not a JSON object, or names a member twice")
        }
        guard let claims = (try? JSONValue.parse(payload, allowsDuplicates: false))?.object else {
            throw .notAToken(reason: "its payload is not a JSON object, or names a claim twice")
        }
        guard let algorithm = fields["alg"]?.string else { throw .notAToken(reason: "its header has no alg") }
        for name in ["crit", "b64"] where fields[name] != nil {
            throw .notAToken(reason: "its header has \(name), which is not supported")
        }
        if let type = fields["typ"], type.string == nil { throw .notAToken(reason: "its typ is not a text") }
        if let keyID = fields["kid"], keyID.string == nil { throw .notAToken(reason: "its kid is not a text") }
        self.algorithm = algorithm
        keyID = fields["kid"]?.string
        unverifiedClaims = claims
        signingInput = Array((parts[0] + "." + parts[1]).utf8)
        self.signature = signature
    }

    private static func trimmed(_ text: String) -> Substring {
        func isWhiteSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        let start = text.utf8.drop(while: isWhiteSpace)
        guard let last = start.lastIndex(where: { !isWhiteSpace($0) }) else { return "" }
        return Substring(start[...last])
    }

    /// Who the token says issued it: to find the provider whose keys verify it, and nothing else.
    ///
    /// - Throws: ``WebIdentityError/missingClaim(_:)`` where there is no `iss`, or it is not a text.
    package var unverifiedIssuer: String {
        get throws(WebIdentityError) {
            guard let issuer = unverifiedClaims["iss"]?.string, !issuer.isEmpty else { throw .missingClaim("iss") }
            return issuer
        }
    }

    /// Verifies the signature with the provider's keys, then reads the claims. Times and audience are not looked at:
    /// see ``WebIdentity/checkTimes(now:)`` and ``WebIdentity/isFor(anyOf:)``.
    ///
    /// - Throws: ``WebIdentityError``.
    package func verified(with keys: JSONWebKeySet) throws(WebIdentityError) -> WebIdentity {
        let key = try keys.key(for: keyID)
        // The key decides. A token may only name what the key is for anyway.
        guard let algorithm = JSONWebAlgorithm(rawValue: algorithm), key.algorithms.contains(algorithm) else {
            throw .algorithmRefused(algorithm)
        }
        guard key.verifies(signature, of: signingInput, algorithm) else { throw .badSignature }
        return try WebIdentity(claims: unverifiedClaims)
    }
}
