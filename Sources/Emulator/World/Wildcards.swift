/// Patterns in which `*` stands for any run of characters, also none.
enum Wildcards {
    /// Each part between stars is taken where it stands first: what is left is then as long as it can be.
    static func match(_ pattern: String, _ text: String) -> Bool {
        let parts = pattern.utf8.split(separator: 0x2A, omittingEmptySubsequences: false)
        guard let first = parts.first, let last = parts.last, parts.count > 1 else { return pattern == text }
        var rest = Substring(text).utf8
        guard rest.starts(with: first) else { return false }
        rest = rest.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let start = rest.indices.first(where: { rest[$0...].starts(with: part) }) else { return false }
            rest = rest[start...].dropFirst(part.count)
        }
        return rest.suffix(last.count).elementsEqual(last)
    }

    /// How many stars a pattern has.
    static func count(in pattern: String) -> Int { pattern.utf8.count { $0 == 0x2A } }
}
