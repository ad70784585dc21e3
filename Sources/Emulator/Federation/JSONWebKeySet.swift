import AWSProtocols
import Cryptography

/// The public keys of a provider (RFC 7517, section 5): what its `jwks_uri` answers with.
package struct JSONWebKeySet: Sendable {
    /// How many keys a set may have.
    package static let limit = 200

    /// The keys that signatures can be verified with, in the order in which they stand.
    package let keys: [JSONWebKey]

    /// A set of these keys, which all have different names.
    package init(keys: [JSONWebKey]) {
        self.keys = keys
    }

    /// Reads a key set. Keys of other kinds than RSA and ECDSA on P-256, P-384 and P-521, for other algorithms or for
    /// encryption are left out.
    ///
    /// - Throws: ``WebIdentityError/keysUnusable(reason:)`` where the text is not a key set, two keys have one name, a
    ///   key is not complete, has fewer than 2,048 bits or does not lie on its curve: one key that must not be used
    ///   makes the set one that nobody should rely on.
    package init(json: String) throws(WebIdentityError) {
        guard let set = (try? JSONValue.parse(Array(json.utf8), allowsDuplicates: false))?.object,
            let members = set["keys"]?.array
        else {
            throw .keysUnusable(reason: "they are not a JSON object with a list 'keys', or name a member twice")
        }
        guard members.count <= JSONWebKeySet.limit else {
            throw .keysUnusable(reason: "there are more than \(JSONWebKeySet.limit)")
        }
        var keys: [JSONWebKey] = []
        var names: Set<String> = []
        for member in members {
            guard let fields = member.object else { throw .keysUnusable(reason: "a key is not a JSON object") }
            guard let key = try JSONWebKey(member: fields) else { continue }
            if let name = key.keyID, !names.insert(name).inserted {
                throw .keysUnusable(reason: "two keys have the kid '\(name)'")
            }
            keys.append(key)
        }
        self.keys = keys
    }

    /// The set's JSON text.
    ///
    /// - Throws: ``CryptographyError/libcrypto(step:reason:)``.
    package var json: String {
        get throws(CryptographyError) {
            var members: [JSONValue] = []
            for key in keys { members.append(try key.json) }
            return String(decoding: JSONValue.object(["keys": .array(members)]).serialized(), as: UTF8.self)
        }
    }

    /// The key that a token's `kid` names, exactly as it stands; for a token without one the only key there is.
    ///
    /// - Throws: ``WebIdentityError/keyNotFound(keyID:)``.
    func key(for keyID: String?) throws(WebIdentityError) -> JSONWebKey {
        guard let keyID else {
            guard keys.count == 1, let only = keys.first else { throw .keyNotFound(keyID: nil) }
            return only
        }
        // Bytes are compared: to Swift, two spellings of one character would be equal.
        guard let key = keys.first(where: { $0.keyID.map { Array($0.utf8) } == Array(keyID.utf8) }) else {
            throw .keyNotFound(keyID: keyID)
        }
        return key
    }
}
