extension ServiceConnectorType {
    /// The AWS service connector.
    package static let aws = ServiceConnectorType(
        identifier: "aws",
        name: "AWS Service Connector",
        emoji: "🔶",
        description: [
            .paragraph(
                "Gives access to resources of AWS's: ECR registries, S3 buckets, EKS clusters, and anything else in a "
                    + "region. It authenticates with long-lived keys, with temporary ones, by a role, or with what the "
                    + "environment holds, and can narrow the sessions that it makes to what a resource needs."
            ),
            .paragraph("In ZenML it belongs to the AWS integration, which comes in two ways:"),
            .list([
                "pip install \"zenml[connectors-aws]\" installs only prerequisites for the AWS Service Connector Type",
                "zenml integration install aws installs the entire AWS ZenML integration",
            ]),
            .paragraph("The AWS CLI need not be installed; auto-configuration reads its files where they are there."),
        ],
        resourceTypes: [.awsGeneric, .s3Bucket, .kubernetesCluster, .dockerRegistry],
        authMethods: [.implicit, .secretKey, .stsToken, .iamRole, .sessionToken, .federationToken],
        supportsAutoConfiguration: true
    )
}

extension ResourceType {
    package static let awsGeneric = ResourceType(
        identifier: "aws-generic",
        name: "Generic AWS resource",
        emoji: "🔶",
        description: [
            .paragraph("Credentials for any service of AWS's, for what no other resource type stands for."),
            .paragraph("The resource name is the region that the connector may be used in."),
        ],
        hasInstances: false
    )
    package static let s3Bucket = ResourceType(
        identifier: "s3-bucket",
        name: "AWS S3 bucket",
        emoji: "📦",
        description: [
            .paragraph("A bucket of S3. The credentials need at least these permissions for the buckets in question:"),
            .list(SessionPolicy.s3Actions),
            .paragraph("The resource name identifies a bucket, in one of these forms:"),
            .list([
                "S3 bucket URI (canonical resource name): s3://{bucket-name}",
                "S3 bucket ARN: arn:aws:s3:::{bucket-name}",
                "S3 bucket name: {bucket-name}",
            ]),
        ],
        hasInstances: true
    )
    package static let kubernetesCluster = ResourceType(
        identifier: "kubernetes-cluster",
        name: "AWS EKS Kubernetes cluster",
        emoji: "🌀",
        description: [
            .paragraph(
                "A Kubernetes cluster of EKS. The credentials need at least these permissions for the clusters in "
                    + "question:"
            ),
            .list(SessionPolicy.eksActions),
            .paragraph(
                "The cluster itself must know the identity too, unless it made the cluster. The resource name identifies "
                    + "a cluster, in one of these forms:"
            ),
            .list([
                "EKS cluster name (canonical resource name): {cluster-name}",
                "EKS cluster ARN: arn:aws:eks:{region}:{account}:cluster/{cluster-name}",
            ]),
            .paragraph("Clusters belong to a region; the connector reaches those of its own."),
        ],
        hasInstances: true
    )
    package static let dockerRegistry = ResourceType(
        identifier: "docker-registry",
        name: "AWS ECR container registry",
        emoji: "🐳",
        description: [
            .paragraph(
                "The repositories of ECR in a region, as one registry. The credentials need at least these permissions "
                    + "for the repositories in question:"
            ),
            .list(SessionPolicy.ecrActions + SessionPolicy.ecrTokenActions),
            .paragraph(
                "The resource is the account's whole registry in the connector's region. Its name has one of these forms; "
                    + "a repository is left out of it:"
            ),
            .list([
                "ECR repository URI (canonical resource name): "
                    + "[https://]{account}.dkr.ecr.{region}.amazonaws.com[/{repository-name}]",
                "ECR repository ARN: arn:aws:ecr:{region}:{account-id}:repository[/{repository-name}]",
            ]),
            .paragraph("Repositories belong to a region; the connector reaches those of its own."),
        ],
        hasInstances: false
    )
}

extension AuthMethod {
    private static let hour = 3_600
    private static let roleLifetime = SessionLifetime(minimum: 900, standard: hour, maximum: nil)
    private static let userLifetime = SessionLifetime(minimum: 900, standard: 12 * hour, maximum: 36 * hour)

