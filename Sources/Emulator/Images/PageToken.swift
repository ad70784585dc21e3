import Cryptography

/// `nextToken`: opaque to clients, good for the question that it was made for (docs/aws/ecr.md, "Pages").
package struct PageToken: Sendable, Equatable {
    /// What was asked: the kind of the list, its registry, and whatever narrows it. No part holds a `|`.
    package let question: [String]
    /// The key of the last element of the page before.
    package let last: String

    package init(question: [String], last: String) {
        self.question = question
        self.last = last
    }

    package var text: String { CheckedText.encode(content) }

    /// The key of the last element of the page before.
    ///
    /// - Throws: ``ImagesError/invalidPageToken`` for a token that is garbled or another question's.
    package static func last(in text: String, question: [String]) throws(ImagesError) -> String {
        guard let content = CheckedText.decode(text),
            let last = content.split(separator: "|", omittingEmptySubsequences: false).last
        else { throw .invalidPageToken }
        let token = PageToken(question: question, last: String(last))
        guard token.content == content else { throw .invalidPageToken }
        return token.last
    }

    private var content: String { (question + [last]).joined(separator: "|") }
}
