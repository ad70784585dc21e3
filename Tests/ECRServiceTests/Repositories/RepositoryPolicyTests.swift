import AWSCore
import AWSProtocols
import Determinism
import ECRService
import IAM
import Testing
import World

@Suite("A repository's policy")
struct RepositoryPolicyTests {
    static let sent = """
        {
          "Version" : "2012-10-17",
          "Statement": [ {"Sid": "pull", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::999999999999:root"},
            "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]} ]
        }
        """

    private func members(_ policy: String, _ more: [String: JSONValue] = [:]) -> [String: JSONValue] {
        ["repositoryName": "app", "policyText": .string(policy)].merging(more) { $1 }
    }

    /// A policy of one statement.
    static func policy(
        effect: String = "Allow",
        principal: String = #""*""#,
        action: String = #""ecr:BatchGetImage""#,
        more: String = ""
    ) -> String {
        #"{"Version":"2012-10-17","Statement":[{"Effect":"\#(effect)","Principal":\#(principal),"Action":\#(action)\#(more)}]}"#
    }

    @Test("comes back as it was sent, blanks and all, until it is deleted")
    func cycle() async throws {
        let registry = try TestRegistry()
        let expected: JSONValue = [
            "registryId": "123456789012", "repositoryName": "app", "policyText": .string(Self.sent),
        ]
        #expect(try await registry.perform(SetRepositoryPolicy.self, members(Self.sent)) == expected)
        #expect(try registry.repository().policy?.statements.count == 1)
        #expect(try await registry.perform(GetRepositoryPolicy.self, ["repositoryName": "app"]) == expected)
        #expect(try await registry.perform(DeleteRepositoryPolicy.self, ["repositoryName": "app"]) == expected)
        #expect(try registry.repository().policy == nil)
        let missing = ECRError(
            "RepositoryPolicyNotFoundException",
            "Repository policy does not exist for the repository with name 'app' in the registry with id '123456789012'"
        )
        #expect(try await registry.refusal(of: GetRepositoryPolicy.self, ["repositoryName": "app"]) == missing)
        #expect(try await registry.refusal(of: DeleteRepositoryPolicy.self, ["repositoryName": "app"]) == missing)
    }

    @Test("takes the place of the one before")
    func replaced() async throws {
        let registry = try TestRegistry()
        try await registry.perform(SetRepositoryPolicy.self, members(Self.sent))
        try await registry.perform(SetRepositoryPolicy.self, members(Self.policy()))
        #expect(try registry.repository().policy?.text == Self.policy())
    }

    @Test("needs its repository")
    func noRepository() async throws {
        let registry = try TestRegistry()
        let missing = ECRError(
            "RepositoryNotFoundException",
            "The repository with name 'gone' does not exist in the registry with id '123456789012'"
        )
        let name: [String: JSONValue] = ["repositoryName": "gone"]
        #expect(try await registry.refusal(of: SetRepositoryPolicy.self, members(Self.sent, name)) == missing)
        #expect(try await registry.refusal(of: GetRepositoryPolicy.self, name) == missing)
        #expect(try await registry.refusal(of: DeleteRepositoryPolicy.self, name) == missing)
    }

    @Test("is set in another account's registry where that is named")
    func otherRegistry() async throws {
        let registry = try TestRegistry()
        let answer = try await registry.perform(
            SetRepositoryPolicy.self,
            members(Self.sent, ["registryId": "123456789012"]),
            as: registry.mallory
        )
        #expect(answer["registryId"] == "123456789012")
        #expect(try registry.repository().policy?.text == Self.sent)
        let own = try await registry.refusal(
            of: GetRepositoryPolicy.self,
            ["repositoryName": "app"],
            as: registry.mallory
        )
        #expect(own?.message.contains("'999999999999'") == true)
    }

