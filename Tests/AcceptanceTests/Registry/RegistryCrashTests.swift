import Determinism
import Scenarios
import Testing

/// `drydock serve --data`, killed again and again while clients push.
@Suite("The registry, killed", .timeLimit(.minutes(5)))
struct RegistryCrashTests {
    private static let killsPerFolder = 50

    /// Four folders side by side, 200 kills in all. The moments are drawn from a seed: before a request, within it,
    /// behind its last byte and behind its answer, while the other clients' requests are wherever they are.
    @Test("keeps all that it acknowledged, and shows nothing else, over 200 kills")
    func killed() async throws {
        try await withThrowingTaskGroup { group in
            for number in 1...4 { group.addTask { try await Self.killAgainAndAgain(number) } }
            try await group.waitForAll()
        }
    }

    private static func killAgainAndAgain(_ number: Int) async throws {
        try await withTemporaryFolder { folder in
            let names = ["app", "other", "kept"]
            let registry = try ServedRegistry(
                folder: folder,
                repositories: names.map { "\($0): {}" }.joined(separator: "\n")
            )
            let randomness = Randomness.seeded("kills \(number)")
            var moments = randomness.stream("moments")
            var clients = names.map {
                CrashClient(repository: $0, deletes: $0 != "kept", random: randomness.stream($0))
            }
            let token = try await registry.serving { try await registry.token(of: $0) }
            for _ in 0..<killsPerFolder {
                let served = try await registry.start()
                do {
                    #expect(try registry.uploadFiles.isEmpty)
                    clients = try await each(clients) { client in try client.check(served, token: token) }
                    let killer = CrashClient.Killer(served, after: Int.random(in: 1...160, using: &moments))
                    clients = try await each(clients) { client in
                        try client.push(to: served, token: token, killer: killer)
                    }
                } catch {
                    let end = await served.stop()
                    Issue.record("the server ended with \(String(describing: end))")
                    throw error
                }
                #expect(await served.end() == .signal(9))
            }
            clients = try await registry.serving { served in
                try await each(clients) { client in try client.check(served, token: token, all: true) }
            }
            #expect(clients.allSatisfy { $0.model.acknowledged > killsPerFolder })
            #expect(try await registry.shell("drydock doctor --data data").output == "data is whole.\n")
        }
    }

    /// Lets all clients work at the same time, and answers them as they are then.
    private static func each(
        _ clients: [CrashClient],
        _ body: @escaping @Sendable (inout CrashClient) throws -> Void
    ) async throws -> [CrashClient] {
        try await withThrowingTaskGroup(of: CrashClient.self) { group in
            for client in clients {
                group.addTask {
                    try await blocking {
                        var client = client
                        try body(&client)
                        return client
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
