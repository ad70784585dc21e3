extension ManagedPolicy {
    /// Those about ECR Public (*AWS Managed Policy Reference*).
    static let publicRegistry: [ManagedPolicy] = [
        ManagedPolicy(
            name: "AmazonElasticContainerRegistryPublicFullAccess",
            home: .iam(path: ""),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "ecr-public:*", "sts:GetServiceBearerToken"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        ManagedPolicy(
            name: "AmazonElasticContainerRegistryPublicPowerUser",
            home: .iam(path: ""),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "ecr-public:GetAuthorizationToken", "sts:GetServiceBearerToken",
                        "ecr-public:BatchCheckLayerAvailability", "ecr-public:GetRepositoryPolicy",
                        "ecr-public:DescribeRepositories", "ecr-public:DescribeRegistries",
                        "ecr-public:DescribeImages", "ecr-public:DescribeImageTags",
                        "ecr-public:GetRepositoryCatalogData", "ecr-public:GetRegistryCatalogData",
                        "ecr-public:InitiateLayerUpload", "ecr-public:UploadLayerPart",
                        "ecr-public:CompleteLayerUpload", "ecr-public:PutImage"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        ManagedPolicy(
            name: "AmazonElasticContainerRegistryPublicReadOnly",
            home: .iam(path: ""),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "ecr-public:GetAuthorizationToken", "sts:GetServiceBearerToken",
                        "ecr-public:BatchCheckLayerAvailability", "ecr-public:GetRepositoryPolicy",
                        "ecr-public:DescribeRepositories", "ecr-public:DescribeRegistries",
                        "ecr-public:DescribeImages", "ecr-public:DescribeImageTags",
                        "ecr-public:GetRepositoryCatalogData", "ecr-public:GetRegistryCatalogData"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
    ]
}
