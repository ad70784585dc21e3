import AWSCore
import AWSProtocols
import Emulator
import IAM
import Testing
import World

/// `drydock world export`.
@Suite("The world that runs, as a file")
struct WorldExportTests {
    private static let ours = "123456789012"
    private static let trust =
        #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}}"#
    private static let reading =
        #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ecr:Describe*","Resource":"*"}}"#
    private static let pulling =
        #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"ecr:BatchGetImage"}}"#

    /// What is made, by service.
    private static let made: [(OperatedService, String, [String: JSONValue])] = [
        (.iam, "CreatePolicy", ["PolicyName": "p", "Description": "d: #1", "PolicyDocument": .string(reading)]),
        (.iam, "CreateGroup", ["GroupName": "g"]),
        (.iam, "CreateUser", ["UserName": "zoe", "Path": "/new/", "Tags": [["Key": "n", "Value": "007"]]]),
        (.iam, "AddUserToGroup", ["UserName": "zoe", "GroupName": "g"]),
        (.iam, "CreateAccessKey", ["UserName": "zoe"]),
        (
            .iam, "CreateRole",
            ["RoleName": "r", "Description": "two\nlines", "AssumeRolePolicyDocument": .string(trust)]
        ),
        (.iam, "PutRolePolicy", ["RoleName": "r", "PolicyName": "i", "PolicyDocument": .string(reading + "\n")]),
        (.iam, "CreateInstanceProfile", ["InstanceProfileName": "machines"]),
        (.iam, "AddRoleToInstanceProfile", ["InstanceProfileName": "machines", "RoleName": "r"]),
        (.iam, "CreateOpenIDConnectProvider", ["Url": "https://idp.example.com", "ClientIDList": ["a"]]),
        (.ecr, "CreateRepository", ["repositoryName": "made/app", "imageTagMutability": "IMMUTABLE"]),
        (.ecr, "SetRepositoryPolicy", ["repositoryName": "made/app", "policyText": .string(pulling)]),
        (.ecr, "PutAccountSetting", ["name": "BLOB_MOUNTING", "value": "ENABLED"]),
        (
            .ecr, "PutLifecyclePolicy",
            [
                "repositoryName": "made/app",
                "lifecyclePolicyText":
                    #"{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":9},"action":{"type":"expire"}}]}"#,
            ]
        ),
        (.ecr, "CreatePullThroughCacheRule", ["ecrRepositoryPrefix": "quay", "upstreamRegistryUrl": "quay.io"]),
    ]

    @Test("is loaded again with what calls have made, and is then written in the same way")
    func whatCallsMade() async throws {
        let bench = try TestBench()
        for (service, operation, parameters) in Self.made {
            let region = service == .iam ? nil : "us-east-1"
            let verb = PerformOperation(service, operation, parameters, account: Self.ours, region: region)
            _ = try await bench.emulator.control(verb)
        }
        let text = try await bench.emulator.control(ReadWorld(showingSecrets: true)).yaml
        let world = try World.load(yaml: text, fileName: "export")
        let account = try #require(AccountID(Self.ours).flatMap { world.accounts[$0] })
        let alice = try World.load(yaml: TestBench.worldYAML, fileName: "bench").accounts[account.id]?.users["alice"]
        #expect(account.users["alice"] == alice && account.users["zoe"]?.accessKeys.count == 1)
        #expect(account.users["zoe"]?.groups == ["g"] && account.users["zoe"]?.tags == ["n": "007"])
        #expect(account.roles["r"]?.summary == "two\nlines")
        #expect(account.roles["r"]?.inlinePolicies["i"]?.text == Self.reading + "\n")
        #expect(account.managedPolicies["p"]?.summary == "d: #1")
        #expect(account.instanceProfiles["machines"]?.role == "r")
        #expect(account.oidcProviders["idp.example.com"]?.clientIDs == ["a"])
        let region = try #require(Region("us-east-1"))
        let registry = try #require(account.registries[region])
        #expect(registry.settings.isBlobMountingEnabled && registry.settings.pullThroughCacheRules["quay"] != nil)
        let repository = try #require(registry.repositories["made/app"])
        #expect(repository.policy?.text == Self.pulling && repository.tagMutability.mode == .immutable)
        #expect(repository.lifecycle?.policy.rules.map(\.priority) == [1])
        let comment = text.split(separator: "\n").prefix { $0.hasPrefix("#") }.map { String($0.dropFirst(2)) }
        #expect(try world.yaml(comment: comment) == text)
    }

    @Test("has new secrets unless its own are asked for, and nothing else can be asked for")
    func secrets() async throws {
        let bench = try TestBench()
        let new = try await bench.send("GET", "/_drydock/world")
        #expect(new.status == 200 && !new.body.contains("alice/secret") && new.body.contains("AKIAALICEALICEALICEA"))
        #expect(new.body.contains("The secrets are new ones"))
        let own = try await bench.send("GET", "/_drydock/world?secrets=own")
        #expect(own.body.contains("alice/secret/alice/secret/alice/secret/a"))
        #expect(own.body.contains("The secrets are the emulator's own"))
        #expect(try await bench.send("GET", "/_drydock/world?secrets=all").status == 400)
        #expect(try await bench.send("GET", "/_drydock/world?secret=own").status == 400)
    }
}
