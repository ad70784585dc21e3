import AWSCore
import AWSProtocols
import ECRService
import OCI
import Storage
import Testing
import World

@Suite("A repository's settings")
struct RepositorySettingTests {
    @Test("of tag mutability are answered and kept")
    func mutability() async throws {
        let registry = try TestRegistry()
        let filters: JSONValue = [["filterType": "WILDCARD", "filter": "dev-*"]]
        let members: [String: JSONValue] = [
            "repositoryName": "app", "imageTagMutability": "IMMUTABLE_WITH_EXCLUSION",
            "imageTagMutabilityExclusionFilters": filters,
        ]
        #expect(
            try await registry.perform(PutImageTagMutability.self, members)
                == .object(members.merging(["registryId": "123456789012"]) { $1 })
        )
        #expect(try registry.repository().tagMutability.exclusionFilters.map(\.text) == ["dev-*"])
        #expect(
            try await registry.perform(
                PutImageTagMutability.self,
                ["repositoryName": "app", "imageTagMutability": "MUTABLE"]
            ) == ["registryId": "123456789012", "repositoryName": "app", "imageTagMutability": "MUTABLE"]
        )
        #expect(try registry.repository().tagMutability.exclusionFilters.isEmpty)
    }

    @Test(
        "of tag mutability are refused as CreateRepository refuses them",
        arguments: [
            (#""imageTagMutability":null"#, "imageTagMutability", "must not be null"),
            (
                #""imageTagMutability":"SOMETIMES""#, "imageTagMutability",
                "Member must satisfy enum value set: [IMMUTABLE, MUTABLE, IMMUTABLE_WITH_EXCLUSION, MUTABLE_WITH_EXCLUSION]"
            ),
            (
                #""imageTagMutability":"MUTABLE_WITH_EXCLUSION""#, "imageTagMutabilityExclusionFilters",
                "ImageTagMutabilityExclusionFilters can't be null when imageTagMutability is set as MUTABLE_WITH_EXCLUSION"
            ),
            (
                #""imageTagMutability":"MUTABLE_WITH_EXCLUSION","imageTagMutabilityExclusionFilters":[]"#,
                "imageTagMutabilityExclusionFilters", "Member must have length greater than or equal to 1"
            ),
            (
                """
                "imageTagMutability":"MUTABLE_WITH_EXCLUSION",
                "imageTagMutabilityExclusionFilters":[{"filterType":"REGEX","filter":"x"}]
                """,
                "imageTagMutabilityExclusionFilters.filterType", "Member must satisfy enum value set: [WILDCARD]"
            ),
            (
                """
                "imageTagMutability":"MUTABLE_WITH_EXCLUSION",
                "imageTagMutabilityExclusionFilters":[{"filterType":"WILDCARD","filter":"*a*b*"}]
                """,
                "imageTagMutabilityExclusionFilters.filter", "must have at most two wildcards"
            ),
        ]
    )
    func refusedMutability(members: String, member: String, rule: String) async throws {
        let registry = try TestRegistry()
        let error = try await registry.refusal(of: PutImageTagMutability.self, #"{"repositoryName":"app",\#(members)}"#)
        #expect(error == invalid(member, rule))
        #expect(try registry.repository().tagMutability == .mutable)
    }

    @Test("of scanning are answered and kept")
    func scanning() async throws {
        let registry = try TestRegistry()
        let members: [String: JSONValue] = [
            "repositoryName": "app", "imageScanningConfiguration": ["scanOnPush": true],
        ]
        #expect(
            try await registry.perform(PutImageScanningConfiguration.self, members)
                == .object(members.merging(["registryId": "123456789012"]) { $1 })
        )
        #expect(try registry.repository().scanOnPush)
        try await registry.perform(
            PutImageScanningConfiguration.self,
            ["repositoryName": "app", "imageScanningConfiguration": [:]]
        )
        #expect(try !registry.repository().scanOnPush)
        #expect(
            try await registry.refusal(of: PutImageScanningConfiguration.self, ["repositoryName": "app"])
                == missing("imageScanningConfiguration")
        )
    }

    @Test("change images and policies of the repository not")
    func others() async throws {
        let registry = try TestRegistry()
        try await registry.putIndex("one", tag: "v1")
        try await registry.perform(
            SetRepositoryPolicy.self,
            ["repositoryName": "app", "policyText": .string(RepositoryPolicyTests.sent)]
        )
        let before = (try registry.repository(), try registry.images())
        try await registry.perform(
            PutImageTagMutability.self,
            ["repositoryName": "app", "imageTagMutability": "IMMUTABLE"]
        )
        #expect(try registry.images() == before.1)
        #expect(try registry.repository().policy == before.0.policy)
    }

    @Test("need their repository")
    func noRepository() async throws {
        let registry = try TestRegistry()
        let members: [String: JSONValue] = [
            "repositoryName": "gone", "imageTagMutability": "IMMUTABLE", "imageScanningConfiguration": [:],
        ]
        #expect(
            try await registry.refusal(of: PutImageTagMutability.self, members)?.code == "RepositoryNotFoundException"
        )
        #expect(
            try await registry.refusal(of: PutImageScanningConfiguration.self, members)?.code
                == "RepositoryNotFoundException"
        )
    }

    @Test("a repository that holds images is deleted by force only")
    func deletion() async throws {
        let registry = try TestRegistry()
        try await registry.putIndex("one")
        let full = ECRError(
            "RepositoryNotEmptyException",
            "The repository with name 'app' in registry with id '123456789012' cannot be deleted because it still "
                + "contains images"
        )
        #expect(try await registry.refusal(of: DeleteRepository.self, ["repositoryName": "app"]) == full)
        #expect(
            try await registry.refusal(of: DeleteRepository.self, ["repositoryName": "app", "force": false]) == full
        )
        try await registry.perform(DeleteRepository.self, ["repositoryName": "team/web"])
        try await registry.perform(DeleteRepository.self, ["repositoryName": "app", "force": true])
        #expect(try await registry.perform(DescribeRepositories.self, [:]) == ["repositories": []])
    }
}
