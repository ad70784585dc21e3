/// Why a key, a certificate or a signature could not be made.
package enum CryptographyError: LibcryptoFailure, Sendable, Equatable, CustomStringConvertible {
    /// An RSA key with fewer bits than are safe, or more than anyone needs.
    case keySize(bits: Int)
    /// Numbers that are not a public key; `reason` says why.
    case invalidKey(reason: String)
    /// A text that is not one certificate; `reason` says why.
    case invalidCertificate(reason: String)
    /// Libcrypto refused; `step` says what it was asked to do.
    case libcrypto(step: String, reason: String)

    package var description: String {
        switch self {
        case .keySize(let bits):
            "an RSA key of \(bits) bits is refused: use one of \(RSAPublicKey.bits.lowerBound) to "
                + "\(RSAPublicKey.bits.upperBound) bits"
        case .invalidKey(let reason): "not a public key: \(reason)"
        case .invalidCertificate(let reason): "not a certificate: \(reason); give one X.509 certificate in PEM form"
        case .libcrypto(let step, let reason): "libcrypto could not \(step): \(reason)"
        }
    }
}
