import Text

/// A text in base64 with a checksum, so that a garbled one is told apart from a good one: what lists are continued with.
/// It keeps nothing secret, and anyone can make one.
package enum CheckedText {
    package static func encode(_ content: String) -> String {
        Base64.encode(Array((content + "|" + checksum(content)).utf8))
    }

    /// The content; nil of what ``encode(_:)`` has not made.
    package static func decode(_ text: String) -> String? {
        guard let bytes = Base64.decode(text), let decoded = String(validating: bytes, as: UTF8.self),
            let bar = decoded.lastIndex(of: "|")
        else { return nil }
        let content = String(decoded[..<bar])
        return checksum(content) == decoded[decoded.index(after: bar)...] ? content : nil
    }

    private static func checksum(_ content: String) -> String {
        Hex.encode(SHA256.hash(content).prefix(16))
    }
}
