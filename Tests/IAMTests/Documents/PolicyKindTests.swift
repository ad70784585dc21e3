import IAM
import Testing

@Suite("What each kind of policy may hold")
struct PolicyKindTests {
    private static func error(_ members: String, _ kind: PolicyKind) -> PolicyError? {
        do {
            _ = try PolicyTestCase.document(members, kind: kind)
            return nil
        } catch {
            return error
        }
    }

    @Test("The least statement of every kind is taken", arguments: PolicyKind.allCases)
    func least(_ kind: PolicyKind) {
        #expect(Self.error("", kind) == nil)
    }

    @Test(
        "A trust policy has actions of STS, a principal and no resource",
        arguments: [
            (#""Resource": "*""#, "Has prohibited field Resource"),
            (#""NotResource": "*""#, "Has prohibited field NotResource"),
            (#""Action": "ecr:PutImage""#, "AssumeRole policy may only specify STS AssumeRole actions."),
            (#""Action": "*""#, "AssumeRole policy may only specify STS AssumeRole actions."),
            (#""Action": ["sts:AssumeRole", "s3:*"]"#, "AssumeRole policy may only specify STS AssumeRole actions."),
            (#""NotAction": "sts:AssumeRole""#, "AssumeRole policy may only specify STS AssumeRole actions."),
            (#""Effect": "Deny", "NotPrincipal": {"AWS": "123456789012"}"#, "Has prohibited field NotPrincipal"),
            (#""Conditions": {}"#, "Unknown field Conditions"),
            (#""Principal": "123456789012""#, "Invalid principal in policy"),
            (#""Principal": {"AWS": []}"#, "Missing required field Principal cannot be empty!"),
            (
                #""Principal": {"AWS": "arn:aws:iam::123456789012:user/*"}"#,
                #"Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:user/*""#
            ),
            (#""Principal": {"Service": "*"}"#, #"Invalid principal in policy: "SERVICE":"*""#),
        ]
    )
    func trust(_ members: String, _ message: String) {
        #expect(Self.error(members, .trust)?.message == message)
    }

    @Test("A trust policy may name any action of STS, in any case, with wildcards")
    func trustActions() {
        for action in ["sts:AssumeRole", "STS:tagsession", "sts:*", "sts:AssumeRoleWith*"] {
            #expect(Self.error("\"Action\": \"\(action)\"", .trust) == nil)
        }
    }

    @Test(
        "A principal that is none is refused",
        arguments: [
            (#""AWS": "12345678901""#), (#""AWS": "stefan""#), (#""AWS": "**""#), (#""AWS": """#),
            (#""AWS": "arn:aws:iam::123456789012:group/admins""#), (#""AWS": "arn:aws:iam::123456789012:role/""#),
            (#""AWS": "arn:aws:iam::123456789012:role""#), (#""AWS": "arn:aws:iam:us-east-1:123456789012:role/r""#),
            (#""AWS": "arn:nope:iam::123456789012:role/r""#), (#""AWS": "arn:aws:iam::1234:role/r""#),
            (#""AWS": "arn:aws:sts::123456789012:assumed-role/r""#),
            (#""AWS": "arn:aws:sts::123456789012:assumed-role/r/s/t""#),
            (#""AWS": "arn:aws:sts::123456789012:assumed-role/r/*""#),
            (#""AWS": "arn:aws:sts::123456789012:role/r""#), (#""AWS": "arn:aws:s3:::bucket""#),
            (#""AWS": "AIDA""#), (#""AWS": "AROAq3egvt7rz5xkm2lpw""#), (#""AWS": "AKIAQ3EGVT7RZ5XKM2LP""#),
            (#""Federated": "arn:aws:iam::123456789012:role/r""#), (#""Federated": "nohost""#),
            (#""Federated": "*""#), (#""Federated": "arn:aws:iam::123456789012:saml-provider/""#),
            (#""Service": """#), (#""CanonicalUser": "*""#), (#""Group": "a""#), (#""aws": "*""#),
        ]
    )
    func principals(_ principal: String) {
        for kind in [PolicyKind.trust, .repository, .endpoint] {
            #expect(Self.error("\"Principal\": {\(principal)}", kind) != nil, "\(principal)")
        }
    }

    @Test("NotPrincipal goes with Deny only")
    func notPrincipal() {
        let names = #""NotPrincipal": {"AWS": "123456789012"}"#
        for kind in [PolicyKind.repository, .registry, .endpoint] {
            #expect(Self.error(names, kind)?.reason.contains("NotPrincipal with Allow") == true)
            #expect(Self.error("\"Effect\": \"Deny\", " + names, kind) == nil)
        }
        #expect(Self.error("\"Effect\": \"Deny\", " + names, .resourceControl) != nil)
    }

    @Test(
        "A repository policy names actions about repositories, and no resource",
        arguments: [
            #""Resource": "*""#, #""Action": "ecr:GetAuthorizationToken""#, #""Action": "ecr:ListRepositories""#,
            #""Action": "ecr:Pusch*""#, #""Action": "s3:GetObject""#, #""Action": ["ecr:PutImage", "ecr:Nope"]"#,
            #""NotAction": "ecr:Nope""#, #""Action": "ecr:DescribeRegistry""#, #""Principal": {"AWS": "nobody"}"#,
            #""Action": []"#, #""Effect": "allow""#, #""Condition": {"StringEqual": {"aws:x": "y"}}"#,
        ]
    )
    func repository(_ members: String) {
        #expect(Self.error(members, .repository)?.message == "Invalid repository policy provided")
    }

    @Test("A repository policy takes wildcards that match an action, in any case")
    func repositoryActions() {
        for action in ["ecr:*", "ecr:Batch*", "ECR:getdownloadurlforlayer", "ecr:Get*", "*", "ecr:?utImage"] {
            #expect(Self.error("\"Action\": \"\(action)\"", .repository) == nil, "\(action)")
        }
    }

    @Test("A registry policy names actions of ECR, and resources of any form that policies take")
    func registry() {
        for resource in [
            "arn:aws:ecr:us-east-1:1:repository/prod/*", "*", "arn:aws:s3:::x", "arn:aws:ecr:us-east-1:1:registry/x",
            "arn:aws:ecr", "arn:aws:us-east-2:1:repository/*",
        ] {
            #expect(Self.error("\"Resource\": \"\(resource)\"", .registry) == nil, "\(resource)")
        }
        for resource in ["prod", "arn:none:ecr:us-east-1:1:repository/x", "arn:aws:e*:us-east-1:1:repository/x"] {
            #expect(
                Self.error("\"Resource\": \"\(resource)\"", .registry)?.message == "Invalid registry policy provided"
            )
        }
        for action in ["ecr:GetAuthorizationToken", "ecr:PutReplicationConfiguration", "ecr:*", "ecr:Get*"] {
            #expect(Self.error("\"Action\": \"\(action)\"", .registry) == nil, "\(action)")
        }
        for action in ["ecr:ListRepositories", "s3:GetObject", "sts:AssumeRole"] {
            #expect(Self.error("\"Action\": \"\(action)\"", .registry) != nil, "\(action)")
        }
        #expect(Self.error(#""Action": ["ecr:ReplicateImage", "ecr:CreateRepository"]"#, .registry) == nil)
    }

    @Test("A service control policy allows with conditions and resources, and names no principal")
    func serviceControl() {
        let resource = #""Resource": "arn:aws:ecr:*:*:repository/x""#
        #expect(Self.error(resource + #", "Condition": {"Bool": {"aws:x": "true"}}"#, .serviceControl) == nil)
        #expect(Self.error(#""NotAction": "iam:*", "NotResource": "arn:aws:ecr:*""#, .serviceControl) == nil)
        #expect(Self.error(#""Principal": "*""#, .serviceControl) != nil)
    }

    @Test("A resource control policy denies, for everyone; only AWS's own allows")
    func resourceControl() {
        #expect(Self.error(#""Action": "ecr:*", "Condition": {"Bool": {"aws:x": "true"}}"#, .resourceControl) == nil)
        #expect(Self.error(#""Effect": "Allow", "Action": "*""#, .resourceControl) == nil)
        for members in [
            #""Effect": "Allow""#, #""Effect": "Allow", "Action": "*", "Condition": {"Bool": {"aws:x": "true"}}"#,
            #""NotAction": "ecr:*""#, #""Principal": {"AWS": "123456789012"}"#,
            #""Effect": "Allow", "Action": "*", "NotResource": "*""#,
        ] {
            #expect(Self.error(members, .resourceControl) != nil, "\(members)")
        }
    }
}
