import COpenSSL

/// A public key of one of the two kinds that identity providers sign with.
package enum PublicKey: Sendable {
    case rsa(RSAPublicKey)
    case ellipticCurve(ECPublicKey)

    /// The key that libcrypto holds, made anew of its numbers, so that every key passes the same checks.
    ///
    /// - Throws: ``CryptographyError/invalidKey(reason:)`` for other kinds, RSA-PSS and unnamed curves among them.
    init(_ handle: KeyHandle) throws(CryptographyError) {
        if EVP_PKEY_is_a(handle.pointer, "RSA") == 1 {
            self = .rsa(try RSAPublicKey(modulus: handle.number("n"), exponent: handle.number("e")))
            return
        }
        guard EVP_PKEY_is_a(handle.pointer, "EC") == 1 else {
            throw .invalidKey(reason: "it is neither RSA nor ECDSA")
        }
        var name = [CChar](repeating: 0, count: 64)
        var length = 0
        let found = EVP_PKEY_get_group_name(handle.pointer, &name, name.count, &length)
        ERR_clear_error()
        let text = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        guard found == 1, let curve = EllipticCurve(libcryptoName: text) else {
            throw .invalidKey(reason: "its curve is none of P-256, P-384 and P-521")
        }
        self = .ellipticCurve(try ECPublicKey(curve: curve, of: handle))
    }
}
