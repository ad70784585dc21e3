import AWSCore
import OCI

/// The forms of an image's digest and tag (emulator.md D.2), with the patterns as ECR's errors print them.
enum ImageNames {
    static let digestPattern = "[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+"
    static let tagPattern = "[a-zA-Z0-9-_.]+"
    static let longestTag = 300

    static func isDigest(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: 0x3A, omittingEmptySubsequences: false)
        guard parts.count == 2, let algorithm = parts.first, let digits = parts.last else { return false }
        return !algorithm.isEmpty && algorithm.allSatisfy { isTagByte($0) || $0 == 0x2B }
            && !digits.isEmpty && digits.allSatisfy(isHexDigit)
    }

    static func isTag(_ text: String) -> Bool {
        (1...longestTag).contains(text.utf8.count) && text.utf8.allSatisfy(isTagByte)
    }

    /// - Throws: AWS's error at `member`.
    static func checkDigest(_ text: String, at member: String = "imageDigest") throws(ECRError) {
        guard isDigest(text) else {
            throw .invalidParameter(member, "must satisfy regular expression '\(digestPattern)'")
        }
    }

    /// - Throws: AWS's error at `imageTag`.
    static func checkTag(_ text: String) throws(ECRError) {
        guard !text.isEmpty else {
            throw .invalidParameter("imageTag", "must have length greater than or equal to 1")
        }
        guard text.utf16.count <= longestTag else {
            throw .invalidParameter("imageTag", "must have length less than or equal to \(longestTag)")
        }
        guard isTag(text) else {
            throw .invalidParameter("imageTag", "must satisfy regular expression '\(tagPattern)'")
        }
    }

    /// The tag in OCI's form, which is narrower than the API's: the registry could not serve another one.
    ///
    /// - Throws: AWS's error at `imageTag`.
    static func tag(_ text: String) throws(ECRError) -> Tag {
        guard let tag = Tag(text) else {
            throw .invalidParameter("imageTag", "must satisfy regular expression '\(tagPattern)'")
        }
        return tag
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        byte.isDigit || (0x61...0x66).contains(byte | 0x20)
    }

    private static func isTagByte(_ byte: UInt8) -> Bool { byte.isWordCharacter || byte == 0x2E || byte == 0x2D }
}
