import AWSCore
import IAM
import World

/// A role's trust policy as a call passes it.
enum TrustPolicy {
    /// - Throws: in IAM's words what is wrong with it; a principal that is not there, too (docs/aws/iam-api.md,
    ///   "Documents").
    static func read(_ text: String, in edit: IdentityEdit) throws(IAMError) -> PolicyDocument {
        let document = try PolicyDocument.read(text, .trust)
        try Quota.trustPolicySize.refuse(document.characterCount)
        if let principal = edit.unknownPrincipal(in: document) {
            throw .malformedPolicy("Invalid principal in policy: \"AWS\":\"\(principal.text)\"")
        }
        return document
    }
}
