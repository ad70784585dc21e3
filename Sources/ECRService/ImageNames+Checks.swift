import Images
import OCI

/// The check of digests and tags in the API's inputs (emulator.md D.2).
extension ImageNames {
    /// - Throws: AWS's error at `member`.
    static func checkDigest(_ text: String, at member: String = "imageDigest") throws(ECRError) {
        guard isDigest(text) else {
            throw ECRError(.invalidForm(member, pattern: digestPattern))
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
            throw ECRError(.invalidForm("imageTag", pattern: tagPattern))
        }
    }

    /// The tag in OCI's form, which is narrower than the API's: the registry could not serve another one.
    ///
    /// - Throws: AWS's error at `imageTag`.
    static func tag(_ text: String) throws(ECRError) -> Tag {
        guard let tag = Tag(text) else {
            throw ECRError(.invalidForm("imageTag", pattern: tagPattern))
        }
        return tag
    }
}
