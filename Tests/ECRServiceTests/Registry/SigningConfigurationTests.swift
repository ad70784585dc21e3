import AWSCore
import AWSProtocols
import Determinism
import ECRService
import Foundation
import Storage
import Testing
import World

@Suite("A registry's signing configuration")
struct SigningConfigurationTests {
    private let registry: TestRegistry

    init() throws { registry = try TestRegistry() }

    private static let profile = "arn:aws:signer:us-east-1:123456789012:/signing-profiles/images"

    private static func rule(_ profile: String, _ filters: [String]? = nil) -> JSONValue {
        var members: [String: JSONValue] = ["signingProfileArn": .string(profile)]
        if let filters {
            members["repositoryFilters"] = .array(
                filters.map { .object(["filter": .string($0), "filterType": "WILDCARD_MATCH"]) }
            )
        }
        return .object(members)
    }

    private func put(_ rules: JSONValue...) async throws -> JSONValue {
        try await registry.perform(
            PutSigningConfiguration.self,
            ["signingConfiguration": ["rules": .array(rules)]]
        )
    }

    @Test("comes back as it was put until it is deleted")
    func cycle() async throws {
        let missing = ECRError(
            "SigningConfigurationNotFoundException",
            "Signing configuration does not exist in the registry with id '123456789012'"
        )
        #expect(try await registry.refusal(of: GetSigningConfiguration.self, [:]) == missing)
        #expect(try await registry.refusal(of: DeleteSigningConfiguration.self, [:]) == missing)
        let rules: JSONValue = [Self.rule(Self.profile, ["team/*", "*prod*"]), Self.rule(Self.profile + "2")]
        #expect(
            try await put(Self.rule(Self.profile, ["team/*", "*prod*"]), Self.rule(Self.profile + "2"))
                == ["signingConfiguration": ["rules": rules]]
        )
        let expected: JSONValue = ["registryId": "123456789012", "signingConfiguration": ["rules": rules]]
        #expect(try await registry.perform(GetSigningConfiguration.self, [:]) == expected)
        #expect(try await registry.perform(DeleteSigningConfiguration.self, [:]) == expected)
        #expect(try await registry.refusal(of: GetSigningConfiguration.self, [:]) == missing)
    }

    @Test("has images signed that are pushed later, by each profile whose rules have the repository")
    func status() async throws {
        func status(_ tag: String) async throws -> JSONValue {
            try await registry.perform(
                DescribeImageSigningStatus.self,
                ["repositoryName": "app", "imageId": ["imageTag": .string(tag)]]
            )
        }
        try await registry.putIndex("1", tag: "before")
        try registry.world.advanceClock(by: 1)
        _ = try await put(
            Self.rule(Self.profile, ["ap*"]),
            Self.rule(Self.profile + "2", ["ap"]),
            Self.rule(Self.profile)
        )
        let digest = try await registry.putIndex("2", tag: "after")
        #expect(try await status("before")["signingStatuses"] == [])
        #expect(
            try await status("after") == [
                "registryId": "123456789012", "repositoryName": "app",
                "imageId": ["imageDigest": .string(digest), "imageTag": "after"],
                "signingStatuses": [
                    [
                        "signingProfileArn": .string(Self.profile), "status": "FAILED",
                        "failureCode": "ResourceNotFoundException",
                        "failureReason": .string("The signing profile \(Self.profile) does not exist"),
                    ]
                ],
            ]
        )
        #expect(
            try await registry.refusal(
                of: DescribeImageSigningStatus.self,
                ["repositoryName": "app", "imageId": ["imageTag": "none"]]
            )
                == ECRError(
                    "ImageNotFoundException",
                    "The image with imageId {imageDigest:'null', imageTag:'none'} does not exist within the repository "
                        + "with name 'app' in the registry with id '123456789012'"
                )
        )
        #expect(
            try await registry.refusal(
                of: DescribeImageSigningStatus.self,
                ["repositoryName": "nothing", "imageId": ["imageTag": "none"]]
            )?.code == "RepositoryNotFoundException"
        )
    }

    @Test(
        "takes the ARNs of signing profiles only",
        arguments: [
            "", "images", "arn:aws:signer:us-east-1:123456789012:/signing-profiles/a",
            "arn:aws:signer::123456789012:/signing-profiles/images",
            "arn:aws:signer:us-east-1:123:/signing-profiles/images",
            "arn:aws:signer:us-east-1:123456789012:signing-profiles/images",
            "arn:aws:signer:us-east-1:123456789012:/signing-profiles/im-ages",
        ]
    )
    func profiles(profile: String) async throws {
        #expect(
            try await registry.refusal(
                of: PutSigningConfiguration.self,
                ["signingConfiguration": ["rules": [Self.rule(profile)]]]
            )
                == invalid(
                    "signingConfiguration.rules.1.member.signingProfileArn",
                    #"Member must satisfy regular expression pattern: ^arn:aws(-[a-z]+)*:signer:[a-z0-9-]+:[0-9]{12}:\/signing-profiles\/[a-zA-Z0-9_]{2,}$"#,
                    value: profile
                )
        )
    }

    @Test("is asked for with its rules")
    func missingMembers() async throws {
        #expect(
            try await registry.refusal(of: PutSigningConfiguration.self, ["signingConfiguration": [:]])
                == missing("signingConfiguration.rules")
        )
    }
}
