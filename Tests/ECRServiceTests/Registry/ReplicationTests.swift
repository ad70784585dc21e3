import AWSCore
import AWSProtocols
import ECRService
import IAM
import Images
import OCI
import Storage
import Testing
import World

@Suite("Replication")
struct ReplicationTests {
    private let registry: TestRegistry

    init() throws { registry = try TestRegistry() }

    private static let ireland: JSONValue = ["region": "eu-west-1", "registryId": "123456789012"]
    private static let stranger: JSONValue = ["region": "us-east-1", "registryId": "999999999999"]

    private static func rule(_ destinations: JSONValue..., prefixes: String...) -> JSONValue {
        var rule: [String: JSONValue] = ["destinations": .array(destinations)]
        if !prefixes.isEmpty {
            rule["repositoryFilters"] = .array(
                prefixes.map { .object(["filter": .string($0), "filterType": "PREFIX_MATCH"]) }
            )
        }
        return .object(rule)
    }

    private static func configuration(_ rules: JSONValue...) -> [String: JSONValue] {
        ["replicationConfiguration": .object(["rules": .array(rules)])]
    }

    @discardableResult
    private func put(_ rules: JSONValue...) async throws -> JSONValue {
        try await registry.perform(
            PutReplicationConfiguration.self,
            ["replicationConfiguration": .object(["rules": .array(rules)])]
        )
    }

    private func statuses(_ image: [String: JSONValue], of name: String = "app") async throws -> JSONValue? {
        try await registry.perform(
            DescribeImageReplicationStatus.self,
            ["repositoryName": .string(name), "imageId": .object(image)]
        )["replicationStatuses"]
    }

    private func copy(_ tag: String, of name: String, in region: String, _ account: String) throws -> StoredImage? {
        let id = RepositoryID(
            account: try #require(AccountID(account)),
            region: try #require(Region(region)),
            name: name
        )
        return try registry.store.image(.tag(tag), in: id)
    }

