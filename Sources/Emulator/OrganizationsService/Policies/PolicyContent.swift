import AWSProtocols
import IAM
import World

/// The documents that CreatePolicy and UpdatePolicy take.
enum PolicyContent {
    /// - Throws: for whatever is wrong with the document.
    static func read(_ text: String, _ kind: ControlPolicyKind) throws(OrganizationsError) -> PolicyDocument {
        let document: PolicyDocument
        do {
            document = try PolicyDocument(json: text, kind: kind.documentKind)
        } catch {
            throw OrganizationsError.malformedPolicy.because("\(error)")
        }
        guard document.characterCount <= document.kind.characterLimit else { throw .policyTooLong }
        return document
    }
}

extension Organization {
    /// A policy that can be changed.
    func changeablePolicy(_ id: String) throws(OrganizationsError) -> OrganizationPolicy {
        guard FullAccessPolicy(id: id) == nil else { throw .unmodifiable }
        guard let policy = policy(id) else { throw .noPolicy }
        return policy
    }
}
