/// An action of ECR, STS, IAM, S3, EKS or AWS Organizations that policies can name (docs/aws/iam.md, "Actions and resources").
package struct IAMAction: Sendable, Equatable {
    /// What the action is asked about.
    package enum ResourceType: String, Sendable, Codable {
        /// `arn:P:ecr:R:A:repository/NAME`.
        case repository
        /// The registry as a whole: `*`.
        case registry
        /// `arn:aws:ecr-public::A:repository/NAME`.
        case publicRepository
        /// `arn:aws:ecr-public::A:registry/A`.
        case publicRegistry
        /// `arn:P:iam::A:role/PATH/NAME`.
        case role
        /// `arn:P:sts::A:federated-user/NAME`.
        case federatedUser
        /// `arn:P:s3:::NAME`.
        case bucket
        /// `arn:P:s3:::BUCKET/KEY`.
        case object
        /// `arn:P:eks:R:A:cluster/NAME`, or `cluster/*` where it is about all of them.
        case cluster
        /// `arn:P:iam::A:user/PATH/NAME`.
        case user
        /// `arn:P:iam::A:group/PATH/NAME`.
        case group
        /// `arn:P:iam::A:policy/PATH/NAME`.
        case policy
        /// `arn:P:iam::A:instance-profile/PATH/NAME`.
        case instanceProfile
        /// `arn:P:iam::A:mfa/NAME`.
        case mfaDevice
        /// `arn:P:iam::A:oidc-provider/HOST/PATH`.
        case oidcProvider
        /// `arn:P:iam::A:saml-provider/NAME`.
        case samlProvider
        /// `arn:P:iam::A:server-certificate/PATH/NAME`.
        case serverCertificate
        /// A user, a group or a role.
        case identity
        /// Nothing of these: `*`, or for AssumeRoot the root user of the target account.
        case none
    }

    /// Service and name as AWS spells them: `ecr:PutImage`.
    package let name: String
    package let resourceType: ResourceType

    init(_ name: String, _ resourceType: ResourceType) {
        self.name = name
        self.resourceType = resourceType
    }

    /// Whether AWS asks policies about it at all; GetSessionToken and GetCallerIdentity are never asked
    /// (docs/aws/iam.md, "Actions and resources").
    package var isAsked: Bool { name != "sts:GetSessionToken" && name != "sts:GetCallerIdentity" }

    /// Every action of ECR, then of STS, by name, and those that operations of other services ask about.
    package static let all: [IAMAction] =
        (repositoryNames.map { IAMAction("ecr:" + $0, .repository) }
        + registryNames.map { IAMAction("ecr:" + $0, .registry) }).sorted { $0.name < $1.name }
        + [
            IAMAction("sts:AssumeRole", .role),
            IAMAction("sts:AssumeRoleWithSAML", .role),
            IAMAction("sts:AssumeRoleWithWebIdentity", .role),
            IAMAction("sts:AssumeRoot", .none),
            IAMAction("sts:DecodeAuthorizationMessage", .none),
            IAMAction("sts:GetAccessKeyInfo", .none),
            IAMAction("sts:GetCallerIdentity", .none),
            IAMAction("sts:GetDelegatedAccessToken", .none),
            IAMAction("sts:GetFederationToken", .federatedUser),
            IAMAction("sts:GetScopedCredentials", .none),
            IAMAction("sts:GetServiceBearerToken", .none),
            IAMAction("sts:GetSessionToken", .none),
            IAMAction("sts:GetWebIdentityToken", .none),
            IAMAction("sts:SetContext", .role),
            IAMAction("sts:SetSourceIdentity", .role),
            IAMAction("sts:SetWebIdentityTokenScope", .none),
            IAMAction("sts:TagSession", .role),
            IAMAction("sts:TagGetWebIdentityToken", .none),
            // What the first rule of a replication needs: ECR's role for it is made along.
            IAMAction("iam:CreateServiceLinkedRole", .role),
            // What the findings of enhanced scans need: they are Amazon Inspector's.
            IAMAction("inspector2:ListCoverage", .none),
            IAMAction("inspector2:ListFindings", .none),
        ] + ecrPublic + iam + s3 + eks + organizations

    /// The services whose actions these are, as people write them in a sentence.
    package static let services = "ECR, STS, IAM, S3, EKS or Organizations"

    /// The action of this name, in any case; nil where there is none.
    package static func named(_ name: String) -> IAMAction? { byName[name.lowercased()] }

    private static let byName: [String: IAMAction] = Dictionary(
        all.map { ($0.name.lowercased(), $0) },
        uniquingKeysWith: { first, _ in first }
    )

    /// The operations about a repository, but for ListImageReferrers, which asks BatchGetImage; and the actions
    /// that have no operation, BatchImportUpstreamImage, GetImageCopyStatus and ReplicateImage.
    private static let repositoryNames = [
        "BatchCheckLayerAvailability", "BatchDeleteImage", "BatchGetImage", "BatchGetRepositoryScanningConfiguration",
        "BatchImportUpstreamImage", "CompleteLayerUpload", "CreateRepository", "DeleteLifecyclePolicy",
        "DeleteRepository", "DeleteRepositoryPolicy", "DescribeImageReplicationStatus", "DescribeImageScanFindings",
        "DescribeImageSigningStatus", "DescribeImages", "DescribeRepositories", "GetDownloadUrlForLayer",
        "GetImageCopyStatus", "GetLifecyclePolicy", "GetLifecyclePolicyPreview", "GetRepositoryPolicy",
        "InitiateLayerUpload", "ListImages",
        "ListTagsForResource", "PutImage", "PutImageScanningConfiguration", "PutImageTagMutability",
        "PutLifecyclePolicy", "ReplicateImage", "SetRepositoryPolicy", "StartImageScan", "StartLifecyclePolicyPreview",
        "TagResource", "UntagResource", "UpdateImageStorageClass", "UploadLayerPart",
    ]

    private static let registryNames = [
        "CreatePullThroughCacheRule", "CreateRepositoryCreationTemplate", "DeletePullThroughCacheRule",
        "DeleteRegistryPolicy", "DeleteRepositoryCreationTemplate", "DeleteSigningConfiguration",
        "DeregisterPullTimeUpdateExclusion", "DescribePullThroughCacheRules", "DescribeRegistry",
        "DescribeReplicationBackfillResults", "DescribeRepositoryCreationTemplates", "GetAccountSetting",
        "GetAuthorizationToken", "GetRegistryPolicy", "GetRegistryScanningConfiguration", "GetSigningConfiguration",
        "ListPullTimeUpdateExclusions", "ListReplicationBackfills", "PutAccountSetting", "PutRegistryPolicy",
        "PutRegistryScanningConfiguration", "PutReplicationConfiguration", "PutSigningConfiguration",
        "RegisterPullTimeUpdateExclusion", "StartReplicationBackfill", "StopReplicationBackfill",
        "UpdatePullThroughCacheRule", "UpdateRepositoryCreationTemplate", "ValidatePullThroughCacheRule",
    ]
}
