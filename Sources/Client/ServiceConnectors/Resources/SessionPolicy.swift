import AWSCore

/// The policies that narrow a session to what a resource type needs (docs/zenml/connectors.md, "Session policies"):
/// JSON as ZenML writes it, separators and order included.
enum SessionPolicy {
    static let ecrActions = [
        "DescribeRegistry", "DescribeRepositories", "ListRepositories", "BatchGetImage", "DescribeImages",
        "BatchCheckLayerAvailability", "GetDownloadUrlForLayer", "InitiateLayerUpload", "UploadLayerPart",
        "CompleteLayerUpload", "PutImage",
    ].map { "ecr:" + $0 }
    static let ecrTokenActions = ["ecr:GetAuthorizationToken"]
    static let s3Actions = ["ListBucket", "GetObject", "PutObject", "DeleteObject", "ListAllMyBuckets"]
        .map { "s3:" + $0 }
    static let eksActions = ["eks:ListClusters", "eks:DescribeCluster"]

    /// For `docker-registry`.
    static func dockerRegistry(in region: Region) -> String {
        let repository = "arn:\(region.partition.name):ecr:\(region.name):*:repository"
        return policy([
            statement(
                "AllowECRRepositoryAccess",
                actions: ecrActions,
                resources: [repository + "/*", repository]
            ),
            statement("AllowECRRepositoryGetToken", actions: ecrTokenActions, resources: ["*"]),
        ])
    }

    /// For `s3-bucket`.
    ///
    /// - Parameter bucket: a bucket's name; nil for all.
    static func s3(_ bucket: String?, in region: Region) -> String {
        let arn = "arn:\(region.partition.name):s3:::\(bucket ?? "*")"
        return policy([statement("AllowS3BucketAccess", actions: s3Actions, resources: [arn, arn + "/*"])])
    }

    /// For `kubernetes-cluster`.
    ///
    /// - Parameter cluster: a cluster's name; nil for all.
    static func eks(_ cluster: String?, in region: Region) -> String {
        let arn = "arn:\(region.partition.name):eks:\(region.name):*:cluster/\(cluster ?? "*")"
        return policy([statement("AllowEKSClusterAccess", actions: eksActions, resources: [arn])])
    }

    private static func policy(_ statements: [String]) -> String {
        #"{"Version": "2012-10-17", "Statement": [\#(statements.joined(separator: ", "))]}"#
    }

    /// Nothing here needs escaping: names of actions, and ARNs of regions, buckets and clusters that were checked.
    private static func statement(_ sid: String, actions: [String], resources: [String]) -> String {
        let actions = actions.map { "\"\($0)\"" }.joined(separator: ", ")
        let resources = resources.map { "\"\($0)\"" }.joined(separator: ", ")
        return #"{"Sid": "\#(sid)", "Effect": "Allow", "Action": [\#(actions)], "Resource": [\#(resources)]}"#
    }
}
