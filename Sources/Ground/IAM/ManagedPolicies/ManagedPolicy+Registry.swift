extension ManagedPolicy {
    /// Those that are for ECR, or hold actions of ECR for the service that uses it.
    static let registry: [ManagedPolicy] = [
        ManagedPolicy(
            name: "AmazonEC2ContainerRegistryFullAccess",
            home: .iam(path: ""),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "ecr:*", "cloudtrail:LookupEvents"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": ["iam:CreateServiceLinkedRole"],
                      "Resource": "*",
                      "Condition": {"StringEquals": {"iam:AWSServiceName": ["replication.ecr.amazonaws.com"]}}
                    }
                  ]
                }
                """
        ),
        ManagedPolicy(
            name: "AmazonEC2ContainerRegistryPowerUser",
            home: .iam(path: ""),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability",
                        "ecr:GetDownloadUrlForLayer", "ecr:GetRepositoryPolicy", "ecr:DescribeRepositories",
                        "ecr:ListImages", "ecr:DescribeImages", "ecr:BatchGetImage", "ecr:GetLifecyclePolicy",
                        "ecr:GetLifecyclePolicyPreview", "ecr:ListTagsForResource",
                        "ecr:DescribeImageScanFindings", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart",
                        "ecr:CompleteLayerUpload", "ecr:PutImage"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        ManagedPolicy(
            name: "AmazonEC2ContainerRegistryReadOnly",
            home: .iam(path: ""),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability",
                        "ecr:GetDownloadUrlForLayer", "ecr:GetRepositoryPolicy", "ecr:DescribeRepositories",
                        "ecr:ListImages", "ecr:DescribeImages", "ecr:BatchGetImage", "ecr:GetLifecyclePolicy",
                        "ecr:GetLifecyclePolicyPreview", "ecr:ListTagsForResource",
                        "ecr:DescribeImageScanFindings"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        ManagedPolicy(
            name: "AmazonEC2ContainerRegistryPullOnly",
            home: .iam(path: ""),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer",
                        "ecr:BatchImportUpstreamImage"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        ManagedPolicy(
            name: "AmazonECSTaskExecutionRolePolicy",
            home: .iam(path: "service-role/"),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability",
                        "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage", "logs:CreateLogStream",
                        "logs:PutLogEvents"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        ManagedPolicy(
            name: "AWSAppRunnerServicePolicyForECRAccess",
            home: .iam(path: "service-role/"),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage", "ecr:DescribeImages",
                        "ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        ManagedPolicy(
            name: "EC2InstanceProfileForImageBuilderECRContainerBuilds",
            home: .iam(path: ""),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "imagebuilder:GetComponent", "imagebuilder:GetContainerRecipe",
                        "ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:InitiateLayerUpload",
                        "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:BatchCheckLayerAvailability",
                        "ecr:GetDownloadUrlForLayer", "ecr:PutImage"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": ["kms:Decrypt"],
                      "Resource": "*",
                      "Condition": {"ForAnyValue:StringEquals": {"aws:CalledVia": ["imagebuilder.amazonaws.com"], "kms:EncryptionContextKeys": "aws:imagebuilder:arn"}}
                    },
                    {
                      "Effect": "Allow",
                      "Action": ["s3:GetObject"],
                      "Resource": "arn:aws:s3:::ec2imagebuilder*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": [
                        "logs:CreateLogStream", "logs:CreateLogGroup", "logs:PutLogEvents"
                      ],
                      "Resource": "arn:aws:logs:*:*:log-group:/aws/imagebuilder/*"
                    }
                  ]
                }
                """
        ),
        ManagedPolicy(
            name: "AWSECRPullThroughCache_ServiceRolePolicy",
            home: .iam(path: "aws-service-role/"),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "ECR",
                      "Effect": "Allow",
                      "Action": [
                        "ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:InitiateLayerUpload",
                        "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage", "ecr:BatchGetImage",
                        "ecr:BatchImportUpstreamImage", "ecr:GetDownloadUrlForLayer", "ecr:GetImageCopyStatus"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Sid": "SecretsManager",
                      "Effect": "Allow",
                      "Action": ["secretsmanager:GetSecretValue"],
                      "Resource": "arn:aws:secretsmanager:*:*:secret:ecr-pullthroughcache/*",
                      "Condition": {"StringEquals": {"aws:ResourceAccount": "${aws:PrincipalAccount}"}}
                    }
                  ]
                }
                """
        ),
        ManagedPolicy(
            name: "ECRReplicationServiceRolePolicy",
            home: .iam(path: "aws-service-role/"),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["ecr:CreateRepository", "ecr:ReplicateImage"],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
    ]
}
