import COpenSSL

/// An RSA public key (RFC 8017) that verifies signatures of the form PKCS #1 v1.5.
package struct RSAPublicKey: Sendable {
    /// How many bits a modulus may have: less can be broken, more only costs time.
    package static let bits = 2_048...8_192

    let handle: KeyHandle

    /// A key of its numbers, both big-endian; zeros in front do not count.
    ///
    /// - Throws: ``CryptographyError/keySize(bits:)``, ``CryptographyError/invalidKey(reason:)``.
    package init(modulus: [UInt8], exponent: [UInt8]) throws(CryptographyError) {
        let modulus = Array(modulus.drop { $0 == 0 })
        let exponent = Array(exponent.drop { $0 == 0 })
        let bits = modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)
        guard RSAPublicKey.bits.contains(bits) else { throw .keySize(bits: bits) }
        guard let last = exponent.last, last & 1 == 1, exponent != [1], exponent.count <= 8 else {
            throw .invalidKey(reason: "the exponent is not an odd number between 3 and 2^64")
        }
        // Libcrypto takes numbers in the machine's own order of bytes, which is little-endian on all that Swift runs
        // on.
        var littleModulus = Array(modulus.reversed())
        var littleExponent = Array(exponent.reversed())
        let made: Result<KeyHandle, CryptographyError> = littleModulus.withUnsafeMutableBufferPointer { modulus in
            littleExponent.withUnsafeMutableBufferPointer { exponent in
                var parameters = [
                    OSSL_PARAM_construct_BN(KeyHandle.parameter("n"), modulus.baseAddress, modulus.count),
                    OSSL_PARAM_construct_BN(KeyHandle.parameter("e"), exponent.baseAddress, exponent.count),
                    OSSL_PARAM_construct_end(),
                ]
                return Result { () throws(CryptographyError) in try KeyHandle.publicKey("RSA", &parameters) }
            }
        }
        handle = try made.get()
    }

    /// The key's modulus, big-endian without leading zeros.
    package var modulus: [UInt8] { get throws(CryptographyError) { try handle.number("n") } }

    /// The key's public exponent, big-endian without leading zeros.
    package var exponent: [UInt8] { get throws(CryptographyError) { try handle.number("e") } }

    /// Whether `signature` is this key's for `message`, in the form PKCS #1 v1.5; false for anything that cannot be
    /// one.
    package func verifies(_ signature: [UInt8], of message: [UInt8], hash: HashFunction = .sha256) -> Bool {
        handle.verifies(signature, of: message, hash) { EVP_PKEY_CTX_set_rsa_padding($0, RSA_PKCS1_PADDING) }
    }
}

/// An RSA key pair that signs in the form PKCS #1 v1.5.
package struct RSAPrivateKey: Sendable {
    let handle: KeyHandle
    /// The half that everybody may know.
    package let publicKey: RSAPublicKey

    /// A new key from libcrypto's own generator: no seed of a world brings it back.
    ///
    /// - Parameter bits: 2,048 to 8,192; the time it takes grows fast with it.
    /// - Throws: ``CryptographyError``.
    package init(bits: Int = 2_048) throws(CryptographyError) {
        guard RSAPublicKey.bits.contains(bits) else { throw .keySize(bits: bits) }
        handle = try KeyHandle.generate("RSA") { EVP_PKEY_CTX_set_rsa_keygen_bits($0, Int32(bits)) }
        publicKey = try RSAPublicKey(modulus: handle.number("n"), exponent: handle.number("e"))
    }

    /// The signature of `message`, as long as the modulus.
    ///
    /// - Throws: ``CryptographyError/libcrypto(step:reason:)``.
    package func sign(_ message: [UInt8], hash: HashFunction = .sha256) throws(CryptographyError) -> [UInt8] {
        try handle.sign(message, hash) { EVP_PKEY_CTX_set_rsa_padding($0, RSA_PKCS1_PADDING) }
    }
}
