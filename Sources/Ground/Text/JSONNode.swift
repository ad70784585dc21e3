/// A value of a JSON text as it was written: the order of members, the digits of numbers, and where each stands.
package struct JSONNode: Sendable {
    package enum Content: Sendable {
        case null
        case bool(Bool)
        /// As written.
        case number(String)
        /// With its escapes resolved.
        case string(String)
        case array([JSONNode])
        case object([Member])
    }

    package struct Member: Sendable {
        /// With its escapes resolved.
        package let name: String
        /// The name with its quotes, in bytes of the text.
        package let nameRange: Range<Int>
        /// The line that the name stands on.
        package let line: Int
        package let value: JSONNode
    }

    package let content: Content
    /// In bytes of the text.
    package let range: Range<Int>
    /// The line that it begins on, from 1.
    package let line: Int
}

/// What a text may hold besides what RFC 8259 says.
package struct JSONRules: Sendable {
    /// How many arrays and objects a value may stand in.
    let depth: Int
    /// How many values there may be in all, those that hold others among them.
    let values: Int
    /// Whether a name may stand twice in one object.
    let allowsDuplicates: Bool
    /// Whether half of a surrogate pair is read as U+FFFD, as Go does it.
    let replacesHalfPairs: Bool

    package init(
        depth: Int,
        values: Int = .max,
        allowsDuplicates: Bool = true,
        replacesHalfPairs: Bool = false
    ) {
        self.depth = depth
        self.values = values
        self.allowsDuplicates = allowsDuplicates
        self.replacesHalfPairs = replacesHalfPairs
    }
}

extension JSONNode {
    /// Reads one JSON value and nothing after it.
    ///
    /// Strict: UTF-8 without byte order mark, no comments, no control characters in strings. The caller bounds the size.
    package static func parse(_ text: [UInt8], _ rules: JSONRules) throws(JSONFault) -> JSONNode {
        var scanner = JSONScanner(text, rules)
        return try scanner.document()
    }
}
