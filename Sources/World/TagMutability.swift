extension Repository {
    /// Whether a tag that stands cannot be moved to another image (emulator.md D.7). In an exclusion filter `*` stands
    /// for any run of characters, also none.
    package func isImmutable(_ tag: String) -> Bool {
        switch imageTagMutability {
        case "IMMUTABLE": true
        case "IMMUTABLE_WITH_EXCLUSION": !isExcluded(tag)
        case "MUTABLE_WITH_EXCLUSION": isExcluded(tag)
        default: false
        }
    }

    private func isExcluded(_ tag: String) -> Bool { exclusionFilters.contains { Self.filter($0, admits: tag) } }

    /// Each part between stars is taken where it stands first: what is left is then as long as it can be.
    private static func filter(_ filter: String, admits tag: String) -> Bool {
        let parts = filter.utf8.split(separator: 0x2A, omittingEmptySubsequences: false)
        guard let first = parts.first, let last = parts.last, parts.count > 1 else { return filter == tag }
        var rest = Substring(tag).utf8
        guard rest.starts(with: first) else { return false }
        rest = rest.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let start = rest.indices.first(where: { rest[$0...].starts(with: part) }) else { return false }
            rest = rest[start...].dropFirst(part.count)
        }
        return rest.suffix(last.count).elementsEqual(last)
    }
}
