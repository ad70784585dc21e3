package import IAM

/// What IAM has to know of a caller: who it is, what stands on its side, and the condition keys that come with it.
package struct CallerProfile: Sendable, Equatable {
    package var principal: RequestPrincipal
    package var policies: CallerPolicies
    /// The keys of docs/aws/iam.md, "Condition keys" that the principal and its credentials decide: `aws:PrincipalArn`,
    /// `aws:userid`, `aws:PrincipalTag/…`, `aws:MultiFactorAuthPresent` and so on.
    package var context: RequestContext

    package init(principal: RequestPrincipal, policies: CallerPolicies, context: RequestContext) {
        self.principal = principal
        self.policies = policies
        self.context = context
    }
}
