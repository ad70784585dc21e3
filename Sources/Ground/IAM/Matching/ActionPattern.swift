import Text

/// One entry of `Action` or `NotAction`: `*`, or a service prefix, a colon and a name, in which `*` and `?` are
/// wildcards, without regard to case (docs/aws/iam.md, "Documents").
package struct ActionPattern: Sendable, Equatable {
    /// As it stands in the document.
    package let text: String
    private let pattern: WildcardPattern

    package init(_ text: String) {
        self.text = text
        pattern = WildcardPattern(text, foldsCase: true)
    }

    package func matches(_ action: String) -> Bool { pattern.matches(action) }
}
