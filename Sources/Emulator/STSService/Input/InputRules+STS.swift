import AWSProtocols

/// The patterns of the STS model, as AWS prints them.
extension Array where Element == InputRule<String> {
    static let sessionName: Self = name + .length(2...64)
    static let sourceIdentity: Self = name + .length(2...256)
    /// Of users, of sessions and of those who stand behind them.
    static let name: Self = word(#"[\w+=,.@-]*"#, extra: "+=,.@-")
    static let externalID: Self = word(#"[\w+=,.@:\/-]*"#, extra: "+=,.@:/-")
    static let serialNumber: Self = word(#"[\w+=/:,.@-]*"#, extra: "+=/:,.@-")
    static let tokenCode: Self = run(#"[\d]*"#, allowsEmpty: true) { ("0"..."9").contains($0) }

    static let accessKeyID: Self = word(#"[\w]*"#, extra: "")

    static let arn: Self = run(
        #"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+"#,
        allowsEmpty: false
    ) { scalar in
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    /// A scoped session's description.
    static let description: Self = run(
        #"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*"#,
        allowsEmpty: true
    ) { scalar in
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0xA1...0xFF: true
        default: false
        }
    }

    /// Words of visible ASCII but `"`, `,` and `\`, with one blank between each two.
    static let scope: Self = pattern(
        #"[\x21\x23-\x2B\x2D-\x5B\x5D-\x7E]+( [\x21\x23-\x2B\x2D-\x5B\x5D-\x7E]+)*"#
    ) { value in
        value.split(separator: " ", omittingEmptySubsequences: false).allSatisfy { word in
            !word.isEmpty && word.utf8.allSatisfy { (0x21...0x7E).contains($0) && !#"",\"#.utf8.contains($0) }
        }
    }
}
