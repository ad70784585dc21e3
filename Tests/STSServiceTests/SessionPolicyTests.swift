import AWSCore
import AWSProtocols
import IAM
import STSService
import Testing
import World

@Suite("Session policies")
struct SessionPolicyTests {
    /// As a ZenML service connector passes it (docs/aws/iam.md, "ZenML's session policies").
    private static let connectorPolicy = """
        {"Version": "2012-10-17", "Statement": [{"Sid": "AllowECRRepositoryAccess", "Effect": "Allow", "Action": \
        ["ecr:DescribeRegistry", "ecr:DescribeRepositories", "ecr:ListRepositories", "ecr:BatchGetImage", \
        "ecr:DescribeImages", "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", \
        "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage"], "Resource": \
        ["arn:aws:ecr:us-east-1:123456789012:repository/*", "arn:aws:ecr:us-east-1:123456789012:repository"]}, \
        {"Sid": "AllowECRRepositoryGetToken", "Effect": "Allow", "Action": ["ecr:GetAuthorizationToken"], \
        "Resource": ["*"]}]}
        """

    private func arns(_ arns: [String]) -> [(String, String)] {
        arns.enumerated().map { ("PolicyArns.member.\($0 + 1).arn", $1) }
    }

    @Test("of a service connector fit, and are kept with the session")
    func connector() throws {
        let bench = try Bench()
        let policy = [("Policy", Self.connectorPolicy)]
        let size = try bench.perform(AssumeRole.self, assuming("deployer", policy))["PackedPolicySize"]?.integer
        #expect((50...100).contains(size ?? 0))
        let session = try bench.session(GetFederationToken.self, [("Name", "zenml-connector")] + policy)
        #expect(session.inlinePolicy?.text == Self.connectorPolicy)
    }

    @Test("are counted without regard to the blanks between their parts")
    func blanks() throws {
        let bench = try Bench()
        let condition = #"{"StringLike":{"aws:UserAgent":"a \"b  c\""}}"#
        let dense =
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:*","Resource":"*","Condition":"#
            + condition + "}]}"
        let wide = dense.replacing(",", with: " ,\n\t").replacing("{", with: "{\r\n   ")
        func size(_ policy: String) throws -> Int? {
            try bench.perform(AssumeRole.self, assuming("deployer", [("Policy", policy)]))["PackedPolicySize"]?.integer
        }
        #expect(try size(dense) == size(wide))
    }

