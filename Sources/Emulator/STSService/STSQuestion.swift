package import AWSCore
package import IAM
package import World

/// What IAM is asked before an operation of STS is performed: a value, so that whoever dispatches the operation does
/// the asking (docs/aws/iam.md, "Trust policies" and "Actions and resources").
package struct STSQuestion: Sendable {
    /// Whose policies stand on the resource's side.
    package enum Target: Sendable {
        /// The trust policy of a role; nil where the account has no such role, which nothing allows.
        case role(Role?, account: AccountID)
        /// None but the resource control policies of the caller's own account.
        case own
    }

    /// Service prefix and name: `sts:AssumeRole`.
    package let action: String
    /// The ARN as the caller wrote it, or `*`.
    package let resource: String
    package let target: Target
    /// The keys of this operation alone, without those of the role. They go over those of the caller where both have
    /// one: `sts:ExternalId`, `sts:RoleSessionName`, `sts:SourceIdentity`, `sts:TransitiveTagKeys`,
    /// `sts:DurationSeconds`, `aws:RequestTag/K`, `aws:TagKeys`, and with a one-time code `aws:MultiFactorAuthPresent`
    /// and `aws:MultiFactorAuthAge`.
    package let context: RequestContext
    /// Who asks, where the call is not signed; nil where the signature says who.
    package let caller: FederatedCaller?

    package init(
        action: String,
        resource: String,
        target: Target,
        context: RequestContext = RequestContext(),
        caller: FederatedCaller? = nil
    ) {
        self.action = action
        self.resource = resource
        self.target = target
        self.context = context
        self.caller = caller
    }
}

/// Someone whom an identity provider vouches for: the caller of AssumeRoleWithWebIdentity and AssumeRoleWithSAML.
package struct FederatedCaller: Sendable {
    /// Of kind `federatedIdentity`, with the provider's ARN and account.
    package let principal: RequestPrincipal
    /// What the provider said: `ISSUER:aud`, `ISSUER:sub`, `ISSUER:amr` or `saml:…`, and `aws:FederatedProvider`.
    package let context: RequestContext

    package init(principal: RequestPrincipal, context: RequestContext) {
        self.principal = principal
        self.context = context
    }
}
