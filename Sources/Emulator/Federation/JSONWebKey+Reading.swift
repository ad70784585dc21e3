import AWSProtocols
import Cryptography
import Text

extension JSONWebKey {
    /// Reads a member of a key set.
    ///
    /// - Returns: nil for a key of another kind, curve, algorithm or use, which is not a concern of ours.
    /// - Throws: ``WebIdentityError/keysUnusable(reason:)`` for a key of our kind that must not be used.
    init?(member members: [String: JSONValue]) throws(WebIdentityError) {
        guard let kind = members["kty"]?.string else { throw .keysUnusable(reason: "a key has no kty") }
        if members["kid"] != nil, members["kid"]?.string == nil { throw .keysUnusable(reason: "a kid is not a text") }
        if let use = members["use"], use != "sig" { return nil }
        if let operations = members["key_ops"]?.array, !operations.contains("verify") { return nil }
        let keyID = members["kid"]?.string
        let publicKey: PublicKey
        switch kind {
        case "RSA":
            let modulus = try JSONWebKey.number("n", of: members)
            let exponent = try JSONWebKey.number("e", of: members)
            do {
                publicKey = .rsa(try RSAPublicKey(modulus: modulus, exponent: exponent))
            } catch {
                throw .keysUnusable(reason: "\(JSONWebKey.name(of: members)): \(error)")
            }
        case "EC":
            guard let curve = members["crv"]?.string.flatMap(EllipticCurve.init(rawValue:)) else { return nil }
            let x = try JSONWebKey.number("x", of: members)
            let y = try JSONWebKey.number("y", of: members)
            do {
                publicKey = .ellipticCurve(try ECPublicKey(curve: curve, x: x, y: y))
            } catch {
                throw .keysUnusable(reason: "\(JSONWebKey.name(of: members)): \(error)")
            }
        default: return nil
        }
        var algorithms = JSONWebAlgorithm.all(for: publicKey)
        if let named = members["alg"] {
            guard let algorithm = named.string.flatMap(JSONWebAlgorithm.init(rawValue:)) else { return nil }
            guard algorithms.contains(algorithm) else {
                throw .keysUnusable(
                    reason: "\(JSONWebKey.name(of: members)) cannot be used with \(algorithm.rawValue), its alg"
                )
            }
            algorithms = [algorithm]
        }
        self.init(keyID: keyID, algorithms: algorithms, publicKey: publicKey)
    }

    private static func number(_ member: String, of members: [String: JSONValue]) throws(WebIdentityError) -> [UInt8] {
        guard let bytes = members[member]?.string.flatMap({ Base64URL.decode($0) }), !bytes.isEmpty else {
            throw .keysUnusable(reason: "\(name(of: members)) has no '\(member)' in base64url")
        }
        return bytes
    }

    private static func name(of members: [String: JSONValue]) -> String {
        members["kid"]?.string.map { "the key '\($0)'" } ?? "a key without kid"
    }
}
