import AWSCore
package import IAM

/// One thing that IAM is asked before a call is performed: what the service says of it, before the caller and the request
/// are added (docs/aws/iam.md, "Actions and resources").
package struct Question: Sendable, Equatable {
    /// Service prefix and name: `ecr:PutImage`; about what is public, `ecr-public:PutImage`.
    package let action: String
    package let resource: AccessedResource
    /// The keys that the operation's input gives, which go over all others: `aws:RequestTag/K`, `aws:TagKeys`,
    /// `sts:ExternalId`. The keys of the caller, of the resource and of the request come on top.
    package let context: RequestContext
    /// Who asks, where the call is not signed; nil where the signature says who.
    package let caller: FederatedCaller?
    /// Whether a refusal ends the call. It does not for the source of a mount: without it the upload is an ordinary one
    /// (docs/aws/registry.md, "Mounts").
    package let isRequired: Bool

    /// - Parameter action: as ECR calls it, also of what is public.
    package init(
        _ action: String,
        on resource: AccessedResource,
        context: RequestContext = RequestContext(),
        caller: FederatedCaller? = nil,
        isRequired: Bool = true
    ) {
        self.action = resource.isPublic ? IAMAction.name(action, in: .publicRegistry) : action
        self.resource = resource
        self.context = context
        self.caller = caller
        self.isRequired = isRequired
    }
}

/// Someone whom an identity provider vouches for: the caller of AssumeRoleWithWebIdentity and AssumeRoleWithSAML.
package struct FederatedCaller: Sendable, Equatable {
    /// Of kind `federatedIdentity`, with the provider's ARN and account.
    package let principal: RequestPrincipal
    /// What the provider said: `ISSUER:aud`, `ISSUER:sub`, `ISSUER:amr` or `saml:…`, and `aws:FederatedProvider`.
    package let context: RequestContext

    package init(principal: RequestPrincipal, context: RequestContext) {
        self.principal = principal
        self.context = context
    }
}