    package static let implicit = AuthMethod(
        identifier: "implicit",
        name: "AWS Implicit Authentication",
        description: [
            .paragraph("Takes the credentials that the environment holds whenever it is used, and stores none:"),
            .list([
                "environment variables (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_DEFAULT_REGION)",
                "local configuration files set up through the AWS CLI (~/aws/credentials, ~/.aws/config)",
                "IAM roles for Amazon EC2, ECS, EKS, Lambda, etc. Only works when running the ZenML server on an AWS "
                    + "resource with an IAM role attached to it.",
            ]),
            .paragraph("What it gives access to depends on where it is used:"),
            .list([
                "when used with the default local ZenML deployment or a local ZenML server, the credentials are the same "
                    + "as those used by the AWS CLI or extracted from local environment variables.",
                "when connected to a ZenML server, this method only works if the ZenML server is deployed in AWS and will "
                    + "use the IAM role attached to the AWS resource where the ZenML server is running (e.g. an EKS "
                    + "cluster). The IAM role permissions may need to be adjusted to allows listing and "
                    + "accessing/describing the AWS resources that the connector is configured to access.",
            ]),
            .paragraph("A role may be named that is assumed with these credentials:"),
            .list([
                "The connector will generate temporary STS tokens upon request by calling the AssumeRole STS API.",
                "Allows implementing a two layer authentication scheme that keeps the set of permissions associated with "
                    + "implicit credentials down to the bare minimum and grants permissions to the privilege-bearing IAM "
                    + "role instead.",
                "One or more optional IAM session policies may also be configured to further restrict the permissions of "
                    + "the generated STS tokens. If not specified, IAM session policies are automatically configured for "
                    + "the generated STS tokens to restrict them to the minimum set of permissions required to access the "
                    + "target resource. Refer to the documentation for each supported Resource Type for the complete list "
                    + "of AWS permissions automatically granted to the generated STS tokens.",
                "The default expiration period for generated STS tokens is 1 hour with a minimum of 15 minutes up to the "
                    + "maximum session duration setting configured for the IAM role (default is 1 hour). If you need "
                    + "longer-lived tokens, you can configure the IAM role to use a higher maximum expiration value (up "
                    + "to 12 hours) or use the AWS Federation Token or AWS Session Token authentication methods.",
            ]),
            .paragraph(
                "It must be allowed by the variable ZENML_ENABLE_IMPLICIT_AUTH_METHODS, since whoever uses the connector "
                    + "gets all that the environment's identity may do."
            ),
        ],
        attributes: [
            .policyARNs, .policy, .region, .endpointURL, .optional("profile_name", "AWS Profile Name"),
            .optional("role_arn", "Optional AWS IAM Role ARN to assume"),
        ],
        lifetime: roleLifetime
    )
    package static let secretKey = AuthMethod(
        identifier: "secret-key",
        name: "AWS Secret Key",
        description: [
            .paragraph(
                "A long-lived access key of an IAM user. Whoever uses the connector gets the key itself, with all that "
                    + "the user may do; a method that makes sessions is better for production."
            )
        ],
        attributes: [.accessKeyID, .secretAccessKey, .region, .endpointURL],
        lifetime: nil
    )
    package static let stsToken = AuthMethod(
        identifier: "sts-token",
        name: "AWS STS Token",
        description: [
            .paragraph(
                "A temporary access key with its session token. It has to be replaced whenever it has expired; methods "
                    + "that make sessions do that by themselves."
            )
        ],
        attributes: [.accessKeyID, .secretAccessKey, .sessionToken, .region, .endpointURL],
        lifetime: nil
    )
    package static let iamRole = AuthMethod(
        identifier: "iam-role",
        name: "AWS IAM Role",
        description: [
            .paragraph(
                "Assumes a role with an access key, by STS AssumeRole. The key's user needs the permission to do that "
                    + "and no other. Sessions last one hour unless another time is set, and are narrowed by the policies "
                    + "that are configured, or to what the resource needs."
            )
        ],
        attributes: [
            .policyARNs, .policy, .accessKeyID, .secretAccessKey, .region, .endpointURL,
            .required("role_arn", "AWS IAM Role ARN"),
        ],
        lifetime: roleLifetime
    )
    package static let sessionToken = AuthMethod(
        identifier: "session-token",
        name: "AWS Session Token",
        description: [
            .paragraph(
                "Makes sessions of an IAM user, by STS GetSessionToken. They last 12 hours unless another time is set, "
                    + "and may do what the user may. Auto-configuration chooses it for long-lived keys."
            )
        ],
        attributes: [.accessKeyID, .secretAccessKey, .region, .endpointURL],
        lifetime: userLifetime
    )
    package static let federationToken = AuthMethod(
        identifier: "federation-token",
        name: "AWS Federation Token",
        description: [
            .paragraph(
                "Makes sessions of a federated user, by STS GetFederationToken. They last 12 hours unless another time is "
                    + "set, and may do what both the user and a session policy allow: the one that is configured, or one "
                    + "for the resource. For the generic resource type a policy has to be configured."
            )
        ],
        attributes: [.policyARNs, .policy, .accessKeyID, .secretAccessKey, .region, .endpointURL],
        lifetime: userLifetime
    )
}

extension ConnectorAttribute {
    package static let accessKeyID = secret("aws_access_key_id", "AWS Access Key ID")
    package static let secretAccessKey = secret("aws_secret_access_key", "AWS Secret Access Key")
    package static let sessionToken = secret("aws_session_token", "AWS Session Token")
    package static let region = required("region", "AWS Region")
    package static let endpointURL = optional("endpoint_url", "AWS Endpoint URL")
    static let policyARNs = optional(
        "policy_arns",
        "ARNs of the IAM managed policies that you want to use as a managed session policy. The policies must exist in "
            + "the same account as the IAM user that is requesting temporary credentials.",
        .list
    )
    static let policy = optional(
        "policy",
        "An IAM policy in JSON format that you want to use as an inline session policy"
    )
}
