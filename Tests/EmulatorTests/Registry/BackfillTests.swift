import AWSCore
import AWSProtocols
import Emulator
import Foundation
import Testing

@Suite("Replication backfills, as time passes")
struct BackfillTests {
    private static let yaml = """
        accounts:
          "123456789012":
            users:
              alice:
                policies: [AdministratorAccess]
                access_keys: [{id: AKIAALICEALICEALICEA, secret: alice/secret/alice/secret/alice/secret/a}]
            regions:
              us-east-1:
                replication_rules: [{destinations: [{region: eu-west-1}, {account: "210987654321"}], prefixes: [team/]}]
                repositories:
                  team/app:
                    images: [{generate: {size: 4KiB, seed: a}, tags: [v1, latest]}, {generate: {size: 4KiB, seed: b}}]
                  team/web: {images: [{generate: {size: 4KiB, seed: c}, tags: [v1]}]}
                  other: {images: [{generate: {size: 4KiB, seed: d}, tags: [v1]}]}
              eu-west-1:
          "210987654321":
            regions: {us-east-1: }
        """

    private static let ireland = #"{"destination":{"region":"eu-west-1","registryId":"123456789012"}}"#
    private static let stranger = #"{"destination":{"region":"us-east-1","registryId":"210987654321"}}"#

    private static func bench(dataDirectory: String? = nil) async throws -> TestBench {
        let bench = try TestBench(worldYAML: yaml, dataDirectory: dataDirectory)
        try await bench.emulator.prepareImages()
        return bench
    }

    private static func start(_ body: String = ireland, _ bench: TestBench) async throws -> String {
        let answer = try await bench.ecr("StartReplicationBackfill", body)
        #expect(answer.status == 200, "\(answer.body)")
        return try #require(try answer.json()["replicationBackfillId"]?.string)
    }

