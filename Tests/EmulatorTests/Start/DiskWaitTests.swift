import AWSCore
import Emulator
import Foundation
import GRDB
import OCI
import Storage
import Testing

/// An event loop goes on while what it has begun waits for the disk (docs/emulator.md, "State").
@Suite("While the disk is waited for", .timeLimit(.minutes(1)))
struct DiskWaitTests {
    /// Has a database of a data folder locked by somebody else while `body` runs, so that nothing is written to it.
    private static func withDatabaseHeld(_ path: String, _ body: () async throws -> Void) async throws {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        // What calls used goes to the disk after they are answered; it may be on its way still.
        configuration.busyMode = .timeout(30)
        let other = try DatabaseQueue(path: path, configuration: configuration)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        let result = await Result.of(body)
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        try result.get()
    }

    /// A call that waits is begun on the only thread there is, then others are made on it, and only then the disk is let
    /// go: on a thread that was held up they would come after the call had given up.
    private static func expectOthersAnswered(
        duringWaitFor database: String,
        _ changes: [@Sendable (TestBench) async throws -> Bool]
    ) async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "drydock-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let bench = try TestBench(dataDirectory: path)
        let token = try await bench.basic()
        try await bench.pushImage("layer", to: "app", authorization: token)
        let loop = WorkerPool(width: 1)
        for (number, change) in changes.enumerated() {
            nonisolated(unsafe) var waiting: Task<Bool, any Error>?
            try await withDatabaseHeld(path + "/" + database) {
                waiting = Task(executorPreference: loop) { try await change(bench) }
                let others = Task(executorPreference: loop) {
                    #expect(try await bench.sts("GetCallerIdentity").status == 200)
                    #expect(try await bench.ecr("DescribeImages", #"{"repositoryName":"app"}"#).status == 200)
                    let pull = try await bench.registry("GET", "/v2/app/manifests/latest", authorization: token)
                    #expect(pull.status == 200)
                    if database != "state.db" { #expect(try await bench.assume("deployer").status == 200) }
                }
                try await others.value
            }
            #expect(try await waiting?.value == true, "change \(number)")
        }
        bench.emulator.close()
    }

    @Test("of the world, by whoever changes it")
    func world() async throws {
        try await Self.expectOthersAnswered(
            duringWaitFor: "state.db",
            [
                { try await $0.assume("deployer").status == 200 },
                { try await $0.sts("GetSessionToken").status == 200 },
                { try await $0.ecr("CreateRepository", #"{"repositoryName":"web"}"#).status == 200 },
                { try await $0.ecr("PutImageTagMutability", Self.immutable).status == 200 },
                { try await $0.ecr("PutAccountSetting", Self.setting).status == 200 },
                { try await $0.ecr("TagResource", Self.tags).status == 200 },
                { try await $0.iam("CreateUser", [("UserName", "eve")]).status == 200 },
                { try await $0.ecr("DeleteRepository", #"{"repositoryName":"web"}"#).status == 200 },
                { try await $0.emulator.control(MoveClock.advance(60)).ahead == 60 },
                { try await $0.emulator.control(Expire(.tokens)).count > 0 },
            ]
        )
    }

    @Test("of the registry, by whoever changes it")
    func registry() async throws {
        try await Self.expectOthersAnswered(
            duringWaitFor: "registry.db",
            [
                { bench in
                    let token = try await bench.basic()
                    let layer = try await bench.pushLayer("another", to: "app", authorization: token)
                    return layer == Digest.of(Array("another".utf8))
                },
                { try await $0.ecr("BatchDeleteImage", Self.absent).status == 200 },
                { try await $0.ecr("CreateRepository", #"{"repositoryName":"web"}"#).status == 200 },
            ]
        )
    }

    @Test("last uses of keys are kept without that, and last")
    func uses() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "drydock-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        do {
            let bench = try TestBench(dataDirectory: path)
            try await Self.withDatabaseHeld(path + "/state.db") {
                let answer = try await bench.sts("GetCallerIdentity")
                #expect(answer.status == 200)
            }
            bench.emulator.close()
        }
        let again = try TestBench(dataDirectory: path)
        let used = try await again.iam("GetAccessKeyLastUsed", [("AccessKeyId", TestBench.alice.key)])
        #expect(used.body.contains("<LastUsedDate>2026-03-01T12:00:00Z</LastUsedDate>"))
        again.emulator.close()
    }

    private static let immutable = #"{"repositoryName":"app","imageTagMutability":"IMMUTABLE"}"#
    private static let setting = #"{"name":"BLOB_MOUNTING","value":"ENABLED"}"#
    private static let tags =
        #"{"resourceArn":"arn:aws:ecr:us-east-1:123456789012:repository/app","tags":[{"Key":"a","Value":"b"}]}"#
    private static let absent = #"{"repositoryName":"app","imageIds":[{"imageTag":"none"}]}"#
}

extension Result where Failure == any Error {
    fileprivate static func of(_ body: () async throws -> Success) async -> Result {
        do { return .success(try await body()) } catch { return .failure(error) }
    }
}
