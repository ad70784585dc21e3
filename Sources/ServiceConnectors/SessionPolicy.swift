import AWSCore

/// The policy that narrows a session to what a resource type needs (client.md, section 8).
enum SessionPolicy {
    /// For `docker-registry`: JSON as ZenML writes it, separators and order included.
    static func dockerRegistry(in region: Region) -> String {
        let actions = [
            "DescribeRegistry", "DescribeRepositories", "ListRepositories", "BatchGetImage", "DescribeImages",
            "BatchCheckLayerAvailability", "GetDownloadUrlForLayer", "InitiateLayerUpload", "UploadLayerPart",
            "CompleteLayerUpload", "PutImage",
        ]
        let repository = "arn:\(region.partition.name):ecr:\(region.name):*:repository"
        let access = statement(
            "AllowECRRepositoryAccess",
            actions: actions,
            resources: [repository + "/*", repository]
        )
        let token = statement("AllowECRRepositoryGetToken", actions: ["GetAuthorizationToken"], resources: ["*"])
        return #"{"Version": "2012-10-17", "Statement": [\#(access), \#(token)]}"#
    }

    /// Nothing here needs escaping: names of actions, and ARNs of regions that were checked.
    private static func statement(_ sid: String, actions: [String], resources: [String]) -> String {
        let actions = actions.map { "\"ecr:\($0)\"" }.joined(separator: ", ")
        let resources = resources.map { "\"\($0)\"" }.joined(separator: ", ")
        return #"{"Sid": "\#(sid)", "Effect": "Allow", "Action": [\#(actions)], "Resource": [\#(resources)]}"#
    }
}
