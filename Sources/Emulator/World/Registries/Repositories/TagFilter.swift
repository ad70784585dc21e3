import AWSCore
import Text

/// A pattern of tags, in which `*` is any run of characters (docs/aws/ecr-repositories.md, "Tag mutability").
package struct TagFilter: Sendable, Codable, Equatable {
    package let text: String

    /// Nil for what is not a filter: 1 to 128 letters, digits, `.`, `_`, `-` and at most two `*`.
    package init?(_ text: String) {
        guard Self.hasForm(text), Self.hasFewWildcards(text) else { return nil }
        self.text = text
    }

    /// Whether `text` has the length and the characters of a filter.
    package static func hasForm(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0.isWordCharacter || $0 == 0x2E || $0 == 0x2A || $0 == 0x2D }
    }

    /// Whether `text` has as many wildcards as a filter may have.
    package static func hasFewWildcards(_ text: String) -> Bool { WildcardPattern.stars(in: text) <= 2 }

    package func admits(_ tag: String) -> Bool { WildcardPattern(stars: text).matches(tag) }

    package init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
