import AWSCore
import AWSProtocols
import ECRService
import Testing
import World

@Suite("A registry's policy")
struct RegistryPolicyTests {
    /// A policy of one statement about all repositories.
    static func policy(
        action: String = #""ecr:ReplicateImage""#,
        resource: String? = #""arn:aws:ecr:us-east-1:123456789012:repository/*""#,
        principal: String = #"{"AWS":"arn:aws:iam::999999999999:root"}"#
    ) -> String {
        let resource = resource.map { #","Resource":\#($0)"# } ?? ""
        return
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":\#(principal),"Action":\#(action)\#(resource)}]}"#
    }

    @Test("comes back as it was sent until it is deleted, in its own region")
    func cycle() async throws {
        let registry = try TestRegistry()
        let missing = ECRError(
            "RegistryPolicyNotFoundException",
            "Registry policy does not exist in the registry with id '123456789012'"
        )
        #expect(try await registry.refusal(of: GetRegistryPolicy.self, [:]) == missing)
        #expect(try await registry.refusal(of: DeleteRegistryPolicy.self, [:]) == missing)
        let sent = " " + Self.policy() + "\n"
        let expected: JSONValue = ["registryId": "123456789012", "policyText": .string(sent)]
        #expect(try await registry.perform(PutRegistryPolicy.self, ["policyText": .string(sent)]) == expected)
        #expect(try await registry.perform(GetRegistryPolicy.self, [:]) == expected)
        #expect(try await registry.refusal(of: GetRegistryPolicy.self, [:], region: "eu-west-1") == missing)
        #expect(
            try await registry.refusal(of: GetRegistryPolicy.self, [:], as: registry.mallory)?.message
                == "Registry policy does not exist in the registry with id '999999999999'"
        )
        #expect(try await registry.perform(DeleteRegistryPolicy.self, [:]) == expected)
        #expect(try await registry.refusal(of: GetRegistryPolicy.self, [:]) == missing)
    }

    @Test(
        "that is not a registry policy is refused, and nothing is stored",
        arguments: [
            "", "{", "[]", "{}", #"{"Statement":[]}"#, policy(resource: nil), policy(action: #""s3:GetObject""#),
            policy(action: #""ecr:ListRepositories""#), policy(resource: #""app""#), policy(resource: "[]"),
            policy(resource: #"["arn:aws:ecr:us-east-1:123456789012:repository/*","app"]"#),
            policy(resource: #""arn:none:ecr:us-east-1:123456789012:repository/*""#),
            policy(action: "[]"), policy(principal: #"{"Martian":"x"}"#),
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:*","Resource":"*"}]}"#,
            String(repeating: "[", count: 10_240),
        ]
    )
    func refused(policy: String) async throws {
        let registry = try TestRegistry()
        #expect(
            try await registry.refusal(of: PutRegistryPolicy.self, ["policyText": .string(policy)])
                == invalid("PolicyText", "Invalid registry policy provided")
        )
        #expect(try await registry.refusal(of: GetRegistryPolicy.self, [:])?.code == "RegistryPolicyNotFoundException")
    }

    @Test(
        "is kept with resources that ECR does not have, which it does not look at",
        arguments: [
            #""*""#, #""arn:aws:us-east-2:123456789012:repository/*""#, #""arn:aws:ecr:us-east-1:123456789012/*""#,
            #""arn:aws:ecr:*:*:*""#, #""arn:aws:ecr:eu-west-1:999999999999:repository/x""#, #""arn:aws:s3:::bucket/*""#,
            #"["*","arn:aws:ecr:us-east-1:123456789012:repository/prod-*"]"#,
        ]
    )
    func resources(resource: String) async throws {
        let registry = try TestRegistry()
        let sent: JSONValue = .string(Self.policy(resource: resource))
        try await registry.perform(PutRegistryPolicy.self, ["policyText": sent])
        #expect(try await registry.perform(GetRegistryPolicy.self, [:])["policyText"] == sent)
    }

    @Test("has at most 10,240 characters, and names principals that exist")
    func limits() async throws {
        let registry = try TestRegistry()
        #expect(
            try await registry.refusal(
                of: PutRegistryPolicy.self,
                ["policyText": .string(String(repeating: " ", count: 10_241))]
            )
                == invalid(
                    "policyText",
                    "Member must have length less than or equal to 10240",
                    value: String(repeating: " ", count: 10_241)
                )
        )
        let stranger = Self.policy(principal: #"{"AWS":"arn:aws:iam::111111111111:root"}"#)
        #expect(
            try await registry.refusal(of: PutRegistryPolicy.self, ["policyText": .string(stranger)])
                == invalid("PolicyText", "Principal not found")
        )
    }

    @Test(
        "may name three actions under scope V1, and every one of ECR under V2",
        arguments: [
            (#""ecr:ReplicateImage""#, true), (#"["ecr:CreateRepository","ecr:BatchImportUpstreamImage"]"#, true),
            (#""ecr:*""#, true), (#""ecr:Create*""#, true), (#""ecr:BatchGetImage""#, false),
            (#"["ecr:ReplicateImage","ecr:PutImage"]"#, false), (#""ecr:Get*""#, false),
            (#""ecr:DescribeRepositories""#, false), (#""ecr:PutReplicationConfiguration""#, false),
            (#"["ecr:GetAuthorizationToken","ecr:DescribeRegistry"]"#, false),
            (
                #"["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer","ecr:GetImageCopyStatus","ecr:BatchImportUpstreamImage"]"#,
                false
            ),
        ]
    )
    func scopes(action: String, inV1: Bool) async throws {
        let registry = try TestRegistry()
        let members: [String: JSONValue] = ["policyText": .string(Self.policy(action: action))]
        try await registry.perform(PutRegistryPolicy.self, members)
        try await registry.perform(DeleteRegistryPolicy.self, [:])
        try await registry.perform(PutAccountSetting.self, ["name": "REGISTRY_POLICY_SCOPE", "value": "V1"])
        if inV1 {
            try await registry.perform(PutRegistryPolicy.self, members)
        } else {
            #expect(try await registry.refusal(of: PutRegistryPolicy.self, members) == .invalidRegistryPolicy)
        }
    }

    @Test("is asked for with its text")
    func textMissing() async throws {
        let registry = try TestRegistry()
        #expect(
            try await registry.refusal(of: PutRegistryPolicy.self, [:]) == missing("policyText")
        )
    }
}
