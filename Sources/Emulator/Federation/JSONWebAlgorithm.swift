import Cryptography

/// The signature algorithms of RFC 7518 that STS accepts for tokens of OpenID Connect: RSA with PKCS #1 v1.5, and
/// ECDSA.
///
/// There is neither `none` nor a symmetric one: a token that names such an algorithm names an unknown one.
package enum JSONWebAlgorithm: String, Sendable, Equatable, CaseIterable {
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"
    case es256 = "ES256"
    case es384 = "ES384"
    case es512 = "ES512"

    var hash: HashFunction {
        switch self {
        case .rs256, .es256: .sha256
        case .rs384, .es384: .sha384
        case .rs512, .es512: .sha512
        }
    }

    /// The algorithms that a key without `alg` may be used with: those of its kind, and for a curve the one of the
    /// curve.
    static func all(for key: PublicKey) -> Set<JSONWebAlgorithm> {
        switch key {
        case .rsa: [.rs256, .rs384, .rs512]
        case .ellipticCurve(let key):
            switch key.curve {
            case .p256: [.es256]
            case .p384: [.es384]
            case .p521: [.es512]
            }
        }
    }
}
