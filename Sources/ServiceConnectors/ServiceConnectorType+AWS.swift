extension ServiceConnectorType {
    /// The AWS service connector.
    package static let aws = ServiceConnectorType(
        identifier: "aws",
        name: "AWS Service Connector",
        emoji: "🔶",
        resourceTypes: [.awsGeneric, .s3Bucket, .kubernetesCluster, .dockerRegistry],
        authMethods: [.implicit, .secretKey, .stsToken, .iamRole, .sessionToken, .federationToken]
    )
}

extension ResourceType {
    package static let awsGeneric = ResourceType(
        identifier: "aws-generic",
        name: "Generic AWS resource",
        emoji: "🔶",
        hasInstances: false,
        isBuilt: false
    )
    package static let s3Bucket = ResourceType(
        identifier: "s3-bucket",
        name: "AWS S3 bucket",
        emoji: "📦",
        hasInstances: true,
        isBuilt: false
    )
    package static let kubernetesCluster = ResourceType(
        identifier: "kubernetes-cluster",
        name: "AWS EKS Kubernetes cluster",
        emoji: "🌀",
        hasInstances: true,
        isBuilt: false
    )
    package static let dockerRegistry = ResourceType(
        identifier: "docker-registry",
        name: "AWS ECR container registry",
        emoji: "🐳",
        hasInstances: false,
        isBuilt: true
    )
}

extension AuthMethod {
    package static let implicit = AuthMethod(
        identifier: "implicit",
        attributes: [
            .optional("policy_arns"), .optional("policy"), .region, .endpointURL, .optional("profile_name"),
            .optional("role_arn"),
        ],
        lifetime: SessionLifetime(minimum: 900, standard: 3_600, maximum: nil)
    )
    package static let secretKey = AuthMethod(
        identifier: "secret-key",
        attributes: [.accessKeyID, .secretAccessKey, .region, .endpointURL],
        lifetime: nil
    )
    package static let stsToken = AuthMethod(
        identifier: "sts-token",
        attributes: [.accessKeyID, .secretAccessKey, .sessionToken, .region, .endpointURL],
        lifetime: nil
    )
    package static let iamRole = AuthMethod(
        identifier: "iam-role",
        attributes: [
            .optional("policy_arns"), .optional("policy"), .accessKeyID, .secretAccessKey, .region, .endpointURL,
            .required("role_arn"),
        ],
        lifetime: SessionLifetime(minimum: 900, standard: 3_600, maximum: nil)
    )
    package static let sessionToken = AuthMethod(
        identifier: "session-token",
        attributes: [.accessKeyID, .secretAccessKey, .region, .endpointURL],
        lifetime: SessionLifetime(minimum: 900, standard: 43_200, maximum: 129_600)
    )
    package static let federationToken = AuthMethod(
        identifier: "federation-token",
        attributes: [
            .optional("policy_arns"), .optional("policy"), .accessKeyID, .secretAccessKey, .region, .endpointURL,
        ],
        lifetime: SessionLifetime(minimum: 900, standard: 43_200, maximum: 129_600)
    )
}

extension ConnectorAttribute {
    package static let accessKeyID = secret("aws_access_key_id")
    package static let secretAccessKey = secret("aws_secret_access_key")
    package static let sessionToken = secret("aws_session_token")
    package static let region = required("region")
    package static let endpointURL = optional("endpoint_url")

    fileprivate static func secret(_ name: String) -> ConnectorAttribute {
        ConnectorAttribute(name: name, isSecret: true, isRequired: true)
    }

    fileprivate static func required(_ name: String) -> ConnectorAttribute {
        ConnectorAttribute(name: name, isSecret: false, isRequired: true)
    }

    fileprivate static func optional(_ name: String) -> ConnectorAttribute {
        ConnectorAttribute(name: name, isSecret: false, isRequired: false)
    }
}
