package import AWSCore

/// The actions of ECR Public, one for each operation (docs/aws/ecr-public.md, "Operations").
extension IAMAction {
    static let ecrPublic: [IAMAction] =
        (publicRepositoryNames.map { IAMAction("ecr-public:" + $0, .publicRepository) }
        + publicRegistryNames.map { IAMAction("ecr-public:" + $0, .publicRegistry) }
        + [IAMAction("ecr-public:GetAuthorizationToken", .none)])
        .sorted { $0.name < $1.name }

    private static let publicRepositoryNames = [
        "BatchCheckLayerAvailability", "BatchDeleteImage", "CompleteLayerUpload", "CreateRepository",
        "DeleteRepository", "DeleteRepositoryPolicy", "DescribeImageTags", "DescribeImages", "DescribeRepositories",
        "GetRepositoryCatalogData", "GetRepositoryPolicy", "InitiateLayerUpload", "ListTagsForResource", "PutImage",
        "PutRepositoryCatalogData", "SetRepositoryPolicy", "TagResource", "UntagResource", "UploadLayerPart",
    ]

    private static let publicRegistryNames = ["DescribeRegistries", "GetRegistryCatalogData", "PutRegistryCatalogData"]

    /// How an action of ECR's is called of what stands in a region: that of a public registry is ECR Public's action of the
    /// same name, `ecr-public:PutImage`. Actions of other services stay what they are.
    package static func name(_ action: String, in region: Region) -> String {
        guard region == .publicRegistry, action.hasPrefix("ecr:") else { return action }
        return "ecr-public:" + action.dropFirst("ecr:".count)
    }
}