    @Test(
        "that is not a repository policy is refused, and nothing is stored",
        arguments: [
            "", " ", "x", "{", "[]", "1", "null", #""text""#, "{}", #"{"Statement":[]}"#, #"{"Statement":"x"}"#,
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*"}]}"#,
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:*"}]}"#,
            #"{"Version":"2011-01-01","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:*"}]}"#,
            policy(effect: "allow"), policy(effect: "Maybe"),
            policy(more: #","Resource":"*""#),
            policy(more: #","Resource":"arn:aws:ecr:us-east-1:123456789012:repository/app""#),
            policy(more: #","NotResource":"*""#),
            policy(more: #","Condition":{"StringSounds":{"aws:username":"x"}}"#),
            policy(more: #","Condition":"x""#),
            policy(more: #","Colour":"red""#),
            policy(action: #""ecr:GetAuthorizationToken""#),
            policy(action: #"["ecr:BatchGetImage","ecr:GetAuthorizationToken"]"#),
            policy(action: #""ecr:DescribeRegistry""#), policy(action: #""ecr:ListRepositories""#),
            policy(action: #""ecr:GetLogin""#), policy(action: #""ecr:batchgetimages""#),
            policy(action: #""s3:GetObject""#), policy(action: #""ecr-public:PutImage""#),
            policy(action: #""PutImage""#),
            policy(action: #""""#), policy(action: "7"), policy(action: "[]"), policy(action: #"{"a":"b"}"#),
            policy(principal: #"{"AWS":"arn:aws:iam::123456789012:*"}"#),
            policy(principal: #"{"AWS":"arn:aws:iam::123456789012:user/*"}"#),
            policy(principal: #"{"Martian":"x"}"#), policy(principal: "7"), policy(principal: #""alice""#),
            String(repeating: "[", count: 10_240), String(repeating: #"{"Statement":"#, count: 700),
            "{\"Statement\":\"\u{0}\"}",
        ]
    )
    func refused(policy: String) async throws {
        let registry = try TestRegistry()
        try await registry.perform(SetRepositoryPolicy.self, members(Self.sent))
        #expect(
            try await registry.refusal(of: SetRepositoryPolicy.self, members(policy))
                == invalid("PolicyText", "Invalid repository policy provided")
        )
        #expect(try registry.repository().policy?.text == Self.sent)
    }

    @Test(
        "may name every action of repositories, in any case and by patterns",
        arguments: [
            #""ecr:*""#, #""*""#, #""ecr:Batch*""#, #""ECR:batchgetimage""#, #""ecr:?atchGetImage""#,
            #"["ecr:SetRepositoryPolicy","ecr:ReplicateImage","ecr:CreateRepository"]"#,
        ]
    )
    func actions(action: String) async throws {
        let registry = try TestRegistry()
        try await registry.perform(SetRepositoryPolicy.self, members(Self.policy(action: action)))
        #expect(try registry.repository().policy != nil)
    }

    @Test(
        "must name principals that exist",
        arguments: [
            "arn:aws:iam::123456789012:user/nobody", "arn:aws:iam::123456789012:role/nobody",
            "arn:aws:iam::123456789012:user/bob", "arn:aws:iam::123456789012:role/deployer",
            "arn:aws:iam::111111111111:root", "111111111111", "arn:aws:iam::111111111111:user/alice",
            "arn:aws-cn:iam::123456789012:user/alice", "arn:aws:sts::123456789012:assumed-role/nobody/session",
            "AIDAAAAAAAAAAAAAAAAAA",
        ]
    )
    func unknownPrincipal(principal: String) async throws {
        let registry = try TestRegistry()
        for policy in [
            Self.policy(principal: #"{"AWS":"\#(principal)"}"#),
            Self.policy(principal: #"{"AWS":["arn:aws:iam::123456789012:user/alice","\#(principal)"]}"#),
        ] {
            #expect(
                try await registry.refusal(of: SetRepositoryPolicy.self, members(policy))
                    == invalid("PolicyText", "Principal not found")
            )
        }
        #expect(try registry.repository().policy == nil)
    }

    @Test(
        "may name users and roles with their paths, sessions, accounts, services and everyone",
        arguments: [
            #""*""#, #"{"AWS":"*"}"#, #"{"AWS":"arn:aws:iam::123456789012:user/team/bob"}"#,
            #"{"AWS":"arn:aws:iam::123456789012:role/ops/deployer"}"#, #"{"AWS":"999999999999"}"#,
            #"{"AWS":["arn:aws:iam::999999999999:root","arn:aws:iam::123456789012:user/alice"]}"#,
            #"{"AWS":"arn:aws:sts::123456789012:assumed-role/deployer/any-session"}"#,
            #"{"Service":"codebuild.amazonaws.com"}"#,
        ]
    )
    func principals(principal: String) async throws {
        let registry = try TestRegistry()
        try await registry.perform(SetRepositoryPolicy.self, members(Self.policy(principal: principal)))
        #expect(try registry.repository().policy != nil)
    }

    @Test("has at most 10,240 characters")
    func length() async throws {
        let registry = try TestRegistry()
        let longest = Self.policy() + String(repeating: " ", count: 10_240 - Self.policy().utf16.count)
        try await registry.perform(SetRepositoryPolicy.self, members(longest))
        #expect(try registry.repository().policy?.text == longest)
        let rule = "Member must have length less than or equal to 10240"
        for text in [longest + " ", String(repeating: "x", count: 1_000_000)] {
            #expect(
                try await registry.refusal(of: SetRepositoryPolicy.self, members(text)) == invalid("policyText", rule)
            )
        }
        #expect(try registry.repository().policy?.text == longest)
    }

    @Test(
        "that locks its author out needs force",
        arguments: [
            #"{"Effect":"Deny","Principal":"*","Action":"ecr:*"}"#,
            #"{"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::123456789012:user/alice"},"Action":"ecr:Set*"}"#,
            #"{"Effect":"Deny","Principal":{"AWS":"123456789012"},"NotAction":"ecr:PutImage"}"#,
            #"""
            {"Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::123456789012:user/team/bob"},
             "Action":"ecr:SetRepositoryPolicy"}
            """#,
            #"""
            {"Effect":"Deny","Principal":"*","Action":"ecr:*",
             "Condition":{"StringEquals":{"aws:PrincipalArn":"arn:aws:iam::123456789012:user/alice"}}}
            """#,
        ]
    )
    func lockOut(statement: String) async throws {
        let registry = try TestRegistry()
        let policy = #"{"Version":"2012-10-17","Statement":[\#(statement)]}"#
        let lockOut = invalid(
            "PolicyText",
            "The policy would prevent you from setting another policy in the future. Set force to apply it."
        )
        #expect(try await registry.refusal(of: SetRepositoryPolicy.self, members(policy)) == lockOut)
        #expect(try await registry.refusal(of: SetRepositoryPolicy.self, members(policy, ["force": false])) == lockOut)
        #expect(try registry.repository().policy == nil)
        try await registry.perform(SetRepositoryPolicy.self, members(policy, ["force": true]))
        #expect(try registry.repository().policy?.text == policy)
    }

    @Test(
        "that denies others, other things or nothing needs no force",
        arguments: [
            #"{"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::123456789012:user/team/bob"},"Action":"ecr:*"}"#,
            #"{"Effect":"Deny","Principal":"*","Action":"ecr:PutImage"}"#,
            #"{"Effect":"Allow","Principal":{"AWS":"999999999999"},"Action":"ecr:*"}"#,
            #"""
            {"Effect":"Deny","Principal":"*","Action":"ecr:*",
             "Condition":{"StringNotEquals":{"aws:PrincipalArn":"arn:aws:iam::123456789012:user/alice"}}}
            """#,
        ]
    )
    func noLockOut(statement: String) async throws {
        let registry = try TestRegistry()
        try await registry.perform(
            SetRepositoryPolicy.self,
            members(#"{"Version":"2012-10-17","Statement":[\#(statement)]}"#)
        )
        #expect(try registry.repository().policy != nil)
    }

    @Test("that spares its author by NotPrincipal locks it out all the same where it has a permissions boundary")
    func boundary() async throws {
        let registry = try TestRegistry()
        let policy = #"""
            {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"ecr:*","NotPrincipal":{"AWS":
            ["arn:aws:iam::123456789012:user/alice","arn:aws:iam::123456789012:root"]}}}
            """#
        try await registry.perform(SetRepositoryPolicy.self, members(policy))
        try await registry.perform(DeleteRepositoryPolicy.self, ["repositoryName": "app"])
        let home = try #require(AccountID(TestRegistry.home))
        try registry.world.editIdentities(of: home) { edit in
            var alice = try #require(edit.account.users["alice"])
            alice.permissionsBoundary = ARN("arn:aws:iam::aws:policy/AdministratorAccess")
            edit.put(alice)
        }
        #expect(try await registry.refusal(of: SetRepositoryPolicy.self, members(policy)) == .lockOut)
    }

    @Test("locks root of its account out never, root of another as anyone")
    func root() async throws {
        let registry = try TestRegistry()
        let policy = Self.policy(effect: "Deny", action: #""ecr:*""#)
        try await registry.perform(SetRepositoryPolicy.self, members(policy), as: registry.root)
        #expect(try registry.repository().policy?.text == policy)
        let account = try #require(AccountID(TestRegistry.other))
        let error = try await registry.refusal(
            of: SetRepositoryPolicy.self,
            members(policy, ["registryId": "123456789012"]),
            as: .root(account)
        )
        #expect(error == .lockOut)
    }

    @Test("locks out by the condition keys of the call itself as well")
    func requestContext() async throws {
        let registry = try TestRegistry()
        let policy = Self.policy(
            effect: "Deny",
            action: #""ecr:*""#,
            more: #","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#
        )
        let body = JSONValue.object(members(policy)).serialized()
        func call(from address: String) throws -> ECRCall {
            try registry.call(context: RequestContext(["aws:SourceIp": [address]]))
        }
        var input = try ECRInput(json: body, reporting: SetRepositoryPolicy.reporting)
        let operation = try SetRepositoryPolicy(&input)
        await #expect(throws: ECRError.lockOut) { try await operation.perform(try call(from: "203.0.113.9")) }
        _ = try await operation.perform(try call(from: "198.51.100.7"))
        #expect(try registry.repository().policy != nil)
    }
}
