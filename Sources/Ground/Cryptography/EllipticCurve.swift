/// The curves of FIPS 186-5 that tokens are signed on.
package enum EllipticCurve: String, Sendable, Equatable, CaseIterable {
    case p256 = "P-256"
    case p384 = "P-384"
    case p521 = "P-521"

    /// Bytes in a coordinate, and in either half of a signature: 32, 48 or 66.
    package var byteCount: Int {
        switch self {
        case .p256: 32
        case .p384: 48
        case .p521: 66
        }
    }

    /// The hash that JOSE pairs with the curve (RFC 7518, 3.4).
    package var hash: HashFunction {
        switch self {
        case .p256: .sha256
        case .p384: .sha384
        case .p521: .sha512
        }
    }

    /// The curve that libcrypto calls by `name`, in either of the two ways it has.
    init?(libcryptoName name: String) {
        switch name {
        case "prime256v1", "P-256": self = .p256
        case "secp384r1", "P-384": self = .p384
        case "secp521r1", "P-521": self = .p521
        default: return nil
        }
    }
}
