import Cryptography

/// The text that the signing key signs (docs/aws/signatures.md, "The computation", 2 to 4).
struct StringToSign: Sendable {
    /// The one algorithm: HMAC with SHA-256. Signatures of the other, ECDSA over several regions, are S3's.
    static let algorithm = "AWS4-HMAC-SHA256"

    let utf8: [UInt8]

    /// - Parameters:
    ///   - timestamp: `YYYYMMDDTHHMMSSZ`.
    ///   - scope: `DATE/REGION/SERVICE/aws4_request`.
    init(timestamp: String, scope: some Sequence<UInt8>, canonicalRequest: CanonicalRequest) {
        var buffer: [UInt8] = []
        buffer.reserveCapacity(192)
        buffer += StringToSign.algorithm.utf8
        buffer.append(0x0A)
        buffer += timestamp.utf8
        buffer.append(0x0A)
        buffer += scope
        buffer.append(0x0A)
        buffer += Hex.encode(SHA256.hash(canonicalRequest.utf8)).utf8
        utf8 = buffer
    }

    /// The signature in lower-case hexadecimal digits.
    func signature(key: [UInt8]) -> String {
        Hex.encode(HMAC.sha256(utf8, key: key))
    }
}

/// The key of one scope, derived from a secret access key.
enum SigningKey {
    static func derive(secretAccessKey: String, scope: CredentialScope) -> [UInt8] {
        var key = HMAC.sha256(scope.date, key: Array("AWS4".utf8) + Array(secretAccessKey.utf8))
        key = HMAC.sha256(scope.region, key: key)
        key = HMAC.sha256(scope.service, key: key)
        return HMAC.sha256(CredentialScope.terminator, key: key)
    }
}
