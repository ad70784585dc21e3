import AWSCore
import AWSProtocols
import Determinism
import ECRService
import Foundation
import Images
import OCI
import Storage
import Testing
import World

@Suite("Replication of deletions")
struct DeleteReplicationTests {
    private let registry: TestRegistry

    init() throws { registry = try TestRegistry() }

    private static let ireland: JSONValue = ["region": "eu-west-1", "registryId": "123456789012"]

    private func put(_ enabled: Bool?) async throws -> JSONValue {
        var rule: [String: JSONValue] = ["destinations": [Self.ireland]]
        if let enabled { rule["deleteReplication"] = ["enabled": .bool(enabled)] }
        return try await registry.perform(
            PutReplicationConfiguration.self,
            ["replicationConfiguration": .object(["rules": [.object(rule)]])]
        )
    }

    private func copies() throws -> [[String]] {
        let account = try #require(AccountID(TestRegistry.home))
        let ireland = try #require(Region("eu-west-1"))
        let id = RepositoryID(account: account, region: ireland, name: "app")
        return try registry.store.images(in: id, limit: 10).map { $0.tags.sorted() }
    }

    private func delete(_ image: [String: JSONValue]) async throws {
        try await registry.perform(BatchDeleteImage.self, ["repositoryName": "app", "imageIds": [.object(image)]])
    }

    @Test("comes back as it was put, and what was not said is left out", arguments: [true, false, nil])
    func configuration(enabled: Bool?) async throws {
        let rule = try await put(enabled)["replicationConfiguration"]?["rules"]?.array?.first
        #expect(rule?["deleteReplication"]?["enabled"] == enabled.map { .bool($0) })
    }

    @Test("removes a tag where the image has others, and with the last tag the image")
    func tags() async throws {
        _ = try await put(true)
        try await registry.pushImage(["one"], tags: ["v1", "latest"])
        try await delete(["imageTag": "latest"])
        #expect(try copies() == [["v1"]])
        try await delete(["imageTag": "v1"])
        #expect(try copies().isEmpty)
    }

    @Test("removes an image with all the tags that it has there")
    func digests() async throws {
        _ = try await put(true)
        let manifest = try await registry.pushImage(["one"], tags: ["v1"])
        try await registry.perform(
            PutImage.self,
            ["repositoryName": "app", "imageTag": "there", "imageManifest": .string(manifest)],
            region: "eu-west-1"
        )
        #expect(try copies() == [["there", "v1"]])
        try await delete(["imageDigest": .string(Digest.of(Array(manifest.utf8)).description)])
        #expect(try copies().isEmpty)
    }

    @Test("is told to EventBridge in the registry that it reaches, as a deletion there")
    func notices() async throws {
        _ = try await put(true)
        try await registry.pushImage(["one"], tags: ["v1", "latest"])
        let before = registry.store.notices.entries(after: 0, at: registry.clock.now).count
        try await delete(["imageTag": "latest"])
        try await delete(["imageTag": "v1"])
        let told = registry.store.notices.entries(after: before, at: registry.clock.now).map { entry in
            guard case .deletion(_, let tag, let name) = entry.notice.subject else { return "another event" }
            return "\(entry.notice.region) \(name) \(tag ?? "untagged")"
        }
        #expect(
            told.sorted() == [
                "eu-west-1 app latest", "eu-west-1 app v1", "us-east-1 app latest", "us-east-1 app v1",
            ]
        )
    }

    @Test("leaves a tag alone that another image has there")
    func moved() async throws {
        _ = try await put(true)
        try await registry.pushImage(["one"], tags: ["v1", "latest"])
        let other = try await registry.pushImage(["two"], tags: [])
        try await registry.perform(
            PutImage.self,
            ["repositoryName": "app", "imageTag": "latest", "imageManifest": .string(other)],
            region: "eu-west-1"
        )
        try await delete(["imageTag": "latest"])
        #expect(try Set(copies()) == [["v1"], ["latest"]])
    }

    @Test("is off until it is switched on", arguments: [false, nil])
    func off(enabled: Bool?) async throws {
        _ = try await put(enabled)
        try await registry.pushImage(["one"], tags: ["v1"])
        try await delete(["imageTag": "v1"])
        #expect(try copies() == [["v1"]])
    }

    @Test("follows what a lifecycle policy expires")
    func lifecycle() async throws {
        _ = try await put(true)
        try await registry.pushImage(["one"], tags: ["v1"])
        let policy =
            #"{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"sinceImagePushed","#
            + #""countUnit":"days","countNumber":1},"action":{"type":"expire"}}]}"#
        try await registry.perform(
            PutLifecyclePolicy.self,
            ["repositoryName": "app", "lifecyclePolicyText": .string(policy)]
        )
        try registry.world.advanceClock(by: 3 * 86_400)
        try await LifecycleRun(of: try registry.repository(), registry.world, registry.store)
            .catchUp(to: registry.clock.now)
        #expect(try copies().isEmpty)
    }
}
