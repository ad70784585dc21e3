import AWSCore

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
    package static func hasFewWildcards(_ text: String) -> Bool { text.utf8.count { $0 == 0x2A } <= 2 }

    /// Each part between stars is taken where it stands first: what is left is then as long as it can be.
    package func admits(_ tag: String) -> Bool {
        let parts = text.utf8.split(separator: 0x2A, omittingEmptySubsequences: false)
        guard let first = parts.first, let last = parts.last, parts.count > 1 else { return text == tag }
        var rest = Substring(tag).utf8
        guard rest.starts(with: first) else { return false }
        rest = rest.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let start = rest.indices.first(where: { rest[$0...].starts(with: part) }) else { return false }
            rest = rest[start...].dropFirst(part.count)
        }
        return rest.suffix(last.count).elementsEqual(last)
    }

    package init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
