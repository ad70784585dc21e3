package import Cryptography

/// What stands for the body in a canonical request.
package enum BodyHash: Sendable, Equatable {
    /// The lower-case hexadecimal SHA-256 of the body.
    case sha256(String)
    /// The word `UNSIGNED-PAYLOAD`: the body is not covered by the signature.
    case unsigned

    /// The hash of no body.
    package static let empty = BodyHash.sha256("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")

    package static func of(_ body: some ContiguousBytesSequence) -> BodyHash {
        .sha256(Hex.encode(SHA256.hash(body)))
    }

    static let unsignedPayload = "UNSIGNED-PAYLOAD"

    /// What S3's clients say of a body that they send in pieces (S3's API reference, "Signature calculations:
    /// transferring a payload in multiple chunks").
    static let streamedPayloads: Set<String> = [
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
    ]

    /// The last line of the canonical request.
    var text: String {
        switch self {
        case .sha256(let hash): hash
        case .unsigned: BodyHash.unsignedPayload
        }
    }
}
