import Determinism
import Foundation
import GRDB
import Testing

@testable import ClientStore

@Suite("A store that is made from a template")
struct StoreTemplateTests {
    /// What is in every table, and what SQLite keeps in the head of the file.
    private func contents(_ home: TemporaryHome) throws -> [String] {
        try DatabaseQueue(path: home.storePath).read { db in
            let names = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            let tables = try String.fetchAll(db, sql: names)
            let rows = try tables.map { "\($0): \(try Row.fetchAll(db, sql: "SELECT * FROM \($0)"))" }
            let schema = try String.fetchAll(db, sql: "SELECT sql FROM sqlite_master WHERE sql NOT NULL ORDER BY name")
            let head = try ["application_id", "user_version"].map { name in
                "\(name): \(try Int.fetchOne(db, sql: "PRAGMA \(name)") ?? -1)"
            }
            return rows + schema + head
        }
    }

    private func make(_ home: TemporaryHome, seed: String, from template: StoreTemplate?) throws {
        let location = StoreLocation(variables: [:], home: home.path, isDurable: false)
        try ClientStore.initialise(location, clock: home.clock, randomness: .seeded(seed), template: template)
    }

    @Test("is what it is without one, for the first page and for later ones")
    func same() throws {
        let template = StoreTemplate()
        for seed in ["one", "two"] {
            let (usual, fromTemplate) = (try TemporaryHome(), try TemporaryHome())
            try make(usual, seed: seed, from: nil)
            try make(fromTemplate, seed: seed, from: template)
            #expect(try contents(usual) == contents(fromTemplate))
            let keys = try [usual, fromTemplate].map { try Data(contentsOf: URL(filePath: $0.keyPath)) }
            #expect(keys[0] == keys[1])
            #expect(try fromTemplate.permissions(of: fromTemplate.storePath) == 0o600)
            let files = try FileManager.default.contentsOfDirectory(atPath: fromTemplate.location.directory)
            #expect(Set(files).isSubset(of: ["store.db", "store.db-journal", "store.key"]), "\(files)")
            let store = try fromTemplate.open()
            #expect(!store.wasCreated)
            store.close()
        }
    }

    @Test("is left as it is where there is one already")
    func present() async throws {
        let home = try TemporaryHome()
        let store = try home.open()
        _ = try await store.write { try $0.insertServiceConnector(sampleConnector()) }
        store.close()
        let before = try contents(home)
        try make(home, seed: "one", from: StoreTemplate())
        #expect(try contents(home) == before)
    }
}
