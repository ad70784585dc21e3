import AWSCore
import Text

/// A pattern of repository names in which `*` stands for any run of characters (docs/aws/ecr.md, "Constraints").
package struct RepositoryFilter: Sendable, Codable, Equatable {
    package let text: String

    /// Nil for what is not a filter: words of lower-case letters, digits and `*`, with single `.`, `_`, `-` or `/`
    /// between them.
    package init?(_ text: String) {
        guard Self.hasForm(text) else { return nil }
        self.text = text
    }

    /// Whether `text` has the characters of a filter, in their order.
    package static func hasForm(_ text: String) -> Bool {
        let words = text.utf8.split(omittingEmptySubsequences: false) { ".-_/".utf8.contains($0) }
        return words.allSatisfy { word in
            !word.isEmpty && word.allSatisfy { $0.isDigit || (0x61...0x7A).contains($0) || $0 == 0x2A }
        }
    }

    /// Whether the whole name is of the pattern.
    package func matches(_ name: String) -> Bool { WildcardPattern(stars: text).matches(name) }

    /// Whether the name has the pattern: a pattern without a star may stand anywhere in it.
    package func isFound(in name: String) -> Bool {
        WildcardPattern.stars(in: text) == 0 ? name.contains(text) : matches(name)
    }

    package init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
