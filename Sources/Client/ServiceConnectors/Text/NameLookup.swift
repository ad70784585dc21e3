import ClientStore

/// Finds one thing by its UUID, its name, or the beginning of either (docs/zenml/commands.md, "Names and prefixes").
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
        let identifier = IdentifierText.canonical(text)
        if let identifier, let exact = candidates.first(where: { id($0) == identifier }) { return exact }
        if let exact = candidates.first(where: { name($0) == text }) { return exact }
        if identifier != nil {
            let title = kind.prefix(1).uppercased() + kind.dropFirst().replacing("_", with: " ")
            throw LookupError(isKeyError: true, text: "\(title) with ID \(text.lowercased()) not found.")
        }
        let prefix = text.lowercased()
        let found = candidates.filter {
            IdentifierText.hasPrefix(id($0), prefix) || allowsNamePrefix && name($0).lowercased().hasPrefix(prefix)
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
        let list = PythonText.list(found.prefix(NameLookup.shownCandidates).map { "\(name($0)): \(id($0))" })
        throw LookupError(
            isKeyError: false,
            text: """
                \(found.count) \(kind)s have been found that have \(what) that matches the provided string '\(text)':
                \(list).
                Please provide more characters to uniquely identify only one of the \(kind)ss.
                """
        )
    }

    /// ZenML shows one page of what was meant.
    private static let shownCandidates = 20
}

/// Nothing, or too much, was found.
package struct LookupError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Whether nothing was found; ZenML prints such a message in quotes.
    package let isKeyError: Bool
    let text: String

    package var description: String { isKeyError ? PythonText.keyError(text) : text }
}
