import COpenSSL

/// The hash functions of FIPS 180-4 that digital signatures are made with.
package enum HashFunction: Sendable, Equatable, CaseIterable {
    case sha256, sha384, sha512

    /// Bytes in a digest: 32, 48 or 64.
    package var byteCount: Int {
        switch self {
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// The digest of `bytes`.
    package func digest(_ bytes: [UInt8]) -> [UInt8] {
        HashAlgorithms.digest(bytes, algorithm, count: byteCount)
    }

    var algorithm: OpaquePointer? {
        switch self {
        case .sha256: HashAlgorithms.sha256
        case .sha384: HashAlgorithms.sha384
        case .sha512: HashAlgorithms.sha512
        }
    }
}

/// SHA-1, for what others define by it and where a collision does no harm: the one-time codes of RFC 6238, and the name
/// qualifier that AWS makes of a SAML issuer. Never for a signature.
package enum SHA1 {
    /// The digest of `bytes`: 20 bytes.
    package static func digest(_ bytes: [UInt8]) -> [UInt8] {
        HashAlgorithms.digest(bytes, HashAlgorithms.sha1, count: 20)
    }
}

/// MD5, for what others define by it and where a collision does no harm: the fingerprints of SSH keys. Never for a
/// signature.
package enum MD5 {
    /// The digest of `bytes`: 16 bytes.
    package static func digest(_ bytes: [UInt8]) -> [UInt8] {
        HashAlgorithms.digest(bytes, HashAlgorithms.md5, count: 16)
    }
}

extension HashAlgorithms {
    /// Libcrypto's algorithms are immutable and may be used from any thread.
    nonisolated(unsafe) static let md5 = EVP_MD_fetch(nil, "MD5", nil)
    nonisolated(unsafe) static let sha1 = EVP_MD_fetch(nil, "SHA1", nil)
    nonisolated(unsafe) static let sha384 = EVP_MD_fetch(nil, "SHA384", nil)
    nonisolated(unsafe) static let sha512 = EVP_MD_fetch(nil, "SHA512", nil)

    static func digest(_ bytes: [UInt8], _ algorithm: OpaquePointer?, count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
            // Libcrypto fails here only when memory is exhausted, where nothing can go on.
            guard EVP_Digest(bytes, bytes.count, buffer.baseAddress, nil, algorithm, nil) == 1 else {
                preconditionFailure("libcrypto has no memory for a hash")
            }
            length = count
        }
    }
}
