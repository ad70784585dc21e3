/// How the elements of one statement stood to one request, for explanations.
package struct StatementTrace: Sendable, Codable, Equatable {
    package struct Element: Sendable, Codable, Equatable {
        /// `Principal`, `NotPrincipal`, `Action`, `NotAction`, `Resource`, `NotResource`, or a condition's operator and
        /// key: `Condition StringEquals aws:ResourceTag/team`.
        package let name: String
        package let isMatch: Bool
        /// What the statement asks for, after its variables have been replaced.
        package let wanted: [String]
        /// What the request has; empty where the key is absent.
        package let found: [String]
        /// What is not obvious from the values, such as a variable that has none.
        package let note: String?

        package init(name: String, isMatch: Bool, wanted: [String], found: [String], note: String? = nil) {
            self.name = name
            self.isMatch = isMatch
            self.wanted = wanted
            self.found = found
            self.note = note
        }
    }

    package let elements: [Element]

    package init(elements: [Element]) {
        self.elements = elements
    }

    /// Whether every element matches, and so the statement.
    package var isMatch: Bool { elements.allSatisfy(\.isMatch) }
}
