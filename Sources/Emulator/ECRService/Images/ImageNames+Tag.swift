import AWSProtocols
import Images
import OCI

extension ImageNames {
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
