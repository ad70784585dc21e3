/// Patterns that only say of which characters a text is made, and those that several services have, as AWS prints them.
extension Array where Element == InputRule<String> {
    /// A run of scalars that `allows` takes.
    ///
    /// - Parameter text: the pattern as AWS prints it.
    package static func run(
        _ text: String,
        allowsEmpty: Bool,
        allows: @escaping @Sendable (Unicode.Scalar) -> Bool
    ) -> Self {
        pattern(text) { value in value.isEmpty ? allowsEmpty : value.unicodeScalars.allSatisfy(allows) }
    }

    /// A run of word characters and of those in `extra`.
    ///
    /// - Parameter text: the pattern as AWS prints it.
    package static func word(_ text: String, extra: String, allowsEmpty: Bool = true) -> Self {
        run(text, allowsEmpty: allowsEmpty) { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_": true
            default: extra.unicodeScalars.contains(scalar)
            }
        }
    }

    /// A tag's key; letters, separators and digits of any script.
    package static let tagKey: Self = run(
        #"[\p{L}\p{Z}\p{N}_.:/=+\-@]+"#,
        allowsEmpty: false,
        allows: isTagCharacter
    )
    package static let tagValue: Self = run(
        #"[\p{L}\p{Z}\p{N}_.:/=+\-@]*"#,
        allowsEmpty: true,
        allows: isTagCharacter
    )

    /// A policy document.
    package static let policy: Self = run(#"[\u0009\u000A\u000D\u0020-\u00FF]+"#, allowsEmpty: false) { scalar in
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0xFF: true
        default: false
        }
    }

    @Sendable
    private static func isTagCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .spaceSeparator,
            .lineSeparator, .paragraphSeparator, .decimalNumber, .letterNumber, .otherNumber:
            true
        default:
            "_.:/=+-@".unicodeScalars.contains(scalar)
        }
    }
}
