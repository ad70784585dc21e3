import AWSCore
import AWSProtocols
import Determinism
import Foundation
import Images
import OCI
import Storage
import Testing
import World

@testable import Emulator

@Suite("What ECR tells EventBridge")
struct BridgeEventTests {
    /// Pushes an image of one layer into `app`.
    ///
    /// - Returns: the manifest's digest.
    @discardableResult
    private func push(_ layer: String, _ tag: String, _ bench: TestBench) async throws -> String {
        try await bench.pushImage(layer, to: "app", tag: tag, authorization: try await bench.basic())
        let images = try await bench.emulator.control(ReadImages(in: "app"))
        return try #require(images.first?.images.first { $0.tags.contains(tag) }?.digest)
    }

    private func read(
        _ bench: TestBench,
        after: Int = 0,
        type: String? = nil,
        in repository: String? = nil
    ) async throws -> [BridgeEvent] {
        try await bench.emulator.control(ReadBridgeEvents(after: after, type: type, repository: repository)).events
            .map(\.event)
    }

    private func details(_ events: [BridgeEvent], _ name: String) -> [String?] {
        events.map { $0.detail[name]?.string }
    }

    @Test("A push is told in EventBridge's form, once for each tag")
    func push() async throws {
        let bench = try TestBench()
        let digest = try await push("one", "v1", bench)
        let page = try await bench.emulator.control(ReadBridgeEvents())
        #expect(page.events.map(\.number) == [1] && page.next == 1 && !page.hasMore)
        let event = try #require(page.events.first?.event)
        #expect(event.version == "0" && event.source == "aws.ecr" && event.detailType == "ECR Image Action")
        #expect(event.account == "123456789012" && event.region == "us-east-1")
        #expect(event.time == "2026-03-01T12:00:00Z" && event.resources.isEmpty)
        #expect(UUID(uuidString: event.id) != nil)
        #expect(
            event.detail == [
                "action-type": "PUSH", "result": "SUCCESS", "repository-name": "app",
                "image-digest": .string(digest), "image-tag": "v1",
            ]
        )
        // Nothing happens where everything is there already.
        try await push("one", "v1", bench)
        #expect(try await read(bench).count == 1)
        try await push("one", "v2", bench)
        #expect(details(try await read(bench, after: 1), "image-tag") == ["v2"])
    }

    @Test("A deletion is told of each tag, or once of an image without, whoever deletes")
    func deletion() async throws {
        let bench = try TestBench()
        let digest = try await push("one", "v1", bench)
        try await push("one", "v2", bench)
        try await push("two", "v3", bench)
        _ = try await bench.ecr(
            "BatchDeleteImage",
            #"{"repositoryName":"app","imageIds":[{"imageDigest":"\#(digest)"}]}"#
        )
        let basic = try await bench.basic()
        #expect(try await bench.registry("DELETE", "/v2/app/manifests/v3", authorization: basic).status == 202)
        let events = try await read(bench, after: 3)
        #expect(details(events, "action-type") == ["DELETE", "DELETE", "DELETE"])
        #expect(details(events, "image-tag") == ["v1", "v2", "v3"])
    }

    @Test("What comes into the archive and out of it is told with its media types")
    func archive() async throws {
        let bench = try TestBench()
        try await push("one", "v1", bench)
        for storageClass in ["ARCHIVE", "ARCHIVE", "STANDARD"] {
            _ = try await bench.ecr(
                "UpdateImageStorageClass",
                #"{"repositoryName":"app","imageId":{"imageTag":"v1"},"targetStorageClass":"\#(storageClass)"}"#
            )
        }
        let events = try await read(bench, after: 1)
        #expect(details(events, "action-type") == ["UPDATE_STORAGE_CLASS", "UPDATE_STORAGE_CLASS"])
        #expect(details(events, "target-storage-class") == ["ARCHIVE", "STANDARD"])
        #expect(details(events, "last-activated-at") == [nil, "2026-03-01T12:00:00Z"])
        #expect(events.allSatisfy { $0.detail["manifest-media-type"]?.string != nil })
    }

    @Test("A scan is told when it has ended, with its counts")
    func scan() async throws {
        let world =
            TestBench.worldYAML + """
                scans:
                  duration: 60
                  vulnerabilities: {CVE-1: {severity: HIGH}, CVE-2: {severity: HIGH}, CVE-3: {severity: LOW}}

                """
        let bench = try TestBench(worldYAML: world)
        try await push("one", "v1", bench)
        #expect(
            try await bench.ecr("StartImageScan", #"{"repositoryName":"app","imageId":{"imageTag":"v1"}}"#).status
                == 200
        )
        try await push("two", "v2", bench)
        #expect(try await read(bench).map(\.detailType) == ["ECR Image Action", "ECR Image Action"])
        bench.clock.advance(by: 60)
        let event = try #require(try await read(bench, after: 2).first)
        #expect(event.detailType == "ECR Image Scan" && event.time == "2026-03-01T12:01:00Z")
        #expect(event.resources == ["arn:aws:ecr:us-east-1:123456789012:repository/app"])
        #expect(event.detail["scan-status"] == "COMPLETE" && event.detail["image-tags"] == ["v1"])
        #expect(event.detail["finding-severity-counts"] == ["HIGH": 2, "LOW": 1])
    }

    @Test("A copy is told in the registry that it goes to")
    func replication() async throws {
        let bench = try TestBench()
        let destinations =
            #"{"region":"eu-central-1","registryId":"123456789012"},"#
            + #"{"region":"us-east-1","registryId":"210987654321"}"#
        _ = try await bench.ecr(
            "PutReplicationConfiguration",
            #"{"replicationConfiguration":{"rules":[{"destinations":[\#(destinations)]}]}}"#
        )
        try await push("one", "v1", bench)
        let events = try await read(bench, type: "ECR Replication *")
        #expect(events.map(\.region) == ["eu-central-1", "us-east-1"])
        #expect(events.map(\.account) == ["123456789012", "210987654321"])
        #expect(details(events, "result") == ["SUCCESS", "FAILED"])
        #expect(details(events, "source-region") == ["us-east-1", "us-east-1"])
        #expect(details(events, "source-account") == ["123456789012", "123456789012"])
        #expect(details(events, "image-tag") == ["v1", "v1"])
        #expect(events[0].resources == ["arn:aws:ecr:eu-central-1:123456789012:repository/app"])
    }

    @Test("A pull through a cache is told with its rule, and what could not be had as failed")
    func pullThroughCache() async throws {
        let bench = try TestBench()
        let account = try #require(AccountID("123456789012"))
        let region = try #require(Region("us-east-1"))
        let app = try #require(bench.emulator.world.repository(account, region, "app"))
        for digest in [Digest.of([1]), nil] {
            app.tellPullThrough(
                Notice.CachedImage(digest, tag: "3.17", by: "docker-hub", from: "registry-1.docker.io"),
                in: bench.emulator.registry,
                at: bench.clock.now
            )
        }
        let events = try await read(bench, type: "ECR Pull Through Cache Action")
        #expect(details(events, "sync-status") == ["SUCCESS", "FAILED"])
        #expect(
            events.first?.detail == [
                "rule-version": "1", "sync-status": "SUCCESS", "ecr-repository-prefix": "docker-hub",
                "repository-name": "app", "upstream-registry-url": "registry-1.docker.io", "image-tag": "3.17",
                "image-digest": .string(Digest.of([1]).description),
            ]
        )
        #expect(events[1].detail["image-digest"] == nil)
    }

    @Test("Repositories that enhanced scanning scans at other times are told")
    func frequencies() async throws {
        let bench = try TestBench()
        let filters = #"[{"filter":"*","filterType":"WILDCARD"}]"#
        let rules = #"[{"scanFrequency":"CONTINUOUS_SCAN","repositoryFilters":\#(filters)}]"#
        for _ in 1...2 {
            _ = try await bench.ecr(
                "PutRegistryScanningConfiguration",
                #"{"scanType":"ENHANCED","rules":\#(rules)}"#
            )
        }
        let events = try await read(bench, in: "a*")
        #expect(events.map(\.detailType) == ["ECR Scan Resource Change"])
        #expect(
            events.first?.detail["repositories"] == [
                [
                    "repository-name": "app",
                    "repository-arn": "arn:aws:ecr:us-east-1:123456789012:repository/app",
                    "scan-frequency": "CONTINUOUS_SCAN", "previous-scan-frequency": "MANUAL",
                ]
            ]
        )
        #expect(try await read(bench, in: "b*").isEmpty)
    }

    @Test("The images that the world begins with are scanned as they were pushed, and nothing is told of them")
    func worldImages() async throws {
        let world = """
            accounts:
              "123456789012":
                users:
                  alice:
                    policies: [AdministratorAccess]
                    access_keys:
                      - {id: AKIAALICEALICEALICEA, secret: alice/secret/alice/secret/alice/secret/a}
                regions:
                  us-east-1:
                    repositories:
                      app: {scan_on_push: true, images: [{generate: {}, tags: [v1], pushed_at: 2024-03-01T08:00:00Z}]}
            scans:
              vulnerabilities: {CVE-1: {severity: HIGH}}

            """
        let bench = try TestBench(worldYAML: world)
        try await bench.emulator.prepareImages()
        for _ in 1...2 {
            let findings = try await bench.ecr(
                "DescribeImageScanFindings",
                #"{"repositoryName":"app","imageId":{"imageTag":"v1"}}"#
            ).json()["imageScanFindings"]
            #expect(findings?["findingSeverityCounts"] == ["HIGH": 1])
            #expect(findings?["imageScanCompletedAt"]?.number == 1_709_280_000)
            #expect(try await read(bench).isEmpty)
            _ = try await bench.emulator.control(ResetWorld())
        }
    }

    @Test("A reset forgets what was told, and what is asked wrongly is refused")
    func reset() async throws {
        let bench = try TestBench()
        try await push("one", "v1", bench)
        _ = try await bench.emulator.control(ResetWorld())
        #expect(try await read(bench).isEmpty)
        let error = await #expect(throws: ControlError.self) {
            try await bench.emulator.control(ReadBridgeEvents(type: "ECR Image Pull"))
        }
        #expect(error?.message.contains("'ECR Image Pull' is not a detail-type of ECR's events; they are ECR") == true)
        for query in ["type=", "repository=", "after=x", "since=1"] {
            #expect(try await bench.send("GET", "/_drydock/eventbridge?" + query).status == 400, "\(query)")
        }
    }
}
