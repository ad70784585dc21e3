import AWSCore
import Cryptography
import Foundation
import Text

/// A session token of IMDSv2's: when it ends, under a key of this emulator's, so that none has to be remembered.
struct InstanceToken: Sendable {
    /// What the client may ask for, in seconds.
    static let lifetimes = 1...21_600

    private static let macLength = 24
    private let key: [UInt8]

    /// - Parameter key: secret bytes.
    init(key: [UInt8]) {
        self.key = key
    }

    /// A token that ends `seconds` after `now`.
    func make(seconds: Int, now: Date) -> String {
        let end = UInt64(max(0, now.timeIntervalSince1970.rounded(.down))) + UInt64(seconds)
        let content = withUnsafeBytes(of: end.bigEndian) { Array($0) }
        return Base64.encode(content + mac(of: content))
    }

    /// The seconds that a token is still good for; nil where it is not one of these, or has ended.
    func rest(of token: String, now: Date) -> Int? {
        guard let bytes = Base64.decode(token), bytes.count == 8 + Self.macLength else { return nil }
        let content = Array(bytes.prefix(8))
        guard constantTimeEquals(Array(bytes.dropFirst(8)), mac(of: content)) else { return nil }
        let end = content.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let seconds = Double(end) - now.timeIntervalSince1970
        return seconds > 0 ? Int(seconds.rounded(.up)) : nil
    }

    private func mac(of content: [UInt8]) -> [UInt8] {
        Array(HMAC.sha256(content, key: key).prefix(Self.macLength))
    }
}
