import AWSCore
import Cryptography
import Foundation

/// `nextToken`: opaque to clients, good for the registry that it was made for (emulator.md D.4).
struct PageToken: Sendable, Equatable {
    let registry: AccountID
    let region: Region
    /// The name of the last repository of the page before.
    let last: String

    /// Base64 of the content and a checksum, so that a garbled token is told apart from a good one.
    var text: String {
        let content = content
        return Data((content + "|" + Self.checksum(content)).utf8).base64EncodedString()
    }

    /// - Throws: AWS's error at `nextToken` for a token that is garbled or another registry's.
    static func last(in text: String, registry: AccountID, region: Region) throws(ECRError) -> String {
        guard
            let data = Data(base64Encoded: text), let decoded = String(validating: data, as: UTF8.self),
            let bar = decoded.lastIndex(of: "|")
        else { throw .invalidParameter("nextToken", "Invalid token") }
        let content = String(decoded[..<bar])
        let parts = content.split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count == 4, checksum(content) == decoded[decoded.index(after: bar)...] else {
            throw .invalidParameter("nextToken", "Invalid token")
        }
        let token = PageToken(registry: registry, region: region, last: String(parts[3]))
        guard token.content == content else { throw .invalidParameter("nextToken", "Invalid token") }
        return token.last
    }

    private var content: String { "repositories|\(registry)|\(region)|\(last)" }

    private static func checksum(_ content: String) -> String {
        Hex.encode(SHA256.hash(content).prefix(16))
    }
}
