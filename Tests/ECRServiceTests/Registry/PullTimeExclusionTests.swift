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

@Suite("Pull time update exclusions")
struct PullTimeExclusionTests {
    private let registry: TestRegistry

    init() throws { registry = try TestRegistry() }

    private static let deployer = "arn:aws:iam::123456789012:role/ops/deployer"

    @discardableResult
    private func register(_ arn: String) async throws -> JSONValue {
        try await registry.perform(RegisterPullTimeUpdateExclusion.self, ["principalArn": .string(arn)])
    }

    @Test("Principals are registered, listed and taken away, in their own region")
    func cycle() async throws {
        let arn: JSONValue = .string(Self.deployer)
        #expect(try await register(Self.deployer) == ["principalArn": arn, "createdAt": .number(1_715_679_000)])
        #expect(
            try await registry.perform(ListPullTimeUpdateExclusions.self, [:]) == ["pullTimeUpdateExclusions": [arn]]
        )
        #expect(
            try await registry.perform(ListPullTimeUpdateExclusions.self, [:], region: "eu-west-1")
                == ["pullTimeUpdateExclusions": []]
        )
        #expect(
            try await registry.refusal(of: RegisterPullTimeUpdateExclusion.self, ["principalArn": arn])
                == ECRError(
                    "ExclusionAlreadyExistsException",
                    "The pull time update exclusion for '\(Self.deployer)' already exists for the registry with id "
                        + "'123456789012'"
                )
        )
        #expect(
            try await registry.perform(DeregisterPullTimeUpdateExclusion.self, ["principalArn": arn])
                == ["principalArn": arn]
        )
        #expect(
            try await registry.refusal(of: DeregisterPullTimeUpdateExclusion.self, ["principalArn": arn])
                == ECRError(
                    "ExclusionNotFoundException",
                    "The pull time update exclusion for '\(Self.deployer)' was not found in the registry with id "
                        + "'123456789012'"
                )
        )
    }

    @Test("A registry takes a hundred, and lists them page by page")
    func limit() async throws {
        for number in 0..<100 { try await register("arn:aws:iam::123456789012:user/u\(100 + number)") }
        #expect(
            try await registry.refusal(
                of: RegisterPullTimeUpdateExclusion.self,
                ["principalArn": .string(Self.deployer)]
            ) == ECRError("LimitExceededException", "The limit for pull time update exclusions has been exceeded")
        )
        var found: [String] = []
        var token: JSONValue = .null
        repeat {
            let page = try await registry.perform(
                ListPullTimeUpdateExclusions.self,
                ["maxResults": 30, "nextToken": token]
            )
            let names = page["pullTimeUpdateExclusions"]?.array?.compactMap(\.string) ?? []
            #expect(names.count == (found.count == 90 ? 10 : 30))
            found += names
            token = page["nextToken"] ?? .null
        } while token != .null
        #expect(found == (0..<100).map { "arn:aws:iam::123456789012:user/u\(100 + $0)" })
    }

    @Test(
        "Only ARNs of users and roles are principals",
        arguments: [
            "", "bob", "arn:aws:iam::123456789012:root", "arn:aws:sts::123456789012:assumed-role/a/b",
            "arn:aws:iam::12345:user/a", "arn:aws:iam:us-east-1:123456789012:user/a", "arn:aws:iam::123456789012:user/",
            "arn:aws:iam::123456789012:user//a", "arn:aws:iam::123456789012:group/a",
            "arn:AWS:iam::123456789012:user/a",
            "arn:aws:iam::123456789012:user/a b", "arn:aws:iam::123456789012:user/a\n",
        ]
    )
    func form(arn: String) async throws {
        let error = try await registry.refusal(
            of: RegisterPullTimeUpdateExclusion.self,
            ["principalArn": .string(arn)]
        )
        #expect(
            error
                == invalid(
                    "principalArn",
                    #"Member must satisfy regular expression pattern: ^arn:aws(-[a-z]+)*:iam::[0-9]{12}:(role|user)/[\w+=,.@-]+(/[\w+=,.@-]+)*$"#,
                    value: arn
                )
        )
    }

    @Test("Pulls of an excluded user, or of a session of an excluded role, leave the image's pull time as it is")
    func pulls() async throws {
        try await registry.pushImage(["layer"], tags: ["v1"])
        let pull: [String: JSONValue] = ["repositoryName": "app", "imageIds": [["imageTag": "v1"]]]
        let home = registry.alice.accountID
        let session = Principal.roleSession(home, role: "deployer", session: "s")
        try await register(Self.deployer)
        try await register("arn:aws:iam::123456789012:user/team/bob")
        for (note, caller) in [("1", session), ("2", .user(home, name: "bob"))] {
            try await registry.perform(BatchGetImage.self, pull, as: caller)
            try await registry.putIndex(note)
            #expect(try registry.image(tag: "v1")?.lastPulledAt == nil)
        }
        try await registry.perform(
            DeregisterPullTimeUpdateExclusion.self,
            ["principalArn": .string(Self.deployer)]
        )
        try await registry.perform(BatchGetImage.self, pull, as: session)
        try await registry.putIndex("last")
        #expect(try registry.image(tag: "v1")?.lastPulledAt == registry.clock.now)
    }
}
