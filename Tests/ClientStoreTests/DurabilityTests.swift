import Determinism
import GRDB
import Testing

@testable import ClientStore

@Suite("What the client has stored survives a crash of the machine")
struct DurabilityTests {
    /// SQLite's name for each degree of syncing, by its number.
    private static let degrees = [0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"]

    private func degree(_ location: StoreLocation, in home: TemporaryHome) async throws -> String? {
        let store = try ClientStore.open(location, clock: home.clock, randomness: .system())
        defer { store.close() }
        let number = try await store.read { try Int.fetchOne($0.db, sql: "PRAGMA synchronous") }
        return number.flatMap { Self.degrees[$0] }
    }

    @Test("as each change is synced before it is acknowledged")
    func synced() async throws {
        let home = try TemporaryHome()
        #expect(try await degree(home.location, in: home) == "FULL")
    }

    @Test("unless it ends with its scenario, and then it holds the same things")
    func scenario() async throws {
        let home = try TemporaryHome()
        let location = StoreLocation(variables: [:], home: home.path, isDurable: false)
        #expect(try await degree(location, in: home) == "OFF")
        let store = try home.open()
        defer { store.close() }
        #expect(!store.wasCreated)
        #expect(try await store.read { try $0.activeStack() }.name == "default")
        #expect(try home.permissions(of: home.keyPath) == 0o600)
    }
}
