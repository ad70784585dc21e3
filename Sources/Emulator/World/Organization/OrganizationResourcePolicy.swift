package import IAM

/// The one policy that delegates what the management account may do to its members (docs/aws/organizations-api.md,
/// "Delegation").
package struct OrganizationResourcePolicy: Sendable, Equatable, Codable {
    /// Its grammar is that of a VPC endpoint's policy: whom it lets do what, by any action.
    package static let kind = PolicyKind.endpoint

    /// `rp-…`.
    package let id: String
    package var document: PolicyDocument
    package var tags: [String: String]

    package init(id: String, document: PolicyDocument, tags: [String: String]) {
        self.id = id
        self.document = document
        self.tags = tags
    }
}

extension Organization {
    /// The ID of the resource policy, which derives from the organization's.
    package var resourcePolicyID: String { "rp-" + Self.letters(8, of: "resource policy of \(id)") }
}
