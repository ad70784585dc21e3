import ClientStore
import Determinism
import Foundation
import Testing

@Suite("The client's store")
struct ClientStoreTests {
    @Test("is created with the default stack, for its owner alone")
    func creation() async throws {
        let home = try TemporaryHome()
        let store = try home.open()
        defer { store.close() }
        #expect(store.wasCreated)
        let stack = try await store.read { try $0.activeStack() }
        #expect(stack.name == "default")
        #expect(stack.isBuiltIn)
        #expect(Set(stack.components.map(\.type)) == ["orchestrator", "artifact_store"])
        #expect(stack.components.map(\.id) == stack.components.map(\.id).sorted())
        #expect(try home.permissions(of: home.storePath) == 0o600)
        #expect(try home.permissions(of: home.keyPath) == 0o600)
        #expect(try home.permissions(of: (home.storePath as NSString).deletingLastPathComponent) == 0o700)
    }

    @Test("is not created again, nor announced, once it was initialised")
    func initialisation() throws {
        let home = try TemporaryHome()
        try ClientStore.initialise(home.location, clock: home.clock, randomness: .system())
        let store = try home.open()
        defer { store.close() }
        #expect(!store.wasCreated)
    }

    @Test("is opened without a write where it is up to date")
    func opening() async throws {
        let home = try TemporaryHome()
        try home.open().close()
        let before = try Data(contentsOf: URL(filePath: home.storePath))
        let store = try home.open()
        defer { store.close() }
        #expect(try await store.read { try $0.stacks().map { $0.name } } == ["default"])
        #expect(try Data(contentsOf: URL(filePath: home.storePath)) == before)
    }

    @Test("keeps a connector with its secrets over commands")
    func connectorRoundTrip() async throws {
        let home = try TemporaryHome()
        let first = try home.open()
        let id = try await first.write { try $0.insertServiceConnector(sampleConnector()) }
        first.close()
        let second = try home.open()
        defer { second.close() }
        let (record, secrets) = try await second.read { reader in
            let record = try #require(try reader.serviceConnector(id: id))
            return (record, try reader.secrets(of: record))
        }
        let sample = sampleConnector()
        #expect(record.name == sample.name)
        #expect(record.configuration == sample.configuration)
        #expect(record.expiresAt == sample.expiresAt)
        #expect(record.expiresSkewTolerance == 60)
        #expect(record.expirationSeconds == 3600)
        #expect(record.labels == sample.labels)
        #expect(record.created == home.clock.now)
        #expect(secrets == sample.secrets)
    }

    @Test("holds no secret in clear, in no file")
    func encryption() async throws {
        let home = try TemporaryHome()
        let store = try home.open()
        try await store.write { _ = try $0.insertServiceConnector(sampleConnector()) }
        store.close()
        let directory = (home.storePath as NSString).deletingLastPathComponent
        for name in try FileManager.default.contentsOfDirectory(atPath: directory) {
            let data = try Data(contentsOf: URL(filePath: directory + "/" + name))
            #expect(data.range(of: Data("a secret of the tests".utf8)) == nil)
            #expect(data.range(of: Data("AKIAIOSFODNN7EXAMPLE".utf8)) == nil)
        }
    }

    @Test("shows no secret of a connector that is printed")
    func redaction() {
        var dumped = ""
        Swift.dump(sampleConnector(), to: &dumped)
        for text in ["\(sampleConnector())", dumped] { #expect(!text.contains("a secret of the tests")) }
    }

    @Test("undoes everything of a command that fails")
    func rollback() async throws {
        struct Stop: Error {}
        let home = try TemporaryHome()
        let store = try home.open()
        defer { store.close() }
        let before = try await store.read { try $0.state() }
        await #expect(throws: Stop.self) {
            try await store.write { writer in
                try writer.insertServiceConnector(sampleConnector())
                try writer.insertComponent(StackComponentValues(name: "r", type: "container_registry", flavor: "aws"))
                throw Stop()
            }
        }
        #expect(try await store.read { try $0.state() } == before)
    }

    @Test("refuses a name that is taken")
    func conflicts() async throws {
        let home = try TemporaryHome()
        let store = try home.open()
        defer { store.close() }
        let registry = StackComponentValues(name: "r", type: "container_registry", flavor: "aws")
        try await store.write { writer in
            try writer.insertServiceConnector(sampleConnector())
            try writer.insertComponent(registry)
        }
        await #expect(throws: StoreConflict.serviceConnectorExists("aws-us-east-1")) {
            try await store.write { _ = try $0.insertServiceConnector(sampleConnector()) }
        }
        await #expect(throws: StoreConflict.componentExists(type: "container_registry", name: "r")) {
            try await store.write { _ = try $0.insertComponent(registry) }
        }
        await #expect(throws: StoreConflict.stackExists("default")) {
            try await store.write { _ = try $0.insertStack(name: "default", labels: [], componentIDs: []) }
        }
        await #expect(throws: StoreConflict.componentGone(id: "nothing")) {
            try await store.write { try $0.connect(componentID: "nothing", to: "nothing", resourceID: "x") }
        }
    }

    @Test("loses nothing when commands write at the same time")
    func concurrency() async throws {
        let home = try TemporaryHome()
        // The first commands race for the creation too.
        let created = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<12 {
                group.addTask {
                    let store = try home.open()
                    defer { store.close() }
                    try await store.write { _ = try $0.insertServiceConnector(sampleConnector("c\(number)")) }
                    return store.wasCreated
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(created == 1)
        let store = try home.open()
        defer { store.close() }
        let state = try await store.read { try $0.state() }
        #expect(Set(state.connectors.map(\.name)) == Set((0..<12).map { "c\($0)" }))
        #expect(Set(state.connectors.map(\.id)).count == 12)
        #expect(state.stacks.count == 1)
    }

    @Test("draws the same identifiers in one process and in a process for each command")
    func identifiers() async throws {
        func states(_ randomness: () -> Randomness) async throws -> StoredState {
            let home = try TemporaryHome()
            for name in ["a", "b"] {
                let store = try home.open(randomness: randomness())
                try await store.write { _ = try $0.insertServiceConnector(sampleConnector(name)) }
                store.close()
            }
            let store = try home.open(randomness: randomness())
            defer { store.close() }
            return try await store.read { try $0.state() }
        }
        let shared = Randomness.seeded("s")
        let inOneProcess = try await states { shared }
        let inMany = try await states { .seeded("s") }
        #expect(inOneProcess == inMany)
        #expect(Set(inMany.connectors.map(\.id)).count == 2)
    }

    @Test("is dumped with fingerprints in place of secrets")
    func dump() async throws {
        let home = try TemporaryHome()
        let store = try home.open()
        defer { store.close() }
        try await store.write { _ = try $0.insertServiceConnector(sampleConnector()) }
        let state = try await store.read { try $0.state() }
        let connector = try #require(state.connectors.first)
        // printf %s AKIAIOSFODNN7EXAMPLE | sha256sum | cut -c1-8
        #expect(connector.secrets["aws_access_key_id"] == "1a5d44a2")
        #expect(connector.created == Date(timeIntervalSince1970: 1_715_679_000))
        #expect(connector.expiresAt == Date(timeIntervalSince1970: 1_715_722_200.25))
        let text = String(decoding: try JSONEncoder().encode(state), as: UTF8.self)
        #expect(!text.contains("a secret of the tests"))
        #expect(try JSONDecoder().decode(StoredState.self, from: Data(text.utf8)) == state)
    }
}