    @Test("by ARN are the account's own or AWS's, up to ten, each once")
    func managed() throws {
        let bench = try Bench()
        let own = "arn:aws:iam::123456789012:policy/scoped"
        let session = try bench.session(
            AssumeRole.self,
            assuming("deployer", arns([own, "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly", own]))
        )
        #expect(
            session.policyARNs.map(\.description) == [
                own, "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly",
            ]
        )
        _ = try bench.perform(AssumeRole.self, assuming("deployer", arns(Array(repeating: own, count: 10))))
    }

    @Test(
        "by ARN that lead nowhere are refused",
        arguments: [
            "arn:aws:iam::123456789012:policy/none", "arn:aws:iam::aws:policy/NoSuchPolicyOfAWS",
            // The role's account has no right to another's policies.
            "arn:aws:iam::210987654321:policy/scoped", "arn:aws:iam::123456789012:policy/other/scoped",
        ]
    )
    func unknown(arn: String) throws {
        let bench = try Bench()
        let expected = refusal(
            400,
            "MalformedPolicyDocument",
            "Policy \(arn) does not exist or is not attachable."
        )
        #expect(bench.refusal(AssumeRole.self, assuming("deployer", arns([arn]))) == expected)
        #expect(bench.refusal(GetFederationToken.self, [("Name", "guest")] + arns([arn])) == expected)
    }

    @Test(
        "by what is not a policy's ARN are refused",
        arguments: [
            "arn:aws:iam::123456789012:role/scoped", "arn:aws-cn:iam::aws:policy/ReadOnlyAccess",
            "just some words here",
        ]
    )
    func noPolicy(arn: String) throws {
        let bench = try Bench()
        #expect(
            bench.refusal(AssumeRole.self, assuming("deployer", arns([arn])))
                == refusal(400, "ValidationError", "\(arn) is invalid")
        )
    }

    @Test("that are no JSON are refused in the words of AWS's reader")
    func notJSON() throws {
        let bench = try Bench()
        let error = bench.refusal(AssumeRole.self, assuming("deployer", [("Policy", "invalid")]))
        #expect(error?.code == "MalformedPolicyDocument")
        #expect(error?.status == 400)
        let lines = (error?.message ?? "").split(separator: "\n").map(String.init)
        #expect(
            lines.first
                == "Unexpected character ('i' (code 105)): expected a valid value (number, String, array, object, "
                + "'true', 'false' or 'null')"
        )
        #expect(lines.last?.hasPrefix(" at [Source: java.io.StringReader@") == true)
        #expect(lines.last?.hasSuffix("; line: 1, column: 2]") == true)
    }

    @Test(
        "that are no policies are refused",
        arguments: [
            ("[]", "Syntax errors in policy."), (#"{"Version":"2012-10-17"}"#, "Syntax errors in policy."),
            (
                #"{"Version":"2012-10-17","Statement":[{"Effect":"Maybe","Action":"*","Resource":"*"}]}"#,
                "Syntax errors in policy."
            ),
            (
                #"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}}"#,
                "Policy document should not specify a principal."
            ),
        ]
    )
    func malformed(policy: String, text: String) throws {
        let bench = try Bench()
        let expected = refusal(400, "MalformedPolicyDocument", text)
        #expect(bench.refusal(AssumeRole.self, assuming("deployer", [("Policy", policy)])) == expected)
        #expect(bench.refusal(GetFederationToken.self, [("Name", "guest"), ("Policy", policy)]) == expected)
    }

    @Test("are read after IAM was asked, and after the duration was looked at")
    func order() throws {
        let bench = try Bench()
        let broken = [("Policy", "{"), ("DurationSeconds", "7201")]
        #expect(bench.refusal(AssumeRole.self, assuming("last", broken))?.code == "AccessDenied")
        #expect(bench.refusal(AssumeRole.self, assuming("deployer", broken))?.code == "ValidationError")
    }

    @Test("that take more space than there is are refused, in per cent")
    func tooLarge() throws {
        let bench = try Bench()
        let actions = (0..<42).map {
            #""service\#($0 % 9):\#(["Create", "Describe", "Update"][$0 % 3])Thing\#($0 * 7919)""#
        }
        let policy =
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["#
            + actions.joined(separator: ",") + #"],"Resource":"*"}]}"#
        let error = bench.refusal(AssumeRole.self, assuming("deployer", [("Policy", policy)]))
        #expect(error?.code == "PackedPolicyTooLarge")
        #expect(error?.status == 400)
        let percent = error?.message.dropFirst("Packed policy consumes ".count).prefix { $0.isNumber }
        #expect(
            error?.message == "Packed policy consumes \(percent ?? "")% of allotted space, please use smaller policy."
        )
        #expect((101...250).contains(Int(percent ?? "") ?? 0))
    }

    @Test("and tags that take more space than there is have a sentence of their own")
    func tagsTooLarge() throws {
        let bench = try Bench()
        let long = String(repeating: "v", count: 256)
        let tags = (1...7).flatMap { [("Tags.member.\($0).Key", "key\($0)"), ("Tags.member.\($0).Value", long)] }
        let expected = refusal(
            400,
            "PackedPolicyTooLarge",
            "Packed size of session tags consumes 506% of allotted space."
        )
        #expect(bench.refusal(AssumeRole.self, assuming("deployer", tags)) == expected)
        #expect(bench.refusal(GetFederationToken.self, [("Name", "guest")] + tags) == expected)
    }

    @Test("share their space with tags that a chain hands down")
    func inheritedTags() throws {
        let bench = try Bench()
        // As EKS Pod Identity sets them: 74 % by themselves (aws/containers-roadmap#2413).
        let tags = [
            ("eks-cluster-arn", "arn:aws:eks:us-east-1:123456789012:cluster/production"),
            ("eks-cluster-name", "production"), ("kubernetes-namespace", "default"),
            ("kubernetes-service-account", "default"), ("kubernetes-pod-name", "app-5d8f9c7b6d-x2x9z"),
            ("kubernetes-pod-uid", "7f1b0f0e-0d5c-4f0e-9a52-1c2d3e4f5a6b"),
        ]
        let passed = tags.enumerated().flatMap { index, tag in
            [
                ("Tags.member.\(index + 1).Key", tag.0), ("Tags.member.\(index + 1).Value", tag.1),
                ("TransitiveTagKeys.member.\(index + 1)", tag.0),
            ]
        }
        let first = try bench.session(AssumeRole.self, assuming("deployer", passed))
        let chained = try bench.perform(AssumeRole.self, assuming("service/chained"), as: .session(first))
        let size = try #require(chained["PackedPolicySize"]?.integer)
        #expect((65...80).contains(size))
        let more = [("Tags.member.1.Key", "k"), ("Tags.member.1.Value", String(repeating: "v", count: 130))]
        #expect(
            bench.refusal(AssumeRole.self, assuming("service/chained", more), as: .session(first))?.message
                .hasPrefix("Packed size of session tags consumes 1") == true
        )
    }

    @Test("are limited to what is theirs: GetFederationToken answers 0 where nothing is passed, AssumeRole nothing")
    func nothingPassed() throws {
        let bench = try Bench()
        #expect(try bench.perform(GetFederationToken.self, [("Name", "guest")])["PackedPolicySize"]?.integer == 0)
        #expect(try bench.perform(AssumeRole.self, assuming("deployer"))["PackedPolicySize"] == nil)
    }
}
