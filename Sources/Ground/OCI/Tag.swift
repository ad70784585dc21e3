import AWSCore

/// The name that a repository gives to one of its manifests: `[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}` (OCI distribution
/// specification, "Pulling manifests").
///
/// A value cannot hold a malformed tag.
package struct Tag: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The most characters that a tag may have.
    package static let longest = 128

    /// What clients ask for where no tag is given.
    package static let latest = Tag(known: "latest")

    /// The tag as it is written.
    package let description: String

    /// Nil for any text of another form.
    package init?(_ text: some StringProtocol) {
        guard let first = text.utf8.first, text.utf8.count <= Self.longest,
            first.isLetterOrDigit || first == 0x5F,
            text.utf8.allSatisfy({ $0.isLetterOrDigit || $0 == 0x5F || $0 == 0x2E || $0 == 0x2D })
        else { return nil }
        description = String(text)
    }

    private init(known text: String) {
        description = text
    }

    /// Byte by byte.
    package static func < (left: Tag, right: Tag) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }
}

extension UInt8 {
    /// Whether the byte is one of `a-z`, `A-Z` and `0-9`.
    var isLetterOrDigit: Bool { isDigit || (0x61...0x7A).contains(self | 0x20) }

    /// Whether the byte is one of `a-z` and `0-9`.
    var isLowerOrDigit: Bool { isDigit || (0x61...0x7A).contains(self) }
}
