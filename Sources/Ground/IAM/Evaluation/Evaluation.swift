/// IAM's decision about a request (docs/aws/iam.md, "Order of evaluation").
///
/// An explicit deny anywhere is final. Otherwise the caller's side must grant, or a policy of the resource in its
/// stead, and everything that limits must allow as well. Of several causes the first is named: among explicit denies in
/// the order service control, resource control, VPC endpoint, boundary, session, scope down, identity, resource; among
/// silences service control, resource control, VPC endpoint, resource (across accounts and for trust), identity,
/// boundary, session, scope down. AWS documents neither order.
package enum Evaluation {
    /// What IAM answers to `request` where these policies have a say.
    ///
    /// Whatever is missing denies: a federated user without a session policy, a role without a trust policy, someone
    /// whom only an identity provider vouches for outside of a trust policy. Root and federated users may assume no
    /// role, whatever its trust policy says (docs/aws/sts.md, "Who may call").
    package static func decide(_ request: AccessRequest, _ policies: ApplicablePolicies) -> Decision {
        EvaluationSurvey(request, policies).decision
    }
}

/// What a resource's policy grants, by whom its statement names (docs/aws/iam.md, "Resource policies").
enum ResourceGrant: Int, Comparable {
    /// Nothing in it allows.
    case none
    /// The caller's account, which must allow by its own policies.
    case account
    /// The user or role: instead of the identity-based policies.
    case principal
    /// The session itself, or everyone: instead of all of the caller's own side.
    case direct

    static func < (left: ResourceGrant, right: ResourceGrant) -> Bool { left.rawValue < right.rawValue }
}
