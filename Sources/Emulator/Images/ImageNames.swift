import AWSCore

/// The forms of an image's digest and tag (docs/aws/ecr.md, "Constraints"), with the patterns as errors print them.
package enum ImageNames {
    package static let digestPattern = "[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+"
    package static let tagPattern = "[a-zA-Z0-9-_.]+"
    package static let longestTag = 300

    package static func isDigest(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: 0x3A, omittingEmptySubsequences: false)
        guard parts.count == 2, let algorithm = parts.first, let digits = parts.last else { return false }
        return !algorithm.isEmpty && algorithm.allSatisfy { isTagByte($0) || $0 == 0x2B }
            && !digits.isEmpty && digits.allSatisfy(isHexDigit)
    }

    package static func isTag(_ text: String) -> Bool {
        (1...longestTag).contains(text.utf8.count) && text.utf8.allSatisfy(isTagByte)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        byte.isDigit || (0x61...0x66).contains(byte | 0x20)
    }

    private static func isTagByte(_ byte: UInt8) -> Bool { byte.isWordCharacter || byte == 0x2E || byte == 0x2D }
}
