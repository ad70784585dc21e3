import AWSCore
import IAM
import Testing

@Suite("AWS's managed policies")
struct ManagedPolicyTests {
    private static func allows(_ name: String, _ action: String) throws -> Bool {
        let policy = try #require(ManagedPolicy.policy(name, in: .aws))
        let action = try #require(IAMAction.named(action))
        let request = try PolicyTestCase.request(
            action.name,
            on: action.resourceType == .repository ? PolicyTestCase.repository : "*"
        )
        return policy.document.statements.contains { $0.effect == .allow && $0.matches(request) }
    }

    /// The actions of ECR that a policy allows.
    private static func allowed(_ name: String) throws -> [String] {
        try IAMAction.all.map(\.name).filter { try $0.hasPrefix("ecr:") && allows(name, $0) }.map {
            String($0.dropFirst(4))
        }
    }

    @Test("Every policy is found by name and by ARN, in every partition")
    func references() throws {
        let names =
            ManagedPolicy.names + ManagedPolicy.rootTasks
            + [ManagedPolicy.fullAWSAccess, ManagedPolicy.resourceControlFullAWSAccess]
        #expect(Set(names).count == names.count)
        #expect(names.count == 29)
        for name in names {
            for partition in Partition.all {
                let policy = try #require(ManagedPolicy.policy(name, in: partition), "\(name)")
                let arn = try #require(policy.arn)
                #expect(arn.partition == partition.name)
                #expect(ManagedPolicy.policy(arn.description, in: partition) == policy)
                #expect(policy.name == name)
                #expect(!policy.document.text.contains("arn:aws:") || partition == .aws)
            }
        }
    }

    @Test("An ARN of another partition, another path or an unknown name is not a policy")
    func unknown() {
        for reference in [
            "arn:aws-cn:iam::aws:policy/AdministratorAccess", "arn:aws:iam::123456789012:policy/AdministratorAccess",
            "arn:aws:iam::aws:policy/service-role/AdministratorAccess", "administratoraccess", "", "Nope",
            "arn:aws:iam::aws:policy/ViewOnlyAccess",
        ] {
            #expect(ManagedPolicy.policy(reference, in: .aws) == nil, "\(reference)")
        }
    }

    @Test(
        "ARNs are AWS's, paths included",
        arguments: [
            ("AdministratorAccess", "arn:aws:iam::aws:policy/AdministratorAccess"),
            ("ViewOnlyAccess", "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"),
            (
                "AmazonECSTaskExecutionRolePolicy",
                "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
            ),
            ("IAMAuditRootUserCredentials", "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials"),
            ("FullAWSAccess", "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess"),
            ("RCPFullAWSAccess", "arn:aws:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess"),
        ]
    )
    func arns(_ name: String, _ arn: String) {
        #expect(ManagedPolicy.policy(name, in: .aws)?.arn?.description == arn)
    }

    @Test("Organisations' policies are of their kinds and allow everything")
    func organizations() throws {
        let service = try #require(ManagedPolicy.policy("FullAWSAccess", in: .aws))
        let resource = try #require(ManagedPolicy.policy("RCPFullAWSAccess", in: .aws))
        #expect(service.document.kind == .serviceControl)
        #expect(resource.document.kind == .resourceControl)
        for action in IAMAction.all {
            #expect(try Self.allows("FullAWSAccess", action.name) && Self.allows("RCPFullAWSAccess", action.name))
        }
    }

    private static let pull = [
        "BatchCheckLayerAvailability", "BatchGetImage", "DescribeImageScanFindings", "DescribeImages",
        "DescribeRepositories", "GetAuthorizationToken", "GetDownloadUrlForLayer", "GetLifecyclePolicy",
        "GetLifecyclePolicyPreview", "GetRepositoryPolicy", "ListImages", "ListTagsForResource",
    ]
    private static let push = ["CompleteLayerUpload", "InitiateLayerUpload", "PutImage", "UploadLayerPart"]

