import AWSCore
import AWSProtocols
import Determinism
import Emulator
import Foundation
import Testing

@Suite("What a data directory keeps")
struct PersistenceTests {
    /// A folder for one test, gone afterwards.
    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "drydock-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await body(path)
    }

    @Test("repositories, sessions, tokens and the clock survive a restart")
    func restart() async throws {
        try await withFolder { path in
            let (session, basic): (TestBench.Credentials, String)
            do {
                let bench = try TestBench(dataDirectory: path)
                _ = try await bench.ecr("CreateRepository", #"{"repositoryName":"web"}"#)
                _ = try await bench.ecr("DeleteRepository", #"{"repositoryName":"app"}"#)
                session = try await bench.session("GetSessionToken", [("DurationSeconds", "7200")])
                basic = try await bench.basic()
                _ = try await bench.emulator.control(MoveClock.advance(3_600))
            }
            let bench = try TestBench(dataDirectory: path)
            #expect(bench.clock.now == TestBench.start.addingTimeInterval(3_600))
            let names = try await bench.ecr("DescribeRepositories").json()["repositories"]?.array?
                .compactMap { $0["repositoryName"]?.string }
            #expect(names == ["web"])
            #expect(try await bench.sts("GetCallerIdentity", as: session).status == 200)
            #expect(try await bench.registry(authorization: basic).status == 200)
            // New sessions are new, though the seed is the same.
            #expect(try await bench.session("GetSessionToken").key != session.key)
            bench.clock.advance(by: 3_600)
            #expect(try await bench.sts("GetCallerIdentity", as: session).stsError.code == "ExpiredToken")
        }
    }

    @Test("what was ended stays ended after a restart")
    func ended() async throws {
        try await withFolder { path in
            let (session, basic, void): (TestBench.Credentials, String, String)
            do {
                let bench = try TestBench(dataDirectory: path)
                void = try await bench.basic()
                _ = try await bench.emulator.control(ResetWorld())
                session = try await bench.session("GetSessionToken")
                basic = try await bench.basic()
                _ = try await bench.emulator.control(Expire(.sessions))
                _ = try await bench.emulator.control(Expire(.tokens))
            }
            let bench = try TestBench(dataDirectory: path)
            #expect(try await bench.sts("GetCallerIdentity", as: session).stsError.code == "ExpiredToken")
            #expect(try await bench.registry(authorization: basic).status == 403)
            #expect(try await bench.registry(authorization: void).status == 400)
        }
    }

    @Test("a folder is held by one emulator, and by one world")
    func held() async throws {
        try await withFolder { path in
            do {
                let bench = try TestBench(dataDirectory: path)
                #expect(throws: (any Error).self) { try TestBench(dataDirectory: path) }
                #expect(try await bench.sts("GetCallerIdentity").status == 200)
            }
            let other = TestBench.worldYAML.replacing("bench", with: "other")
            #expect(throws: (any Error).self) { try TestBench(worldYAML: other, dataDirectory: path) }
            #expect(try await TestBench(dataDirectory: path).sts("GetCallerIdentity").status == 200)
        }
    }
}
