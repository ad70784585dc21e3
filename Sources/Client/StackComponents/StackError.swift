/// Why a component or a stack cannot be registered or changed, in ZenML's words where it has them
/// (docs/zenml/stacks.md; docs/zenml/output.md, "Failures inside").
package struct StackError: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }

    /// Refuses names that ZenML does not take: empty ones, and those with a tab or a line break.
    static func check(name: String, of model: String) throws(StackError) {
        guard !name.isEmpty else {
            throw StackError(
                "The class `\(model)Request` has no attribute `name` or it is set to `None`. Cannot validate the name."
            )
        }
        let forbidden = name.unicodeScalars.filter { "\t\n\r\u{0B}\u{0C}".unicodeScalars.contains($0) }
        guard forbidden.isEmpty else {
            throw StackError(
                "The name \(shown(name)) of the `\(model)` contains the following forbidden characters: "
                    + "\(shown(String(String.UnicodeScalarView(forbidden))))."
            )
        }
    }

    /// In backquotes, with the characters written out that would break the line.
    private static func shown(_ text: String) -> String {
        let written = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\t": "\\t"
            case "\n": "\\n"
            case "\r": "\\r"
            case "\u{0B}": "\\x0b"
            case "\u{0C}": "\\x0c"
            default: String(scalar)
            }
        }
        return "`\(written.joined())`"
    }
}
