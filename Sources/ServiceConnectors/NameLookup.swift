/// Finds one thing by its UUID, its name, or the beginning of either (client.md, section 2).
package struct NameLookup: Sendable {
    /// What stands in messages, such as `service_connector`.
    package let kind: String
    /// Whether the beginning of a name will do; else only that of an ID.
    package let allowsNamePrefix: Bool

    package init(kind: String, allowsNamePrefix: Bool) {
        self.kind = kind
        self.allowsNamePrefix = allowsNamePrefix
    }

    /// The one candidate that `text` means: its ID, else its exact name, else a prefix without regard to case.
    ///
    /// - Throws: ``LookupError``.
    package func find<Candidate>(
        _ text: String,
        in candidates: [Candidate],
        id: (Candidate) -> String,
        name: (Candidate) -> String
    ) throws(LookupError) -> Candidate {
        if let exact = candidates.first(where: { id($0) == text.lowercased() }) { return exact }
        if let exact = candidates.first(where: { name($0) == text }) { return exact }
        if NameLookup.isIdentifier(text) {
            let title = kind.prefix(1).uppercased() + kind.dropFirst().replacing("_", with: " ")
            throw LookupError(isKeyError: true, text: "\(title) with ID \(text.lowercased()) not found.")
        }
        let prefix = text.lowercased()
        let found = candidates.filter {
            id($0).hasPrefix(prefix) || allowsNamePrefix && name($0).lowercased().hasPrefix(prefix)
        }
        if found.count == 1, let only = found.first { return only }
        let what = allowsNamePrefix ? "a name/ID prefix" : "an ID prefix"
        guard !found.isEmpty else {
            throw LookupError(
                isKeyError: true,
                text: "No \(kind)s have been found that have \(what) that matches the provided string '\(text)'."
            )
        }
        // ZenML has the plural twice.
        let list = PythonText.list(found.map { "\(name($0)): \(id($0))" })
        throw LookupError(
            isKeyError: false,
            text: """
                \(found.count) \(kind)s have been found that have \(what) that matches the provided string '\(text)':
                \(list).
                Please provide more characters to uniquely identify only one of the \(kind)ss.
                """
        )
    }

    /// Whether `text` has a UUID's form: 8-4-4-4-12 hexadecimal digits.
    private static func isIdentifier(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
    }
}

/// Nothing, or too much, was found.
package struct LookupError: Error, Sendable, Equatable, CustomStringConvertible {
    /// ZenML prints such a message in quotes.
    let isKeyError: Bool
    let text: String

    package var description: String { isKeyError ? PythonText.keyError(text) : text }
}