    @Test("The configuration comes back as it was put, also from DescribeRegistry, in its own region")
    func configuration() async throws {
        let rules = [
            Self.rule(Self.ireland, prefixes: "team/", "prod-"), Self.rule(Self.stranger),
        ]
        let expected: JSONValue = ["rules": .array(rules)]
        #expect(try await put(rules[0], rules[1]) == ["replicationConfiguration": expected])
        #expect(
            try await registry.perform(DescribeRegistry.self, [:])
                == ["registryId": "123456789012", "replicationConfiguration": expected]
        )
        #expect(
            try await registry.perform(DescribeRegistry.self, [:], region: "eu-west-1")["replicationConfiguration"]
                == ["rules": []]
        )
        #expect(try await put() == ["replicationConfiguration": ["rules": []]])
    }

    @Test("What is pushed is copied with its layers and tags, into a repository that is made for it")
    func copies() async throws {
        try await registry.pushImage(["early"], tags: ["before"])
        try await put(Self.rule(Self.ireland))
        try await registry.pushImage(["one", "two"], tags: ["v1", "latest"])
        let image = try #require(try copy("v1", of: "app", in: "eu-west-1", TestRegistry.home))
        #expect(image.tags == ["v1", "latest"])
        #expect(try copy("before", of: "app", in: "eu-west-1", TestRegistry.home) == nil)
        let ireland = try #require(Region("eu-west-1"))
        let account = try registry.repository().account
        let made = try #require(registry.world.repository(account, ireland, "app"))
        #expect(try registry.store.hasLayer(try #require(Digest(TestManifest.digest("one"))), in: made.id))
        #expect(
            try await statuses(["imageTag": "v1"])
                == [["region": "eu-west-1", "registryId": "123456789012", "status": "COMPLETE"]]
        )
        #expect(try await statuses(["imageTag": "before"]) == [])
    }

    @Test("Filters say which repositories are copied")
    func filters() async throws {
        try await put(Self.rule(Self.ireland, prefixes: "team/"))
        try await registry.pushImage(["one"], tags: ["v1"])
        try await registry.pushImage(["one"], tags: ["v1"], in: "team/web")
        #expect(try copy("v1", of: "app", in: "eu-west-1", TestRegistry.home) == nil)
        #expect(try copy("v1", of: "team/web", in: "eu-west-1", TestRegistry.home) != nil)
    }

    @Test("A copy is not copied on")
    func chain() async throws {
        try await registry.perform(
            PutReplicationConfiguration.self,
            Self.configuration(Self.rule(["region": "us-east-1", "registryId": "123456789012"])),
            region: "eu-west-1"
        )
        try await put(Self.rule(Self.ireland))
        try await registry.pushImage(["one"], tags: ["v1"])
        let made = try #require(try copy("v1", of: "app", in: "eu-west-1", TestRegistry.home))
        let ireland = RepositoryID(
            account: try registry.repository().account,
            region: try #require(Region("eu-west-1")),
            name: "app"
        )
        #expect(try registry.store.replications(of: made.digest, in: ireland).isEmpty)
    }

    @Test("Another account's registry policy has to allow both actions")
    func accounts() async throws {
        try await put(Self.rule(Self.stranger))
        let denied: JSONValue = [
            ["region": "us-east-1", "registryId": "999999999999", "status": "FAILED", "failureCode": "AccessDenied"]
        ]
        try await registry.pushImage(["one"], tags: ["v1"], in: "team/web")
        #expect(try await statuses(["imageTag": "v1"], of: "team/web") == denied)
        try await allow(["ecr:ReplicateImage"])
        try await registry.pushImage(["two"], tags: ["v2"], in: "team/web")
        #expect(try await statuses(["imageTag": "v2"], of: "team/web") == denied)
        // The repository `app` is there already, so that nobody has to make it.
        try await registry.pushImage(["two"], tags: ["v2"])
        #expect(try copy("v2", of: "app", in: "us-east-1", TestRegistry.other) != nil)
        try await allow(["ecr:ReplicateImage", "ecr:CreateRepository"])
        try await registry.pushImage(["three"], tags: ["v3"], in: "team/web")
        #expect(try copy("v3", of: "team/web", in: "us-east-1", TestRegistry.other) != nil)
    }

    private func allow(_ actions: [JSONValue]) async throws {
        let policy: JSONValue = [
            "Version": "2012-10-17",
            "Statement": [
                [
                    "Effect": "Allow", "Principal": ["AWS": "arn:aws:iam::123456789012:root"],
                    "Action": .array(actions), "Resource": "arn:aws:ecr:us-east-1:999999999999:repository/*",
                ]
            ],
        ]
        try await registry.perform(
            PutRegistryPolicy.self,
            ["policyText": .string(String(decoding: policy.serialized(), as: UTF8.self))],
            as: registry.mallory
        )
    }

    @Test("A tag that the destination has for good fails the copy and not the push")
    func immutable() async throws {
        try await put(Self.rule(Self.ireland))
        try await registry.pushImage(["one"], tags: ["v1"])
        try await registry.perform(
            PutImageTagMutability.self,
            ["repositoryName": "app", "imageTagMutability": "IMMUTABLE"],
            region: "eu-west-1"
        )
        try await registry.pushImage(["two"], tags: ["v1"])
        #expect(try await statuses(["imageTag": "v1"])?.array?.first?["failureCode"] == "ImageTagAlreadyExists")
    }

    @Test("A registry that the world does not have fails the copy, by its own code")
    func absent() async throws {
        try await put(Self.rule(["region": "ap-south-1", "registryId": "123456789012"]))
        try await registry.pushImage(["one"], tags: ["v1"])
        #expect(try await statuses(["imageTag": "v1"])?.array?.first?["failureCode"] == "RegistryNotFound")
    }

    @Test("An index takes its images along")
    func index() async throws {
        let child = try await registry.pushImage(["one"], tags: [])
        try await put(Self.rule(Self.ireland))
        let digest = Digest.of(Array(child.utf8)).description
        let index =
            #"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":["#
            + #"{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"\#(digest)","#
            + #""size":\#(child.utf8.count)}]}"#
        try await registry.perform(
            PutImage.self,
            ["repositoryName": "app", "imageManifest": .string(index), "imageTag": "all"]
        )
        #expect(try copy("all", of: "app", in: "eu-west-1", TestRegistry.home) != nil)
        #expect(
            try await statuses(["imageTag": "all"])
                == [["region": "eu-west-1", "registryId": "123456789012", "status": "COMPLETE"]]
        )
    }

    @Test("The registry itself and too many destinations are refused")
    func refused() async throws {
        let own: JSONValue = ["region": "us-east-1", "registryId": "123456789012"]
        #expect(
            try await registry.refusal(of: PutReplicationConfiguration.self, Self.configuration(Self.rule(own)))
                == invalid(
                    "replicationConfiguration",
                    "Replication destination cannot be the same as the source registry"
                )
        )
        let many = (100..<126).map {
            JSONValue.object(["region": "eu-west-1", "registryId": .string("000000000\($0)")])
        }
        #expect(
            try await registry.refusal(
                of: PutReplicationConfiguration.self,
                Self.configuration(["destinations": .array(many)])
            )?.code == "InvalidParameterException"
        )
    }

    @Test("A registry has up to 25 rules")
    func most() async throws {
        let rules = (0..<26).map { Self.rule(Self.ireland, prefixes: "team\($0)/") }
        let members = { (rules: [JSONValue]) -> [String: JSONValue] in
            ["replicationConfiguration": .object(["rules": .array(rules)])]
        }
        let refused = try await registry.refusal(of: PutReplicationConfiguration.self, members(rules))
        #expect(refused?.code == "InvalidParameterException")
        let answer = try await registry.perform(PutReplicationConfiguration.self, members(Array(rules.dropLast())))
        #expect(answer["replicationConfiguration"]?["rules"]?.array?.count == 25)
    }

    @Test(
        "A configuration that breaks the model is refused",
        arguments: [
            #"{}"#, #"{"replicationConfiguration":{}}"#, #"{"replicationConfiguration":{"rules":[{}]}}"#,
            #"{"replicationConfiguration":{"rules":[{"destinations":[{"region":"eu-west-1"}]}]}}"#,
            #"{"replicationConfiguration":{"rules":[{"destinations":[{"region":"EU","registryId":"123456789012"}]}]}}"#,
            #"{"replicationConfiguration":{"rules":[{"destinations":[{"region":"eu-west-1","registryId":"12"}]}]}}"#,
            #"{"replicationConfiguration":{"rules":[{"destinations":[],"repositoryFilters":[]}]}}"#,
            #"{"replicationConfiguration":{"rules":[{"destinations":[],"deleteReplication":{}}]}}"#,
            #"{"replicationConfiguration":{"rules":[{"destinations":[],"repositoryFilters":[{"filter":"A/","filterType":"PREFIX_MATCH"}]}]}}"#,
            #"{"replicationConfiguration":{"rules":[{"destinations":[],"repositoryFilters":[{"filter":"team/","filterType":"REGEX"}]}]}}"#,
        ]
    )
    func malformed(body: String) async throws {
        let error = try await registry.refusal(of: PutReplicationConfiguration.self, body)
        #expect(error?.code == "InvalidParameterException" || error?.code == "ValidationException")
    }

    @Test("The status of what is not there")
    func missing() async throws {
        #expect(
            try await registry.refusal(
                of: DescribeImageReplicationStatus.self,
                ["repositoryName": "none", "imageId": ["imageTag": "v1"]]
            )?.code == "RepositoryNotFoundException"
        )
        #expect(
            try await registry.refusal(
                of: DescribeImageReplicationStatus.self,
                ["repositoryName": "app", "imageId": ["imageTag": "v1"]]
            )?.code == "ImageNotFoundException"
        )
    }

    @Test("The first rules of an account ask for ECR's role as well")
    func questions() async throws {
        let body = #"{"replicationConfiguration":{"rules":[{"destinations":[]}]}}"#
        let role =
            "arn:aws:iam::123456789012:role/aws-service-role/replication.ecr.amazonaws.com/"
            + "AWSServiceRoleForECRReplication"
        let asked = try registry.questions(PutReplicationConfiguration.self, body)
        #expect(asked.map(\.action) == ["ecr:PutReplicationConfiguration", "iam:CreateServiceLinkedRole"])
        #expect(asked.last?.resource.name == role)
        #expect(asked.last?.context["iam:AWSServiceName"] == ["replication.ecr.amazonaws.com"])
        let none = #"{"replicationConfiguration":{"rules":[]}}"#
        #expect(try registry.questions(PutReplicationConfiguration.self, none).count == 1)
        try await put(Self.rule(Self.ireland))
        #expect(try registry.questions(PutReplicationConfiguration.self, body).count == 1)
    }
}
