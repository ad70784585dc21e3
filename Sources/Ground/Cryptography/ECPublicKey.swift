import COpenSSL

/// A public key on an elliptic curve that verifies ECDSA signatures (FIPS 186-5) in the form of JOSE: r and s, each as
/// long as the curve's coordinates, one after the other (RFC 7518, 3.4).
package struct ECPublicKey: Sendable {
    package let curve: EllipticCurve
    /// The point's coordinates, big-endian, each ``EllipticCurve/byteCount`` bytes.
    package let x: [UInt8]
    package let y: [UInt8]

    let handle: KeyHandle

    /// A key of its point.
    ///
    /// - Parameters:
    ///   - x: ``EllipticCurve/byteCount`` bytes, big-endian, with the zeros in front.
    ///   - y: likewise.
    /// - Throws: ``CryptographyError/invalidKey(reason:)``, for a point that is not on the curve too.
    package init(curve: EllipticCurve, x: [UInt8], y: [UInt8]) throws(CryptographyError) {
        guard x.count == curve.byteCount, y.count == curve.byteCount else {
            throw .invalidKey(reason: "a coordinate on \(curve.rawValue) has \(curve.byteCount) bytes")
        }
        self.curve = curve
        self.x = x
        self.y = y
        var name = curve.rawValue.utf8CString
        var point = [0x04] + x + y
        let made: Result<KeyHandle, CryptographyError> = name.withUnsafeMutableBufferPointer { name in
            point.withUnsafeMutableBufferPointer { point in
                var parameters = [
                    OSSL_PARAM_construct_utf8_string(KeyHandle.parameter("group"), name.baseAddress, 0),
                    OSSL_PARAM_construct_octet_string(KeyHandle.parameter("pub"), point.baseAddress, point.count),
                    OSSL_PARAM_construct_end(),
                ]
                return Result { () throws(CryptographyError) in try KeyHandle.publicKey("EC", &parameters) }
            }
        }
        handle = try made.get()
    }

    /// The public half of a key that libcrypto holds.
    init(curve: EllipticCurve, of handle: KeyHandle) throws(CryptographyError) {
        try self.init(
            curve: curve,
            x: handle.number("qx").padded(to: curve.byteCount),
            y: handle.number("qy").padded(to: curve.byteCount)
        )
    }

    /// Whether `signature`, r and s one after the other, is this key's for `message`; false for anything that cannot be
    /// one, a signature in DER form among it.
    ///
    /// - Parameter hash: nil for the one that JOSE pairs with the curve.
    package func verifies(_ signature: [UInt8], of message: [UInt8], hash: HashFunction? = nil) -> Bool {
        guard signature.count == 2 * curve.byteCount, let encoded = ECDSASignature.der(raw: signature) else {
            return false
        }
        return handle.verifies(encoded, of: message, hash ?? curve.hash)
    }
}

/// A key pair on an elliptic curve that signs with ECDSA in the form of JOSE.
package struct ECPrivateKey: Sendable {
    let handle: KeyHandle
    /// The half that everybody may know.
    package let publicKey: ECPublicKey
    package var curve: EllipticCurve { publicKey.curve }

    /// A new key from libcrypto's own generator: no seed of a world brings it back.
    ///
    /// - Throws: ``CryptographyError/libcrypto(step:reason:)``.
    package init(curve: EllipticCurve) throws(CryptographyError) {
        handle = try KeyHandle.generate("EC") { EVP_PKEY_CTX_set_group_name($0, curve.rawValue) }
        publicKey = try ECPublicKey(curve: curve, of: handle)
    }

    /// The signature of `message`: r and s one after the other, each ``EllipticCurve/byteCount`` bytes.
    ///
    /// - Parameter hash: nil for the one that JOSE pairs with the curve.
    /// - Throws: ``CryptographyError/libcrypto(step:reason:)``.
    package func sign(_ message: [UInt8], hash: HashFunction? = nil) throws(CryptographyError) -> [UInt8] {
        let encoded = try handle.sign(message, hash ?? curve.hash)
        return try ECDSASignature.raw(der: encoded, half: curve.byteCount)
    }
}

/// The two forms of an ECDSA signature: libcrypto's, in DER, and that of JOSE and XML.
private enum ECDSASignature {
    /// The DER form of r and s, which are equally long; nil where libcrypto has no memory.
    static func der(raw: [UInt8]) -> [UInt8]? {
        let half = raw.count / 2
        guard let signature = ECDSA_SIG_new() else { return nil }
        defer { ECDSA_SIG_free(signature) }
        let r = raw.withUnsafeBufferPointer { BN_bin2bn($0.baseAddress, Int32(half), nil) }
        let s = raw.withUnsafeBufferPointer { BN_bin2bn($0.baseAddress.map { $0 + half }, Int32(half), nil) }
        // The signature owns both numbers once they are set.
        guard let r, let s, ECDSA_SIG_set0(signature, r, s) == 1 else {
            BN_free(r)
            BN_free(s)
            return nil
        }
        let length = i2d_ECDSA_SIG(signature, nil)
        guard length > 0 else { return nil }
        return [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
            var end = buffer.baseAddress
            count = Int(max(0, i2d_ECDSA_SIG(signature, &end)))
        }
    }

    /// r and s of a signature in DER form, each of `half` bytes.
    static func raw(der: [UInt8], half: Int) throws(CryptographyError) -> [UInt8] {
        let signature = der.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            return d2i_ECDSA_SIG(nil, &start, bytes.count)
        }
        let read = try Libcrypto.make("read a signature", signature)
        defer { ECDSA_SIG_free(read) }
        var raw = [UInt8](repeating: 0, count: 2 * half)
        let lengths = raw.withUnsafeMutableBufferPointer { raw in
            (
                BN_bn2binpad(ECDSA_SIG_get0_r(read), raw.baseAddress, Int32(half)),
                BN_bn2binpad(ECDSA_SIG_get0_s(read), raw.baseAddress.map { $0 + half }, Int32(half))
            )
        }
        try Libcrypto.check("read a signature", min(lengths.0, lengths.1))
        return raw
    }
}

extension [UInt8] {
    /// The number with zeros in front up to `count` bytes.
    fileprivate func padded(to count: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: Swift.max(0, count - self.count)) + self
    }
}
