package import AWSCore

/// One question to IAM: may this principal do this to that, under these circumstances (docs/aws/iam.md, "The request").
package struct AccessRequest: Sendable, Equatable {
    package var caller: RequestPrincipal
    /// Service prefix and name, as AWS spells it: `ecr:PutImage`.
    package var action: String
    /// An ARN, or `*` for what has no resource of its own.
    package var resource: String {
        didSet { resourceParts = ARNParts(resource) }
    }
    /// Those of ``resource``; nil where it is not an ARN.
    private(set) var resourceParts: ARNParts?
    /// The account that owns the resource; the caller's where the resource is `*`.
    package var resourceAccount: AccountID
    /// The values of the condition keys.
    package var context: RequestContext

    package init(
        caller: RequestPrincipal,
        action: String,
        resource: String,
        resourceAccount: AccountID,
        context: RequestContext = RequestContext()
    ) {
        self.caller = caller
        self.action = action
        self.resource = resource
        resourceParts = ARNParts(resource)
        self.resourceAccount = resourceAccount
        self.context = context
    }

    package var isCrossAccount: Bool { caller.account != resourceAccount }
}

/// Who asks, as policies name it (docs/aws/iam.md, "Principals").
package struct RequestPrincipal: Sendable, Equatable {
    package enum Kind: String, Sendable, Codable {
        case root
        /// An IAM user, also with the credentials of GetSessionToken.
        case user
        case roleSession
        case federatedUser
        /// Someone whom an identity provider vouches for, before there is a session: AssumeRoleWithWebIdentity and
        /// AssumeRoleWithSAML.
        case federatedIdentity
        /// A service of AWS's on its own behalf: EC2 and ECS, which assume the roles of machines and of tasks.
        case service
    }

    package let kind: Kind
    /// As denials name it: user, assumed-role (with session), federated-user or root ARN; of a federated identity its
    /// provider's ARN.
    /// AWS has no ARNs for services: theirs here end in the service's name.
    package let arn: ARN
    package let account: AccountID
    /// Of a role session the role's ARN, path included; of a federated user its issuer's; otherwise nil.
    package let issuerARN: ARN?
    /// `AIDA…` of a user, `AROA…` of a session's role: what stays in a policy's `Principal` when the ARN was deleted.
    package let uniqueID: String?

    package init(kind: Kind, arn: ARN, account: AccountID, issuerARN: ARN? = nil, uniqueID: String? = nil) {
        self.kind = kind
        self.arn = arn
        self.account = account
        self.issuerARN = issuerARN
        self.uniqueID = uniqueID
    }

    /// A service of AWS's that acts for an account of its customers'.
    ///
    /// - Parameter name: such as `ec2.amazonaws.com`.
    package static func service(_ name: String, for account: AccountID, in partition: Partition) -> RequestPrincipal {
        RequestPrincipal(kind: .service, arn: .iam(partition, account, "service/" + name), account: account)
    }

    /// Of a service its name, such as `ec2.amazonaws.com`; nil of all others.
    package var serviceName: String? { kind == .service ? String(arn.resource.dropFirst("service/".count)) : nil }

    /// Whether it has policies of its own; for others only the resource's count.
    var hasOwnSide: Bool { kind != .federatedIdentity && kind != .service }
}
