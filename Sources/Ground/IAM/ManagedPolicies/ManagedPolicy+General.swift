extension ManagedPolicy {
    /// Those that are for all services.
    static let general: [ManagedPolicy] = [
        ManagedPolicy(
            name: "AdministratorAccess",
            home: .iam(path: ""),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": "*",
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        ManagedPolicy(
            name: "PowerUserAccess",
            home: .iam(path: ""),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "NotAction": [
                        "iam:*", "organizations:*", "account:*"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": [
                        "account:GetAccountInformation", "account:GetGovCloudAccountInformation",
                        "account:GetPrimaryEmail", "account:ListRegions", "iam:CreateServiceLinkedRole",
                        "iam:DeleteServiceLinkedRole", "iam:ListRoles",
                        "organizations:DescribeEffectivePolicy", "organizations:DescribeOrganization"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        ManagedPolicy(
            name: "ReadOnlyAccess",
            home: .iam(path: ""),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "ReadOnlyActionsGroup1",
                      "Effect": "Allow",
                      "Action": [
                        "ecr:BatchCheck*", "ecr:BatchGet*", "ecr:Describe*", "ecr:Get*", "ecr:List*",
                        "eks:Describe*", "eks:List*", "iam:Generate*", "iam:Get*", "iam:List*", "iam:Simulate*",
                        "inspector2:List*"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Sid": "ReadOnlyActionsGroup2",
                      "Effect": "Allow",
                      "Action": [
                        "s3:DescribeJob", "s3:Get*", "s3:List*", "sts:GetAccessKeyInfo", "sts:GetCallerIdentity",
                        "sts:GetSessionToken"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        ManagedPolicy(
            name: "SecurityAudit",
            home: .iam(path: ""),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "BaseSecurityAuditStatement",
                      "Effect": "Allow",
                      "Action": [
                        "ecr:BatchGetRepositoryScanningConfiguration", "ecr:DescribeImages",
                        "ecr:DescribeImageScanFindings", "ecr:DescribeRegistry", "ecr:DescribeRepositories",
                        "ecr:GetLifecyclePolicy", "ecr:GetRegistryPolicy",
                        "ecr:GetRegistryScanningConfiguration", "ecr:GetRepositoryPolicy", "ecr:ListImages",
                        "ecr:ListTagsForResource", "eks:DescribeCluster", "eks:ListClusters",
                        "iam:GenerateCredentialReport", "iam:GenerateServiceLastAccessedDetails", "iam:Get*",
                        "iam:List*", "iam:SimulateCustomPolicy", "iam:SimulatePrincipalPolicy",
                        "s3:GetAccelerateConfiguration", "s3:GetAnalyticsConfiguration", "s3:GetBucket*",
                        "s3:GetEncryptionConfiguration", "s3:GetInventoryConfiguration",
                        "s3:GetLifecycleConfiguration", "s3:GetMetricsConfiguration", "s3:GetObjectAcl",
                        "s3:GetObjectVersionAcl", "s3:GetReplicationConfiguration", "s3:ListAllMyBuckets",
                        "sts:GetAccessKeyInfo"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        ManagedPolicy(
            name: "ViewOnlyAccess",
            home: .iam(path: "job-function/"),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "GeneralViewOnlyAccessStatement",
                      "Effect": "Allow",
                      "Action": [
                        "ecr:DescribeRegistry", "ecr:DescribeRepositories", "ecr:ListImages", "eks:ListClusters",
                        "iam:GetAccountSummary", "iam:GetLoginProfile", "iam:List*", "s3:ListAllMyBuckets", "s3:ListBucket"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        ManagedPolicy(
            name: "IAMFullAccess",
            home: .iam(path: ""),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "iam:*", "organizations:DescribeAccount", "organizations:DescribeOrganization",
                        "organizations:DescribeOrganizationalUnit", "organizations:DescribePolicy",
                        "organizations:ListChildren", "organizations:ListParents",
                        "organizations:ListPoliciesForTarget", "organizations:ListRoots",
                        "organizations:ListPolicies", "organizations:ListTargetsForPolicy"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        ManagedPolicy(
            name: "IAMReadOnlyAccess",
            home: .iam(path: ""),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "iam:GenerateCredentialReport", "iam:GenerateServiceLastAccessedDetails", "iam:Get*",
                        "iam:List*", "iam:SimulateCustomPolicy", "iam:SimulatePrincipalPolicy"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        ManagedPolicy(
            name: "AmazonS3FullAccess",
            home: .iam(path: ""),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["s3:*", "s3-object-lambda:*"],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        ManagedPolicy(
            name: "AmazonS3ReadOnlyAccess",
            home: .iam(path: ""),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "s3:Get*", "s3:List*", "s3:Describe*", "s3-object-lambda:Get*", "s3-object-lambda:List*"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        ManagedPolicy(
            name: "AWSDenyAll",
            home: .iam(path: ""),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "DenyAll",
                      "Effect": "Deny",
                      "Action": ["*"],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
    ]
}