    @Test("What the policies of ECR allow")
    func registryPolicies() throws {
        let every = IAMAction.all.map(\.name).filter { $0.hasPrefix("ecr:") }.count
        #expect(try Self.allowed("AmazonEC2ContainerRegistryFullAccess").count == every)
        #expect(try Self.allowed("AmazonEC2ContainerRegistryReadOnly") == Self.pull)
        #expect(try Self.allowed("AmazonEC2ContainerRegistryPowerUser") == (Self.pull + Self.push).sorted())
        #expect(
            try Self.allowed("AmazonEC2ContainerRegistryPullOnly") == [
                "BatchGetImage", "BatchImportUpstreamImage", "GetAuthorizationToken", "GetDownloadUrlForLayer",
            ]
        )
    }

    @Test("What the policies for all services allow of ECR and STS")
    func generalPolicies() throws {
        let left = [
            "iam:CreateServiceLinkedRole", "iam:DeleteServiceLinkedRole", "iam:ListRoles",
            "organizations:DescribeEffectivePolicy", "organizations:DescribeOrganization",
        ]
        let looked = [
            "DescribeAccount", "DescribeOrganization", "DescribeOrganizationalUnit", "DescribePolicy", "ListChildren",
            "ListParents", "ListPolicies", "ListPoliciesForTarget", "ListRoots", "ListTargetsForPolicy",
        ]
        for action in IAMAction.all.map(\.name) {
            #expect(try Self.allows("AdministratorAccess", action), "\(action)")
            let isOfIAM = action.hasPrefix("iam:")
            let isOfOthers = !isOfIAM && !action.hasPrefix("organizations:")
            #expect(try Self.allows("PowerUserAccess", action) == (isOfOthers || left.contains(action)), "\(action)")
            let isLookedAt = looked.contains { action == "organizations:" + $0 }
            #expect(try Self.allows("IAMFullAccess", action) == (isOfIAM || isLookedAt), "\(action)")
        }
        for name in ["ReadOnlyAccess", "SecurityAudit", "IAMReadOnlyAccess"] {
            for action in ["iam:GetUser", "iam:ListRoles", "iam:SimulatePrincipalPolicy"] {
                #expect(try Self.allows(name, action), "\(name) \(action)")
            }
            #expect(try !Self.allows(name, "iam:CreateUser"), "\(name)")
        }
        for action in IAMAction.all { #expect(try !Self.allows("AWSDenyAll", action.name)) }
        for action in IAMAction.all.map(\.name) where !action.hasPrefix("iam:CreateServiceLinkedRole") {
            let isOfOrganizations = action.hasPrefix("organizations:")
            #expect(try Self.allows("AWSOrganizationsFullAccess", action) == isOfOrganizations, "\(action)")
            let reads = ["Describe", "List"].contains { action.hasPrefix("organizations:" + $0) }
            #expect(try Self.allows("AWSOrganizationsReadOnlyAccess", action) == reads, "\(action)")
        }
        let reading = ["BatchCheck", "BatchGet", "Describe", "Get", "List"]
        #expect(
            try Self.allowed("ReadOnlyAccess")
                == IAMAction.all.map(\.name).filter { name in
                    reading.contains { name.hasPrefix("ecr:" + $0) }
                }.map { String($0.dropFirst(4)) }
        )
        #expect(try Self.allows("ReadOnlyAccess", "sts:GetAccessKeyInfo"))
        #expect(try Self.allows("ReadOnlyAccess", "inspector2:ListFindings"))
        #expect(try !Self.allows("ReadOnlyAccess", "sts:AssumeRole"))
        #expect(try Self.allowed("ViewOnlyAccess") == ["DescribeRegistry", "DescribeRepositories", "ListImages"])
    }

    @Test("PowerUserAccess leaves IAM out but for what AWS lists")
    func powerUser() throws {
        let policy = try #require(ManagedPolicy.policy("PowerUserAccess", in: .aws))
        func allows(_ action: String) throws -> Bool {
            let request = try PolicyTestCase.request(action, on: "*")
            return policy.document.statements.contains { $0.matches(request) }
        }
        #expect(try allows("iam:CreateServiceLinkedRole"))
        #expect(try !allows("iam:CreateUser"))
        #expect(try !allows("organizations:LeaveOrganization"))
        #expect(try allows("s3:GetObject"))
    }

    @Test("A root task denies all but its own actions")
    func rootTasks() throws {
        for name in ManagedPolicy.rootTasks {
            let policy = try #require(ManagedPolicy.policy(name, in: .aws))
            let request = try PolicyTestCase.request()
            #expect(policy.document.statements.contains { $0.effect == .deny && $0.matches(request) }, "\(name)")
            #expect(!ManagedPolicy.names.contains(name))
        }
    }
}
