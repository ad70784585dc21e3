extension ManagedPolicy {
    static let all: [ManagedPolicy] =
        general + registry + publicRegistry + organizationsAccess + rootTask + organizations

    /// Those for AWS Organizations itself.
    private static let organizationsAccess: [ManagedPolicy] = [
        ManagedPolicy(
            name: "AWSOrganizationsReadOnlyAccess",
            home: .iam(path: ""),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "AWSOrganizationsReadOnly",
                      "Effect": "Allow",
                      "Action": ["organizations:Describe*", "organizations:List*"],
                      "Resource": "*"
                    },
                    {
                      "Sid": "AWSOrganizationsReadOnlyAccount",
                      "Effect": "Allow",
                      "Action": [
                        "account:GetAlternateContact", "account:GetContactInformation", "account:ListRegions",
                        "account:GetRegionOptStatus", "account:GetPrimaryEmail"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        ManagedPolicy(
            name: "AWSOrganizationsFullAccess",
            home: .iam(path: ""),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "AWSOrganizationsFullAccess",
                      "Effect": "Allow",
                      "Action": "organizations:*",
                      "Resource": "*"
                    },
                    {
                      "Sid": "AWSOrganizationsFullAccessAccount",
                      "Effect": "Allow",
                      "Action": [
                        "account:PutAlternateContact", "account:DeleteAlternateContact",
                        "account:GetAlternateContact", "account:GetContactInformation",
                        "account:PutContactInformation", "account:ListRegions", "account:EnableRegion",
                        "account:DisableRegion", "account:PutAccountName", "account:GetAccountInformation"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Sid": "AWSOrganizationsFullAccessCreateSLR",
                      "Effect": "Allow",
                      "Action": "iam:CreateServiceLinkedRole",
                      "Resource": "*",
                      "Condition": {"StringEquals": {"iam:AWSServiceName": "organizations.amazonaws.com"}}
                    }
                  ]
                }
                """
        ),
    ]

    /// Those of organisations.
    private static let organizations: [ManagedPolicy] = [
        ManagedPolicy(
            name: fullAWSAccess,
            home: .organizations(.serviceControl),
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
            name: resourceControlFullAWSAccess,
            home: .organizations(.resourceControl),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Principal": "*",
                      "Action": "*",
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
    ]
}