    private static func describe(
        _ id: String,
        _ bench: TestBench,
        _ more: String = ""
    ) async throws -> JSONValue {
        try await bench.ecr("DescribeReplicationBackfillResults", #"{"replicationBackfillId":"\#(id)"\#(more)}"#).json()
    }

    private static func copies(_ bench: TestBench) async throws -> [String] {
        try await bench.emulator.control(ReadImages()).filter { $0.region == "eu-west-1" }.flatMap { repository in
            repository.images.map { "\(repository.name) \($0.tags.joined(separator: ","))" }
        }
    }

    @Test("one is prepared, copies an image a second, and is complete")
    func course() async throws {
        let bench = try await Self.bench()
        let answer = try await bench.ecr("StartReplicationBackfill", Self.ireland).json()
        let id = try #require(answer["replicationBackfillId"]?.string)
        #expect(
            answer == [
                "replicationBackfillId": .string(id), "registryId": "123456789012", "status": "PREPARING",
                "destination": ["region": "eu-west-1", "registryId": "123456789012"],
                "startedAt": .number(1_772_366_400),
            ]
        )
        _ = try await bench.emulator.control(MoveClock.advance(29))
        var seen = try await Self.describe(id, bench)
        #expect(seen["status"] == "PREPARING" && seen["progress"] == nil && seen["results"] == [])
        #expect(try await Self.copies(bench).isEmpty)

        _ = try await bench.emulator.control(MoveClock.advance(3))
        seen = try await Self.describe(id, bench)
        #expect(seen["status"] == "IN_PROGRESS" && seen["endedAt"] == nil && seen["results"] == [])
        #expect(
            seen["progress"] == [
                "totalReplicationCount": 4, "completedReplicationCount": 2, "failedReplicationCount": 0,
                "failureCodes": [],
            ]
        )
        _ = try await bench.emulator.control(MoveClock.advance(60))
        seen = try await Self.describe(id, bench)
        #expect(seen["status"] == "COMPLETE" && seen["endedAt"] == .number(1_772_366_434) && seen["failureCode"] == nil)
        let results = try #require(seen["results"]?.array)
        #expect(results.map { $0["status"] } == ["COMPLETE", "COMPLETE", "COMPLETE", "COMPLETE"])
        #expect(results.compactMap { $0["imageId"]?["imageTag"]?.string }.sorted() == ["latest", "v1", "v1"])
        #expect(Set(results.compactMap { $0["repositoryName"]?.string }) == ["team/app", "team/web"])
        #expect(Set(try await Self.copies(bench)) == ["team/app v1,latest", "team/app ", "team/web v1"])
    }

    @Test("a caller who asks about something else sees what has happened by then, too")
    func elsewhere() async throws {
        let bench = try await Self.bench()
        _ = try await Self.start(Self.ireland, bench)
        _ = try await bench.emulator.control(MoveClock.advance(3_600))
        let repositories = try await bench.ecr(
            "DescribeRepositories",
            host: "api.ecr.eu-west-1.amazonaws.com",
            region: "eu-west-1"
        ).json()
        #expect(repositories["repositories"]?.array?.count == 2)
    }

    @Test("one that is stopped keeps what it has copied, and is not stopped twice")
    func stop() async throws {
        let bench = try await Self.bench()
        let id = try await Self.start(Self.ireland, bench)
        _ = try await bench.emulator.control(MoveClock.advance(31))
        let stop = #"{"replicationBackfillId":"\#(id)"}"#
        #expect(
            try await bench.ecr("StopReplicationBackfill", stop).json() == [
                "replicationBackfillId": .string(id), "registryId": "123456789012", "status": "STOPPED",
                "destination": ["region": "eu-west-1", "registryId": "123456789012"],
                "startedAt": .number(1_772_366_400),
            ]
        )
        _ = try await bench.emulator.control(MoveClock.advance(3_600))
        let seen = try await Self.describe(id, bench)
        #expect(seen["status"] == "STOPPED" && seen["endedAt"] == .number(1_772_366_431))
        #expect(seen["results"]?.array?.count == 1)
        #expect(try await Self.copies(bench).count == 1)
        #expect(
            try await bench.ecr("StopReplicationBackfill", stop).ecrError
                == refusal(
                    400,
                    "ReplicationBackfillInvalidStatusException",
                    "The requested operation can't be performed on the replication backfill because it is not in a valid "
                        + "status for that operation."
                )
        )
    }

    @Test("one of which half or more fails has failed, with the codes of its images")
    func failed() async throws {
        let bench = try await Self.bench()
        let id = try await Self.start(Self.stranger, bench)
        _ = try await bench.emulator.control(MoveClock.advance(3_600))
        let seen = try await Self.describe(id, bench)
        #expect(seen["status"] == "FAILED" && seen["failureCode"]?.string != nil)
        #expect(seen["progress"]?["failureCodes"] == ["AccessDenied"])
        #expect(seen["results"]?.array?.map { $0["failureCode"] } == Array(repeating: "AccessDenied", count: 4))
        #expect(try await Self.describe(id, bench, #","resultStatusFilter":"COMPLETE""#)["results"] == [])
        let first = try await Self.describe(id, bench, #","resultStatusFilter":"FAILED","maxResults":3"#)
        #expect(first["results"]?.array?.count == 3)
        let token = try #require(first["nextToken"]?.string)
        let last = try await Self.describe(
            id,
            bench,
            #","resultStatusFilter":"FAILED","maxResults":3,"nextToken":"\#(token)""#
        )
        #expect(last["results"]?.array?.count == 1 && last["nextToken"] == nil)
    }

    @Test("what is not to be started, and what is not there")
    func refused() async throws {
        let bench = try await Self.bench()
        let nowhere = #"{"destination":{"region":"ap-south-1","registryId":"123456789012"}}"#
        #expect(
            try await bench.ecr("StartReplicationBackfill", nowhere).ecrError
                == refusal(
                    400,
                    "InvalidParameterException",
                    "Invalid parameter at 'destination' failed to satisfy constraint: 'Replication destination must be "
                        + "configured in the replication configuration of the registry'"
                )
        )
        _ = try await Self.start(Self.ireland, bench)
        #expect(
            try await bench.ecr("StartReplicationBackfill", Self.ireland).ecrError
                == refusal(
                    400,
                    "ReplicationBackfillInProgressException",
                    "A replication backfill is already in progress for the specified destination Region."
                )
        )
        _ = try await Self.start(Self.stranger, bench)
        let none = #"{"replicationBackfillId":"0b000000-0000-4000-8000-000000000001"}"#
        for operation in ["StopReplicationBackfill", "DescribeReplicationBackfillResults"] {
            #expect(try await bench.ecr(operation, none).ecrError.code == "ReplicationBackfillNotFoundException")
            #expect(
                try await bench.ecr(operation, #"{"replicationBackfillId":"x"}"#).ecrError.code == "ValidationException"
            )
        }
        #expect(try await bench.ecr("StartReplicationBackfill").ecrError.code == "ValidationException")
    }

    @Test("a registry has ten in progress at most, one for each region")
    func most() async throws {
        let bench = try await Self.bench()
        let regions = (1...11).map { "eu-west-\($0)" }
        let destinations = regions.map { #"{"region":"\#($0)","registryId":"123456789012"}"# }
        let rule = #"{"destinations":[\#(destinations.joined(separator: ","))]}"#
        #expect(
            try await bench.ecr("PutReplicationConfiguration", #"{"replicationConfiguration":{"rules":[\#(rule)]}}"#)
                .status
                == 200
        )
        for destination in destinations.prefix(10) {
            _ = try await Self.start(#"{"destination":\#(destination)}"#, bench)
        }
        #expect(
            try await bench.ecr("StartReplicationBackfill", #"{"destination":\#(destinations[10])}"#).ecrError.code
                == "LimitExceededException"
        )
        _ = try await bench.emulator.control(MoveClock.advance(3_600))
        _ = try await Self.start(#"{"destination":\#(destinations[10])}"#, bench)
    }

    @Test("they are listed by their start, page by page, in their own region")
    func list() async throws {
        let bench = try await Self.bench()
        let first = try await Self.start(Self.ireland, bench)
        let second = try await Self.start(Self.stranger, bench)
        let page = try await bench.ecr("ListReplicationBackfills", #"{"maxResults":1}"#).json()
        #expect(page["registryId"] == "123456789012")
        #expect(page["backfills"]?.array?.map { $0["replicationBackfillId"] } == [.string(first)])
        let token = try #require(page["nextToken"]?.string)
        let next = try await bench.ecr("ListReplicationBackfills", #"{"maxResults":1,"nextToken":"\#(token)"}"#).json()
        #expect(next["backfills"]?.array?.map { $0["replicationBackfillId"] } == [.string(second)])
        #expect(next["nextToken"] == nil)
        #expect(
            try await bench.ecr("ListReplicationBackfills", #"{"maxResults":51}"#).ecrError.code
                == "ValidationException"
        )
        let elsewhere = try await bench.ecr(
            "ListReplicationBackfills",
            host: "api.ecr.eu-west-1.amazonaws.com",
            region: "eu-west-1"
        ).json()
        #expect(elsewhere["backfills"] == [])
    }

    @Test("a tag that has moved meanwhile is not moved back there")
    func moved() async throws {
        let bench = try await Self.bench()
        _ = try await Self.start(Self.ireland, bench)
        _ = try await bench.emulator.control(MoveClock.advance(30))
        _ = try await bench.ecr("ListReplicationBackfills")
        let basic = try await bench.basic()
        try await bench.pushImage("newer", to: "team/web", tag: "v1", authorization: basic)
        let newer = try await bench.registry("GET", "/v2/team/web/manifests/v1", authorization: basic)
        _ = try await bench.emulator.control(MoveClock.advance(3_600))
        let there = try await bench.emulator.control(ReadImages(in: "team/web")).first { $0.region == "eu-west-1" }
        #expect(there?.images.first { $0.tags == ["v1"] }?.digest == newer.headers["Docker-Content-Digest"])
        #expect(there?.images.count == 2)
    }

    @Test("a restart goes on with them, and a reset forgets them")
    func restart() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "drydock-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        var id = ""
        do {
            let bench = try await Self.bench(dataDirectory: path)
            id = try await Self.start(Self.ireland, bench)
            _ = try await bench.emulator.control(MoveClock.advance(32))
            _ = try await Self.describe(id, bench)
            bench.emulator.close()
        }
        let bench = try await Self.bench(dataDirectory: path)
        _ = try await bench.emulator.control(MoveClock.advance(60))
        #expect(try await Self.describe(id, bench)["status"] == "COMPLETE")
        _ = try await bench.emulator.control(ResetWorld())
        #expect(try await bench.ecr("ListReplicationBackfills").json()["backfills"] == [])
    }
}
