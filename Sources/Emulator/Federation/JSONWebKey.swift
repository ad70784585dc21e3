package import AWSProtocols
package import Cryptography
import Text

/// A public key of a provider's (RFC 7517).
package struct JSONWebKey: Sendable {
    /// The key's name among the provider's; nil where it has none.
    package let keyID: String?
    /// What the key may be used for: what its `alg` says, or without one all that its kind can do.
    package let algorithms: Set<JSONWebAlgorithm>
    package let publicKey: PublicKey

    init(keyID: String?, algorithms: Set<JSONWebAlgorithm>, publicKey: PublicKey) {
        self.keyID = keyID
        self.algorithms = algorithms
        self.publicKey = publicKey
    }

    /// A key for one algorithm.
    ///
    /// - Parameter keyID: nil for the key's thumbprint (RFC 7638).
    /// - Throws: ``CryptographyError``; ``CryptographyError/invalidKey(reason:)`` too where key and algorithm do not
    ///   fit.
    package init(
        _ publicKey: PublicKey,
        algorithm: JSONWebAlgorithm,
        keyID: String? = nil
    ) throws(CryptographyError) {
        guard JSONWebAlgorithm.all(for: publicKey).contains(algorithm) else {
            throw .invalidKey(reason: "it is not for \(algorithm.rawValue)")
        }
        self.publicKey = publicKey
        algorithms = [algorithm]
        let required = JSONValue.object(try JSONWebKey.numbers(of: publicKey))
        self.keyID = keyID ?? Base64URL.encode(SHA256.hash(required.serialized()))
    }

    /// Whether a signature is the key's, with one of ``algorithms``.
    func verifies(_ signature: [UInt8], of message: [UInt8], _ algorithm: JSONWebAlgorithm) -> Bool {
        switch publicKey {
        case .rsa(let key): key.verifies(signature, of: message, hash: algorithm.hash)
        case .ellipticCurve(let key): key.verifies(signature, of: message)
        }
    }

    /// The members that make the key: `kty` and its numbers.
    private static func numbers(of key: PublicKey) throws(CryptographyError) -> [String: JSONValue] {
        switch key {
        case .rsa(let key):
            [
                "kty": "RSA", "n": .string(Base64URL.encode(try key.modulus)),
                "e": .string(Base64URL.encode(try key.exponent)),
            ]
        case .ellipticCurve(let key):
            [
                "kty": "EC", "crv": .string(key.curve.rawValue), "x": .string(Base64URL.encode(key.x)),
                "y": .string(Base64URL.encode(key.y)),
            ]
        }
    }

    /// The key as a member of a key set.
    package var json: JSONValue {
        get throws(CryptographyError) {
            var members = try JSONWebKey.numbers(of: publicKey)
            members["use"] = "sig"
            members["kid"] = keyID.map(JSONValue.string)
            if algorithms.count == 1 { members["alg"] = algorithms.first.map { .string($0.rawValue) } }
            return .object(members)
        }
    }
}
