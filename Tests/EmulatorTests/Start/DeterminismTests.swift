import AWSCore
import AWSProtocols
import Emulator
import Foundation
import Testing

@Suite("Chance")
struct DeterminismTests {
    private func transcript(seed: String?) async throws -> [Answer] {
        let bench = try TestBench(seed: seed)
        let session = try await bench.sts("GetSessionToken")
        return [
            session, try await bench.sts("GetCallerIdentity", as: session.credentials()),
            try await bench.assume("deployer"), try await bench.ecr("GetAuthorizationToken"),
            try await bench.ecr(
                "CreateRepository",
                #"{"repositoryName":"web","encryptionConfiguration":{"encryptionType":"KMS"}}"#
            ),
            try await bench.sts("Nonsense"), try await bench.registry(authorization: bench.basic()),
            try await bench.send("GET", "/_drydock/events"),
        ]
    }

    @Test("with one seed, two emulators answer the same bytes")
    func seeded() async throws {
        let first = try await transcript(seed: "s")
        #expect(try await transcript(seed: "s") == first)
        #expect(try await transcript(seed: "t") != first)
    }

    @Test("without a seed, they do not")
    func system() async throws {
        let first = try await transcript(seed: nil)
        let second = try await transcript(seed: nil)
        #expect(first[0] != second[0])
        #expect(first[3] != second[3])
    }

    @Test("calls side by side get credentials, request IDs and events of their own")
    func sideBySide() async throws {
        let emulator = try TestBench().emulator
        let request = try TestBench().request("GetSessionToken")
        let answers = await withTaskGroup { group in
            for _ in 0..<200 { group.addTask { Answer(await emulator.respond(to: request)) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(try answers.map { try $0.credentials().key }).count == 200)
        #expect(Set(answers.map(\.requestID)).count == 200)
        #expect(emulator.events().map(\.sequence) == Array(1...200))
    }
}
