import Cryptography

/// `nextToken`: opaque to clients, good for the question that it was made for (emulator.md D.4).
package struct PageToken: Sendable, Equatable {
    /// What was asked: the kind of the list, its registry, and whatever narrows it. No part holds a `|`.
    package let question: [String]
    /// The key of the last element of the page before.
    package let last: String

    package init(question: [String], last: String) {
        self.question = question
        self.last = last
    }

    /// Base64 of the content and a checksum, so that a garbled token is told apart from a good one.
    package var text: String {
        let content = content
        return Base64.encode(Array((content + "|" + Self.checksum(content)).utf8))
    }

    /// The key of the last element of the page before.
    ///
    /// - Throws: ``ECRError/invalidPageToken`` for a token that is garbled or another question's.
    package static func last(in text: String, question: [String]) throws(ECRError) -> String {
        guard
            let bytes = Base64.decode(text), let decoded = String(validating: bytes, as: UTF8.self),
            let bar = decoded.lastIndex(of: "|")
        else { throw .invalidPageToken }
        let content = String(decoded[..<bar])
        let parts = content.split(separator: "|", omittingEmptySubsequences: false)
        guard let last = parts.last, checksum(content) == decoded[decoded.index(after: bar)...] else {
            throw .invalidPageToken
        }
        let token = PageToken(question: question, last: String(last))
        guard token.content == content else { throw .invalidPageToken }
        return token.last
    }

    private var content: String { (question + [last]).joined(separator: "|") }

    private static func checksum(_ content: String) -> String {
        Hex.encode(SHA256.hash(content).prefix(16))
    }
}
