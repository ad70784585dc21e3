import ECRService
import EKSService
import IAM
import IAMService
import RegistryService
import S3Service
import STSService

/// All that can be called, one row each. Classification, authentication, authorisation, dispatch and the journal read
/// this table, so what is not in it cannot be reached, and what is in it says what IAM is asked.
struct OperationTable: Sendable {
    let operations: [Operation]
    private let stsByName: [String: Operation]
    private let iamByName: [String: Operation]
    private let ecrByName: [String: Operation]
    private let ecrPublicByName: [String: Operation]
    private let registryByName: [String: Operation]
    private let publicRegistryByName: [String: Operation]
    private let s3ByName: [String: Operation]
    private let eksByName: [String: Operation]
    private let organizationsByName: [String: Operation]
    /// What fetches a layer by its link.
    let layers: Operation?

    /// - Throws: ``EmulatorStartError`` for a row that does not say what IAM is asked, that asks about an action which
    ///   does not exist, or that stands there twice; and for a route of the registry without a row.
    init(_ operations: [Operation] = Self.all) throws(EmulatorStartError) {
        var byName: [Surface: [String: Operation]] = [:]
        for operation in operations {
            let row = "The row of \(operation.surface) \(operation.name) "
            guard let access = operation.access else {
                throw EmulatorStartError(
                    description: row + "says neither what IAM is asked nor why nothing is; declare its access"
                )
            }
            if let flaw = access.flaw {
                throw EmulatorStartError(description: row + flaw + "; correct its access")
            }
            guard byName[operation.surface, default: [:]].updateValue(operation, forKey: operation.name) == nil else {
                throw EmulatorStartError(description: row + "stands there twice; remove one")
            }
        }
        self.operations = operations
        stsByName = byName[.sts] ?? [:]
        iamByName = byName[.iam] ?? [:]
        ecrByName = byName[.ecr] ?? [:]
        ecrPublicByName = byName[.ecrPublic] ?? [:]
        registryByName = byName[.registry] ?? [:]
        publicRegistryByName = byName[.publicRegistry] ?? [:]
        s3ByName = byName[.s3] ?? [:]
        eksByName = byName[.eks] ?? [:]
        organizationsByName = byName[.organizations] ?? [:]
        layers = byName[.layers]?.values.first
        for route in RegistryRoute.all where registryByName[route.name] == nil {
            throw EmulatorStartError(description: "The registry's route \(route.name) has no row; add one")
        }
        for route in RegistryRoute.all where publicRegistryByName[route.name] == nil {
            throw EmulatorStartError(description: "The public registry's route \(route.name) has no row; add one")
        }
    }

    func sts(_ action: String) -> Operation? { stsByName[action] }

    func iam(_ action: String) -> Operation? { iamByName[action] }

    func ecr(_ name: String) -> Operation? { ecrByName[name] }

    func ecrPublic(_ name: String) -> Operation? { ecrPublicByName[name] }

    func publicRegistry(_ route: String) -> Operation? { publicRegistryByName[route] }

    func registry(_ route: String) -> Operation? { registryByName[route] }

    func s3(_ name: String) -> Operation? { s3ByName[name] }

    func eks(_ name: String) -> Operation? { eksByName[name] }

    func organizations(_ name: String) -> Operation? { organizationsByName[name] }

    /// The table of every row that ships, for all emulators of a process.
    static let shipped = Result<OperationTable, EmulatorStartError> { () throws(EmulatorStartError) in
        try OperationTable()
    }

    /// Every row that ships.
    static let all: [Operation] =
        sts + iam + ecr + ecrPublic + registry + publicRegistry + [.readLayer] + s3 + eks + organizations

    /// The rows of a surface that the operator can have performed, and those that are not supported, by name.
    static func operated(_ surface: Surface) -> [Operation] {
        all.filter { $0.surface == surface && ($0.performance != nil || !$0.isSupported) }.sorted { $0.name < $1.name }
    }

    private static let sts: [Operation] = [
        .sts(GetCallerIdentity.self),
        .sts(GetSessionToken.self),
        .sts(GetFederationToken.self),
        .sts(AssumeRole.self),
        .sts(AssumeRoleWithWebIdentity.self),
        .sts(AssumeRoleWithSAML.self),
        .sts(AssumeRoot.self),
        .sts(GetAccessKeyInfo.self),
        .sts(GetWebIdentityToken.self),
        .sts(DecodeAuthorizationMessage.self),
        .unsupported("GetDelegatedAccessToken", of: .sts),
        .sts(GetScopedCredentials.self),
    ]

