import Cryptography
import Determinism
package import Foundation
import Synchronization
import Text

/// Tokens of the registry of ECR Public for whoever has no name (docs/aws/ecr-public.md, "The registry").
///
/// A token is the epoch in which it was made, its end, chance, and HMAC-SHA256 over all of that. Nothing of it is kept.
extension WorldStore {
    private static let macLength = 32
    private static let contentLength = 32

    package func anonymousToken(expiresAt: Date) -> String {
        var content = ByteWriter()
        content.write(UInt64(clamping: tokenEpoch))
        content.write(expiresAt)
        var stream = randomness.stream("anonymous token")
        content.write(stream.bytes(16))
        let mac = HMAC.sha256(content.bytes, key: secret(for: "anonymous tokens"))
        return Base64.encode(content.bytes + mac)
    }

    /// When an anonymous token ends; nil for a text that this world has not made since its last reset.
    package func end(ofAnonymousToken text: String) -> Date? {
        guard text.utf8.count <= 128, let bytes = Base64.decode(text),
            bytes.count == Self.contentLength + Self.macLength
        else { return nil }
        let content = bytes.prefix(Self.contentLength)
        let mac = HMAC.sha256(content, key: secret(for: "anonymous tokens"))
        guard constantTimeEquals(mac, bytes.suffix(Self.macLength)) else { return nil }
        var reader = ByteReader(content)
        guard reader.uint64() == UInt64(clamping: tokenEpoch) else { return nil }
        return reader.date()
    }
}
