package import AWSProtocols
package import Cryptography
import Synchronization
import Text

/// An issuer of OpenID Connect tokens in this process: for providers whose keys a world does not give, and for
/// GetWebIdentityToken (docs/aws/sts.md, "AssumeRoleWithWebIdentity" and "GetWebIdentityToken").
///
/// Its keys come from libcrypto's own generator when they are first needed, and live as long as the issuer: no seed of
/// a world brings them back, and they are written nowhere.
package final class OIDCIssuer: Sendable {
    /// What the issuer signs with; it has one key for each.
    package enum Algorithm: String, Sendable, Equatable, CaseIterable {
        /// RSA with 2,048 bits.
        case rs256 = "RS256"
        /// The curve P-256.
        case es256 = "ES256"
        /// The curve P-384.
        case es384 = "ES384"
    }

    private struct Keys {
        let rsa: RSAPrivateKey
        let p256: ECPrivateKey
        let p384: ECPrivateKey
        /// The public halves, by algorithm.
        let published: [Algorithm: JSONWebKey]

        init() throws(CryptographyError) {
            rsa = try RSAPrivateKey()
            p256 = try ECPrivateKey(curve: .p256)
            p384 = try ECPrivateKey(curve: .p384)
            published = [
                .rs256: try JSONWebKey(.rsa(rsa.publicKey), algorithm: .rs256),
                .es256: try JSONWebKey(.ellipticCurve(p256.publicKey), algorithm: .es256),
                .es384: try JSONWebKey(.ellipticCurve(p384.publicKey), algorithm: .es384),
            ]
        }
    }

    private let made = Mutex<Keys?>(nil)

    package init() {}

    /// The issuer's public keys, for verifying what it issued.
    ///
    /// - Throws: ``CryptographyError/libcrypto(step:reason:)`` where the keys cannot be made.
    package var keySet: JSONWebKeySet {
        get throws(CryptographyError) {
            let keys = try keys()
            return JSONWebKeySet(keys: Algorithm.allCases.compactMap { keys.published[$0] })
        }
    }

    /// The issuer's public keys as its `jwks_uri` would answer with them.
    ///
    /// - Throws: as ``keySet``.
    package var jwks: String { get throws(CryptographyError) { try keySet.json } }

    /// A signed token in compact form, with `kid` and `typ` in its header.
    ///
    /// - Parameter claims: all that the token says; nothing is added.
    /// - Throws: as ``keySet``.
    package func token(
        claims: [String: JSONValue],
        algorithm: Algorithm = .rs256
    ) throws(CryptographyError) -> String {
        let keys = try keys()
        var header: [String: JSONValue] = ["alg": .string(algorithm.rawValue), "typ": "JWT"]
        header["kid"] = keys.published[algorithm]?.keyID.map(JSONValue.string)
        let parts = [header, claims].map { Base64URL.encode(JSONValue.object($0).serialized()) }
        let input = parts.joined(separator: ".")
        let message = Array(input.utf8)
        let signature =
            switch algorithm {
            case .rs256: try keys.rsa.sign(message)
            case .es256: try keys.p256.sign(message)
            case .es384: try keys.p384.sign(message)
            }
        return input + "." + Base64URL.encode(signature)
    }

    private func keys() throws(CryptographyError) -> Keys {
        try made.withLock { made throws(CryptographyError) in
            if let keys = made { return keys }
            let keys = try Keys()
            made = keys
            return keys
        }
    }
}