    private static let ecr: [Operation] = [
        .ecr(CreateRepository.self, also: "ecr:TagResource"),
        .ecr(DescribeRepositories.self),
        .ecr(DeleteRepository.self),
        .ecr(SetRepositoryPolicy.self),
        .ecr(GetRepositoryPolicy.self),
        .ecr(DeleteRepositoryPolicy.self),
        .ecr(PutImageTagMutability.self),
        .ecr(PutImageScanningConfiguration.self),
        .ecr(TagResource.self),
        .ecr(UntagResource.self),
        .ecr(ListTagsForResource.self),
        .ecr(PutImage.self),
        .ecr(BatchGetImage.self, also: "ecr:CreateRepository", "ecr:BatchImportUpstreamImage"),
        .ecr(BatchDeleteImage.self),
        .ecr(DescribeImages.self),
        .ecr(ListImages.self),
        .ecr(ListImageReferrers.self, also: "ecr:BatchImportUpstreamImage"),
        .ecr(UpdateImageStorageClass.self),
        .ecr(BatchCheckLayerAvailability.self),
        .ecr(GetDownloadUrlForLayer.self),
        .ecr(InitiateLayerUpload.self),
        .ecr(UploadLayerPart.self),
        .ecr(CompleteLayerUpload.self),
        .ecr(DescribeRegistry.self),
        .ecr(GetAccountSetting.self),
        .ecr(PutAccountSetting.self),
        .ecr(GetRegistryPolicy.self),
        .ecr(PutRegistryPolicy.self),
        .ecr(DeleteRegistryPolicy.self),
        .ecr(CreateRepositoryCreationTemplate.self),
        .ecr(DescribeRepositoryCreationTemplates.self),
        .ecr(UpdateRepositoryCreationTemplate.self),
        .ecr(DeleteRepositoryCreationTemplate.self),
        .ecr(RegisterPullTimeUpdateExclusion.self),
        .ecr(ListPullTimeUpdateExclusions.self),
        .ecr(DeregisterPullTimeUpdateExclusion.self),
        .ecr(PutRegistryScanningConfiguration.self),
        .ecr(GetRegistryScanningConfiguration.self),
        .ecr(BatchGetRepositoryScanningConfiguration.self),
        .ecr(PutSigningConfiguration.self),
        .ecr(GetSigningConfiguration.self),
        .ecr(DeleteSigningConfiguration.self),
        .ecr(DescribeImageSigningStatus.self),
        .ecr(PutLifecyclePolicy.self),
        .ecr(GetLifecyclePolicy.self),
        .ecr(DeleteLifecyclePolicy.self),
        .ecr(StartLifecyclePolicyPreview.self),
        .ecr(GetLifecyclePolicyPreview.self),
        .ecr(GetAuthorizationToken.self),
        .ecr(StartImageScan.self),
        .ecr(
            DescribeImageScanFindings.self,
            also: DescribeImageScanFindings.coverageAction,
            DescribeImageScanFindings.findingsAction
        ),
        .ecr(PutReplicationConfiguration.self, also: PutReplicationConfiguration.roleAction),
        .ecr(DescribeImageReplicationStatus.self),
        .ecr(DescribeReplicationBackfillResults.self),
        .ecr(ListReplicationBackfills.self),
        .ecr(StartReplicationBackfill.self),
        .ecr(StopReplicationBackfill.self),
        .ecr(CreatePullThroughCacheRule.self, also: CreatePullThroughCacheRule.roleAction),
        .ecr(DescribePullThroughCacheRules.self),
        .ecr(DeletePullThroughCacheRule.self),
        .ecr(UpdatePullThroughCacheRule.self, also: UpdatePullThroughCacheRule.roleAction),
        .ecr(ValidatePullThroughCacheRule.self),
    ]

    private static let ecrPublic: [Operation] = [
        .ecrPublic(BatchCheckLayerAvailability.self),
        .ecrPublic(BatchDeleteImage.self),
        .ecrPublic(CompleteLayerUpload.self),
        .ecrPublic(PublicCreateRepository.self, also: "ecr:TagResource"),
        .ecrPublic(DeleteRepository.self),
        .ecrPublic(DeleteRepositoryPolicy.self),
        .ecrPublic(DescribeImageTags.self),
        .ecrPublic(PublicDescribeImages.self),
        .ecrPublic(DescribeRegistries.self),
        .ecrPublic(PublicDescribeRepositories.self),
        .ecrPublic(PublicGetAuthorizationToken.self, also: PublicGetAuthorizationToken.bearerAction),
        .ecrPublic(GetRegistryCatalogData.self),
        .ecrPublic(GetRepositoryCatalogData.self),
        .ecrPublic(GetRepositoryPolicy.self),
        .ecrPublic(InitiateLayerUpload.self),
        .ecrPublic(ListTagsForResource.self),
        .ecrPublic(PutImage.self),
        .ecrPublic(PutRegistryCatalogData.self),
        .ecrPublic(PutRepositoryCatalogData.self),
        .ecrPublic(SetRepositoryPolicy.self),
        .ecrPublic(TagResource.self),
        .ecrPublic(UntagResource.self),
        .ecrPublic(UploadLayerPart.self),
    ]

    private static let s3: [Operation] = S3Operation.all.map { operation in
        switch operation.name {
        case ListBuckets.name: .s3(operation, ListBuckets.answer)
        case HeadBucket.name: .s3(operation, onBucket: HeadBucket.answer)
        case GetBucketLocation.name: .s3(operation, onBucket: GetBucketLocation.answer)
        default: .unsupportedS3(operation)
        }
    }

    private static let eks: [Operation] = EKSOperation.all.map { operation in
        switch operation.name {
        case ListClusters.name: .eks(operation, ListClusters.answer)
        case DescribeCluster.name: .eks(operation, DescribeCluster.answer)
        default: .unsupportedEKS(operation)
        }
    }

    private static let registry: [Operation] = RegistryRoute.all.map(Operation.route)

    private static let publicRegistry: [Operation] = RegistryRoute.all.map(Operation.publicRoute) + [.publicToken]
}
