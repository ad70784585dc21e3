import AWSCore
import AWSProtocols
import Determinism
import ECRService
import Foundation
import IAM
import OCI
import Storage
import Testing
import World

@Suite("Repository creation templates by the API")
struct CreationTemplateTests {
    private let registry: TestRegistry

    init() throws { registry = try TestRegistry() }

    /// 2024-05-14T09:30:00Z, at which the clock stands.
    private static let now = JSONValue.number(1_715_679_000)

    private func create(_ prefix: String, _ more: [String: JSONValue] = [:]) async throws -> JSONValue {
        try await registry.perform(
            CreateRepositoryCreationTemplate.self,
            ["prefix": .string(prefix), "appliedFor": ["CREATE_ON_PUSH"]].merging(more) { $1 }
        )
    }

    @Test("One that is all defaults is answered with what ECR would use")
    func defaults() async throws {
        let expected: JSONValue = [
            "registryId": "123456789012",
            "repositoryCreationTemplate": [
                "prefix": "team", "encryptionConfiguration": ["encryptionType": "AES256"], "resourceTags": [],
                "imageTagMutability": "MUTABLE", "appliedFor": ["CREATE_ON_PUSH"], "createdAt": Self.now,
                "updatedAt": Self.now,
            ],
        ]
        #expect(try await create("team/") == expected)
        #expect(
            try await registry.perform(DescribeRepositoryCreationTemplates.self, [:])["repositoryCreationTemplates"]
                == [expected["repositoryCreationTemplate"] ?? .null]
        )
        #expect(try await registry.perform(DeleteRepositoryCreationTemplate.self, ["prefix": "team"]) == expected)
        #expect(
            try await registry.perform(DescribeRepositoryCreationTemplates.self, [:])
                == ["registryId": "123456789012", "repositoryCreationTemplates": []]
        )
    }

    private static let policy =
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"999999999999"},"Action":"ecr:BatchGetImage"}]}"#

    @Test("Everything that is said comes back, and is what a push makes")
    func all() async throws {
        let key = "arn:aws:kms:us-east-1:123456789012:key/0b000000-0000-4000-8000-000000000001"
        let settings: [String: JSONValue] = [
            "description": "Of the team.",
            "encryptionConfiguration": ["encryptionType": "KMS", "kmsKey": .string(key)],
            "resourceTags": [["Key": "a", "Value": "1"], ["Key": "b", "Value": ""]],
            "imageTagMutability": "MUTABLE_WITH_EXCLUSION",
            "imageTagMutabilityExclusionFilters": [["filterType": "WILDCARD", "filter": "v*"]],
            "repositoryPolicy": .string(Self.policy), "lifecyclePolicy": "",
            "appliedFor": ["REPLICATION", "CREATE_ON_PUSH", "REPLICATION"],
            "customRoleArn": "arn:aws:iam::123456789012:role/maker",
        ]
        let template = try await create("team", settings)["repositoryCreationTemplate"]
        for (name, value) in settings where name != "lifecyclePolicy" && name != "appliedFor" {
            #expect(template?[name] == value, "\(name)")
        }
        #expect(template?["lifecyclePolicy"] == nil)
        #expect(template?["appliedFor"] == ["REPLICATION", "CREATE_ON_PUSH"])
        let home = registry.alice.accountID
        let found = try #require(
            registry.world.template(for: "team/app", appliedFor: .createOnPush, in: home, registry.region)
        )
        let made = found.repository(named: "team/app", in: home, registry.region, createdAt: registry.clock.now)
        #expect(made.policy?.text == Self.policy && made.tags == ["a": "1", "b": ""] && made.encryption.key == key)
        #expect(made.tagMutability.isImmutable("v1") && !made.tagMutability.isImmutable("latest"))
    }

    @Test("An update changes what it says, an empty text takes away, and the rest stays")
    func update() async throws {
        _ = try await create(
            "ROOT",
            [
                "description": "Old.", "repositoryPolicy": .string(Self.policy),
                "resourceTags": [["Key": "a", "Value": "1"]],
            ]
        )
        try registry.world.advanceClock(by: 60)
        let changed = try await registry.perform(
            UpdateRepositoryCreationTemplate.self,
            ["prefix": "ROOT", "imageTagMutability": "IMMUTABLE", "repositoryPolicy": ""]
        )
        #expect(
            changed["repositoryCreationTemplate"] == [
                "prefix": "ROOT", "description": "Old.", "encryptionConfiguration": ["encryptionType": "AES256"],
                "resourceTags": [["Key": "a", "Value": "1"]], "imageTagMutability": "IMMUTABLE",
                "appliedFor": ["CREATE_ON_PUSH"], "createdAt": Self.now, "updatedAt": .number(1_715_679_060),
            ]
        )
        let again = try await registry.perform(
            UpdateRepositoryCreationTemplate.self,
            ["prefix": "ROOT", "resourceTags": [], "appliedFor": ["REPLICATION"], "description": ""]
        )["repositoryCreationTemplate"]
        #expect(again?["resourceTags"] == [] && again?["appliedFor"] == ["REPLICATION"] && again?["description"] == "")
        #expect(again?["imageTagMutability"] == "IMMUTABLE")
    }

    @Test("One that is there, and one that is not, have errors of their own")
    func presence() async throws {
        _ = try await create("team")
        #expect(
            try await registry.refusal(
                of: CreateRepositoryCreationTemplate.self,
                ["prefix": "team/", "appliedFor": ["REPLICATION"]]
            )
                == ECRError(
                    "TemplateAlreadyExistsException",
                    "The Repository Creation Template with prefix 'team' already exists in the registry with id "
                        + "'123456789012'"
                )
        )
        let missing = ECRError(
            "TemplateNotFoundException",
            "The Repository Creation Template with prefix 'ROOT' does not exist in the registry with id '123456789012'"
        )
        #expect(try await registry.refusal(of: UpdateRepositoryCreationTemplate.self, ["prefix": "ROOT"]) == missing)
        #expect(try await registry.refusal(of: DeleteRepositoryCreationTemplate.self, ["prefix": "ROOT"]) == missing)
    }

    @Test("Pages come by prefix; those named are found by either spelling, and what is not there is left out")
    func pages() async throws {
        for prefix in ["b", "ROOT", "a/x", "c"] { _ = try await create(prefix) }
        func prefixes(_ answer: JSONValue) -> [String] {
            answer["repositoryCreationTemplates"]?.array?.compactMap { $0["prefix"]?.string } ?? []
        }
        let first = try await registry.perform(DescribeRepositoryCreationTemplates.self, ["maxResults": 3])
        #expect(prefixes(first) == ["ROOT", "a/x", "b"])
        let token = try #require(first["nextToken"])
        let last = try await registry.perform(
            DescribeRepositoryCreationTemplates.self,
            ["maxResults": 3, "nextToken": token]
        )
        #expect(prefixes(last) == ["c"] && last["nextToken"] == nil)
        let named = try await registry.perform(
            DescribeRepositoryCreationTemplates.self,
            ["prefixes": ["c/", "zzz", "a/x"]]
        )
        #expect(prefixes(named) == ["a/x", "c"])
        #expect(
            try await registry.refusal(
                of: DescribeRepositoryCreationTemplates.self,
                ["prefixes": ["c"], "nextToken": token]
            ) == invalid("nextToken", "Invalid token")
        )
    }

    @Test(
        "What the model does not take is told as its validator tells it",
        arguments: [
            (#"{"prefix":"team"}"#, "Value null at 'appliedFor' failed to satisfy constraint: Member must not be null"),
            (
                #"{"prefix":"team","appliedFor":["PUSH"]}"#,
                "Value 'PUSH' at 'appliedFor.1.member' failed to satisfy constraint: Member must satisfy enum value set: [CREATE_ON_PUSH, PULL_THROUGH_CACHE, REPLICATION]"
            ),
            (
                #"{"prefix":"Team","appliedFor":["REPLICATION"]}"#,
                #"Value 'Team' at 'prefix' failed to satisfy constraint: Member must satisfy regular expression pattern: ^([a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\/?|ROOT)$"#
            ),
            (
                #"{"prefix":"team","appliedFor":["REPLICATION"],"encryptionConfiguration":{"encryptionType":"KMS","kmsKey":"alias/x"}}"#,
                #"Value 'alias/x' at 'encryptionConfiguration.kmsKey' failed to satisfy constraint: Member must satisfy regular expression pattern: ^$|arn:aws[a-z0-9-]*:kms:[a-z0-9-]+:[0-9]{12}:key\/[a-z0-9-]+"#
            ),
        ]
    )
    func invalidInput(body: String, violation: String) async throws {
        #expect(
            try await registry.refusal(of: CreateRepositoryCreationTemplate.self, body)
                == ECRError("ValidationException", "1 validation error detected: " + violation)
        )
    }

    @Test(
        "What does not go together is refused as for a repository",
        arguments: [
            (#""repositoryPolicy":"{}""#, invalid("PolicyText", "Invalid repository policy provided")),
            (
                #""repositoryPolicy":"{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"111111111111\"},\"Action\":\"ecr:*\"}}""#,
                invalid("PolicyText", "Principal not found")
            ),
            (
                #""imageTagMutability":"IMMUTABLE_WITH_EXCLUSION""#,
                invalid(
                    "imageTagMutabilityExclusionFilters",
                    "ImageTagMutabilityExclusionFilters can't be null when imageTagMutability is set as IMMUTABLE_WITH_EXCLUSION"
                )
            ),
            (
                #""encryptionConfiguration":{"encryptionType":"AES256","kmsKey":"arn:aws:kms:us-east-1:123456789012:key/a"}"#,
                invalid("encryptionConfiguration.kmsKey", "must be null when encryptionType is AES256")
            ),
            (
                #""resourceTags":[{"Key":"a","Value":"1"},{"Key":"a","Value":"2"}]"#,
                invalid("resourceTags", "Duplicate tag keys found.")
            ),
            (
                #""lifecyclePolicy":"{}""#,
                invalid(
                    "LifecyclePolicyText",
                    #"Lifecycle policy validation failure: object has missing required properties (["rules"])"#
                )
            ),
        ]
    )
    func refused(members: String, error: ECRError) async throws {
        #expect(
            try await registry.refusal(
                of: CreateRepositoryCreationTemplate.self,
                #"{"prefix":"team","appliedFor":["REPLICATION"],\#(members)}"#
            ) == error
        )
        #expect(
            try await registry.refusal(
                of: CreateRepositoryCreationTemplate.self,
                #"{"prefix":"team","appliedFor":[]}"#
            ) == invalid("appliedFor", "Member must have length greater than or equal to 1")
        )
    }

    @Test("Each is asked about on the registry")
    func questions() throws {
        for asked in [
            try registry.questions(CreateRepositoryCreationTemplate.self, #"{"prefix":"a","appliedFor":[]}"#),
            try registry.questions(UpdateRepositoryCreationTemplate.self, #"{"prefix":"a"}"#),
            try registry.questions(DeleteRepositoryCreationTemplate.self, #"{"prefix":"a"}"#),
            try registry.questions(DescribeRepositoryCreationTemplates.self, "{}"),
        ] {
            #expect(asked.map(\.resource.name) == ["*"])
        }
    }
}
