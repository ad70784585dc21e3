/// A pattern of the STS model, with its text as AWS prints it.
struct MemberPattern: Sendable {
    let text: String
    private let isMatch: @Sendable (String) -> Bool

    func matches(_ value: String) -> Bool { isMatch(value) }

    /// `RoleSessionName`, `Name`, `SourceIdentity`.
    static let name = MemberPattern(text: #"[\w+=,.@-]*"#, extra: "+=,.@-")
    static let externalID = MemberPattern(text: #"[\w+=,.@:\/-]*"#, extra: "+=,.@:/-")
    static let serialNumber = MemberPattern(text: #"[\w+=/:,.@-]*"#, extra: "+=/:,.@-")
    static let tokenCode = MemberPattern(text: #"[\d]*"#, allowsEmpty: true) { ("0"..."9").contains($0) }

    static let accessKeyID = MemberPattern(text: #"[\w]*"#, extra: "")

    /// A tag's key; letters, separators and digits of any script.
    static let tagKey = MemberPattern(
        text: #"[\p{L}\p{Z}\p{N}_.:/=+\-@]+"#,
        allowsEmpty: false,
        allows: isTagCharacter
    )
    static let tagValue = MemberPattern(
        text: #"[\p{L}\p{Z}\p{N}_.:/=+\-@]*"#,
        allowsEmpty: true,
        allows: isTagCharacter
    )

    static let arn = MemberPattern(
        text: #"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+"#,
        allowsEmpty: false
    ) { scalar in
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    static let policy = MemberPattern(text: #"[\u0009\u000A\u000D\u0020-\u00FF]+"#, allowsEmpty: false) { scalar in
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0xFF: true
        default: false
        }
    }

    /// Words of visible ASCII but `"`, `,` and `\`, with one blank between each two.
    static let scope = MemberPattern(
        text: #"[\x21\x23-\x2B\x2D-\x5B\x5D-\x7E]+( [\x21\x23-\x2B\x2D-\x5B\x5D-\x7E]+)*"#
    ) { value in
        value.split(separator: " ", omittingEmptySubsequences: false).allSatisfy { word in
            !word.isEmpty && word.utf8.allSatisfy { (0x21...0x7E).contains($0) && !#"",\"#.utf8.contains($0) }
        }
    }

    private init(text: String, matches: @escaping @Sendable (String) -> Bool) {
        self.text = text
        isMatch = matches
    }

    /// A run of scalars that `allows` takes.
    private init(text: String, allowsEmpty: Bool, allows: @escaping @Sendable (Unicode.Scalar) -> Bool) {
        self.init(text: text) { value in
            value.isEmpty ? allowsEmpty : value.unicodeScalars.allSatisfy(allows)
        }
    }

    /// A run of word characters and of those in `extra`.
    private init(text: String, extra: String) {
        self.init(text: text, allowsEmpty: true) { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_": true
            default: extra.unicodeScalars.contains(scalar)
            }
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
