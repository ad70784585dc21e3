package import AWSCore

/// The kinds of policies that have a say, named as in AWS's denials (docs/aws/iam.md, "Order of evaluation").
package enum PolicyLayer: String, Sendable, Codable, CaseIterable {
    case serviceControl
    case resourceControl
    case endpoint
    case boundary
    case session
    /// What a session was narrowed by (docs/aws/sts.md, "GetScopedCredentials").
    case scopeDown
    case identity
    /// The resource's own: of a repository and of its registry, or a role's trust policy.
    case resource
}

/// A policy where it is attached.
package struct AttachedPolicy: Sendable, Equatable {
    /// How a person finds it: `inline policy 'push' of user/stefan`, `AdministratorAccess of group/admins`,
    /// `repository policy of team/app`.
    package let name: String
    /// Of a managed policy or one of an organisation; nil of all others.
    package let arn: ARN?
    package let document: PolicyDocument

    package init(name: String, arn: ARN? = nil, document: PolicyDocument) {
        self.name = name
        self.arn = arn
        self.document = document
    }
}

/// What stands on the caller's side (docs/aws/iam.md, "Principals").
package struct CallerPolicies: Sendable, Equatable {
    /// The service control policies of each level from the organisation's root through its units to the account; each
    /// level must allow. No levels where none bind: without an organisation, and in its management account.
    package var serviceControl: [[AttachedPolicy]]
    /// Nil where no boundary is set, which limits nothing.
    package var boundary: AttachedPolicy?
    /// What was passed when the session was made; nil where nothing was. For a federated user nil means that it may do
    /// nothing by its own side.
    package var session: [AttachedPolicy]?
    /// What the session was narrowed by, in the order in which that was done; each must allow, whatever grants.
    package var scopeDown: [AttachedPolicy]
    /// The user's own and its groups', or the role's, or those of a federated user's issuer. Not read for root.
    package var identity: [AttachedPolicy]
    /// Whether the identity side is root's: of root itself, and of federated users whom root issued.
    package var isRoot: Bool

    package init(
        serviceControl: [[AttachedPolicy]] = [],
        boundary: AttachedPolicy? = nil,
        session: [AttachedPolicy]? = nil,
        scopeDown: [AttachedPolicy] = [],
        identity: [AttachedPolicy] = [],
        isRoot: Bool = false
    ) {
        self.serviceControl = serviceControl
        self.boundary = boundary
        self.session = session
        self.scopeDown = scopeDown
        self.identity = identity
        self.isRoot = isRoot
    }

    /// Whether these are root's policies where they are `caller`'s: root may do everything and has no boundary.
    func areRoots(of caller: RequestPrincipal) -> Bool {
        switch caller.kind {
        case .root: true
        case .federatedUser: isRoot
        case .user, .roleSession, .federatedIdentity, .service: false
        }
    }

    /// Whether a permissions boundary limits `caller`: that of the user, of the session's role, or of the user who
    /// issued the federated user.
    package func bound(_ caller: RequestPrincipal) -> Bool {
        boundary != nil && caller.hasOwnSide && !areRoots(of: caller)
    }
}

/// What stands on the resource's side (docs/aws/iam.md, "Resource policies" and "Across accounts").
package struct ResourcePolicies: Sendable, Equatable {
    package enum Kind: String, Sendable, Codable {
        /// Repository and registry policies may grant, and need not be there.
        case registry
        /// A role's trust policy must be there and must allow (docs/aws/iam.md, "Trust policies").
        case trust
    }

    package var kind: Kind
    /// Of a repository: its policy, then its registry's. Of a role: its trust policy; empty where there is no such role.
    package var policies: [AttachedPolicy]
    /// The resource control policies of each level above the resource's account, as
    /// ``CallerPolicies/serviceControl``.
    package var resourceControl: [[AttachedPolicy]]

    package init(
        kind: Kind = .registry,
        policies: [AttachedPolicy] = [],
        resourceControl: [[AttachedPolicy]] = []
    ) {
        self.kind = kind
        self.policies = policies
        self.resourceControl = resourceControl
    }
}

/// All policies that have a say about one request.
package struct ApplicablePolicies: Sendable, Equatable {
    package var caller: CallerPolicies
    package var resource: ResourcePolicies
    /// The policy of the VPC endpoint that the call came through; nil where it came through none.
    package var endpoint: AttachedPolicy?

    package init(
        caller: CallerPolicies = CallerPolicies(),
        resource: ResourcePolicies = ResourcePolicies(),
        endpoint: AttachedPolicy? = nil
    ) {
        self.caller = caller
        self.resource = resource
        self.endpoint = endpoint
    }
}
