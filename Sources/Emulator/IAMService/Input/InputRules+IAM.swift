import AWSProtocols

/// The constraints of IAM's model, with the sentences that IAM has for the patterns.
extension Array where Element == InputRule<String> {
    static let userName: Self = name + .length(1...64)
    /// Of a user that is there: older ones may have longer names.
    static let existingUserName: Self = name + .length(1...128)
    static let groupName: Self = name + .length(1...128)
    static let roleName: Self = name + .length(1...64)
    static let policyName: Self = name + .length(1...128)
    static let instanceProfileName: Self = name + .length(1...128)
    static let serverCertificateName: Self = name + .length(1...128)
    static let deviceName: Self = name + .length(1...)
    static let customSuffix: Self = name + .length(1...64)

    static let path: Self =
        said(
            #"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)"#,
            "It must begin and end with / and contain only alphanumeric characters and/or / characters."
        ) { value in
            value == "/"
                || value.hasPrefix("/") && value.hasSuffix("/") && value.utf8.count > 2
                    && value.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        } + .length(1...512)

    static let pathPrefix: Self =
        said(
            #"\u002F[\u0021-\u007F]*"#,
            "It must begin with the / character and contain only alphanumeric characters and/or / characters."
        ) { value in
            value.hasPrefix("/") && value.utf8.allSatisfy { (0x21...0x7F).contains($0) }
        } + .length(1...512)

    static let policyPath: Self =
        said(
            #"((/[A-Za-z0-9\.,\+@=_-]+)*)/"#,
            "It must begin and end with / and contain only alphanumeric characters and/or / characters."
        ) { value in
            value.hasPrefix("/") && value.hasSuffix("/")
                && !value.contains("//")
                && value.utf8.allSatisfy { $0 == 0x2F || isWordOr($0, ".,+@=-") }
        } + .length(1...512)

    static let policyDocument: Self = policy + .length(1...131_072)
    static let arn: Self = .length(20...2_048)
    static let accessKeyID: Self = word(#"[\w]+"#, extra: "", allowsEmpty: false) + .length(16...128)
    static let policyVersionID: Self = pattern(#"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?"#) { value in
        let parts = value.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let digits = parts[0].dropFirst()
        return value.hasPrefix("v") && digits.first != "0" && !digits.isEmpty && digits.utf8.allSatisfy(isDigit)
            && (parts.count == 1 || parts[1].utf8.allSatisfy { isWordOr($0, "-") && $0 != 0x5F })
    }
    static let serialNumber: Self = word(#"[\w+=/:,.@-]+"#, extra: "+=/:,.@-", allowsEmpty: false) + .length(9...256)
    static let authenticationCode: Self =
        run(#"[\d]+"#, allowsEmpty: false) { ("0"..."9").contains($0) } + .length(6...6)
    static let accountAlias: Self =
        pattern(#"^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$"#) { value in
            value.utf8.allSatisfy { isDigit($0) || (0x61...0x7A).contains($0) || $0 == 0x2D }
                && !value.hasPrefix("-") && !value.hasSuffix("-") && !value.contains("--") && value.utf8.count >= 3
        } + .length(3...63)
    static let roleDescription: Self =
        run(#"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*"#, allowsEmpty: true) { scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0xA1...0xFF: true
            default: false
            }
        } + .length(0...1_000)
    static let policyDescription: Self = .length(0...1_000)
    static let marker: Self =
        run(#"[\u0020-\u00FF]+"#, allowsEmpty: false) { (0x20...0xFF).contains($0.value) } + .length(1...320)

    private static let name: Self = said(
        #"[\w+=,.@-]+"#,
        "It must contain only alphanumeric characters and/or the following: +=,.@_-"
    ) { value in !value.isEmpty && value.utf8.allSatisfy { isWordOr($0, "+=,.@-") } }

    /// A pattern that IAM tells in a sentence of its own.
    private static func said(
        _ text: String,
        _ words: String,
        _ matches: @escaping @Sendable (String) -> Bool
    ) -> Self {
        [InputRule(.pattern(text), ownWords: words, isMet: matches)]
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isWordOr(_ byte: UInt8, _ extra: String) -> Bool {
        isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
            || extra.utf8.contains(byte)
    }
}
