/// The operations of AWS's own models, as botocore 1.44.8 has them: `ecr/2015-09-21` and `sts/2011-06-15`.
enum AWSModel {
    static let ecr = [
        "BatchCheckLayerAvailability", "BatchDeleteImage", "BatchGetImage", "BatchGetRepositoryScanningConfiguration",
        "CompleteLayerUpload", "CreatePullThroughCacheRule", "CreateRepository", "CreateRepositoryCreationTemplate",
        "DeleteLifecyclePolicy", "DeletePullThroughCacheRule", "DeleteRegistryPolicy", "DeleteRepository",
        "DeleteRepositoryCreationTemplate", "DeleteRepositoryPolicy", "DeleteSigningConfiguration",
        "DeregisterPullTimeUpdateExclusion", "DescribeImageReplicationStatus", "DescribeImageScanFindings",
        "DescribeImageSigningStatus", "DescribeImages", "DescribePullThroughCacheRules", "DescribeRegistry",
        "DescribeReplicationBackfillResults", "DescribeRepositories", "DescribeRepositoryCreationTemplates",
        "GetAccountSetting", "GetAuthorizationToken", "GetDownloadUrlForLayer", "GetLifecyclePolicy",
        "GetLifecyclePolicyPreview", "GetRegistryPolicy", "GetRegistryScanningConfiguration", "GetRepositoryPolicy",
        "GetSigningConfiguration", "InitiateLayerUpload", "ListImageReferrers", "ListImages",
        "ListPullTimeUpdateExclusions", "ListReplicationBackfills", "ListTagsForResource", "PutAccountSetting",
        "PutImage", "PutImageScanningConfiguration", "PutImageTagMutability", "PutLifecyclePolicy",
        "PutRegistryPolicy", "PutRegistryScanningConfiguration", "PutReplicationConfiguration",
        "PutSigningConfiguration", "RegisterPullTimeUpdateExclusion", "SetRepositoryPolicy", "StartImageScan",
        "StartLifecyclePolicyPreview", "StartReplicationBackfill", "StopReplicationBackfill", "TagResource",
        "UntagResource", "UpdateImageStorageClass", "UpdatePullThroughCacheRule", "UpdateRepositoryCreationTemplate",
        "UploadLayerPart", "ValidatePullThroughCacheRule",
    ]

    static let sts = [
        "AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "AssumeRoot", "DecodeAuthorizationMessage",
        "GetAccessKeyInfo", "GetCallerIdentity", "GetDelegatedAccessToken", "GetFederationToken",
        "GetScopedCredentials", "GetSessionToken", "GetWebIdentityToken",
    ]
}
