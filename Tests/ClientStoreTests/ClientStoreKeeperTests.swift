import ClientStore
import Determinism
import Foundation
import Testing

@Suite("A store that is kept open")
struct ClientStoreKeeperTests {
    private let keeper = ClientStoreKeeper()

    private func open(_ home: TemporaryHome) throws -> ClientStore {
        try ClientStore.open(home.location, clock: home.clock, randomness: .system(), keeper: keeper)
    }

    /// Registers a connector, as one command.
    private func register(_ name: String, in home: TemporaryHome) async throws {
        let store = try open(home)
        defer { store.close() }
        _ = try await store.write { try $0.insertServiceConnector(sampleConnector(name)) }
    }

    private func names(_ home: TemporaryHome) async throws -> [String] {
        let store = try open(home)
        defer { store.close() }
        return try await store.read { try $0.serviceConnectors().map { $0.name } }
    }

    private func kind(_ home: TemporaryHome) -> ClientStoreError.Kind? {
        do {
            try open(home).close()
            return nil
        } catch {
            return (error as? ClientStoreError)?.kind
        }
    }

    @Test("holds what its commands and others' have stored, and is locked by none of them")
    func others() async throws {
        let home = try TemporaryHome()
        try await register("one", in: home)
        let other = try home.open()
        _ = try await other.write { try $0.insertServiceConnector(sampleConnector("two")) }
        other.close()
        #expect(try await names(home) == ["one", "two"])
        try await register("three", in: home)
        #expect(try await names(home) == ["one", "two", "three"])
        keeper.close()
        #expect(try await names(home) == ["one", "two", "three"])
    }

    @Test("is made anew where its files are gone, and says so")
    func removed() async throws {
        let home = try TemporaryHome()
        try await register("one", in: home)
        try FileManager.default.removeItem(atPath: home.location.directory)
        let store = try open(home)
        #expect(store.wasCreated)
        store.close()
        #expect(try await names(home) == [])
    }

    @Test("has its key and its file checked, as if it were opened")
    func damage() async throws {
        let home = try TemporaryHome()
        try await register("one", in: home)
        let key = try String(contentsOfFile: home.keyPath, encoding: .utf8)
        try FileManager.default.removeItem(atPath: home.keyPath)
        #expect(kind(home) == .keyLost)
        try String(repeating: "ab", count: 32).write(toFile: home.keyPath, atomically: true, encoding: .utf8)
        #expect(kind(home) == .keyWrong)
        try key.write(toFile: home.keyPath, atomically: true, encoding: .utf8)
        #expect(try await names(home) == ["one"])
        try Data("no store".utf8).write(to: URL(filePath: home.storePath))
        #expect(kind(home) == .damaged)
    }

    @Test("is another one where its home is another")
    func homes() async throws {
        let (first, second) = (try TemporaryHome(), try TemporaryHome())
        try await register("one", in: first)
        #expect(try await names(second) == [])
        #expect(try await names(first) == ["one"])
    }
}
