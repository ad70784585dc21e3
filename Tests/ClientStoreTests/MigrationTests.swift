import ClientStore
import Foundation
import GRDB
import Testing

@Suite("A store of an older version")
struct MigrationTests {
    /// Makes of a present store what the first version wrote.
    private func downgrade(_ home: TemporaryHome) throws {
        let queue = try DatabaseQueue(path: home.storePath)
        try queue.write { db in
            try db.execute(
                sql: """
                    UPDATE stack_component SET configuration = coalesce((
                        SELECT json_group_object(json_extract(value, '$.name'), json_extract(value, '$.value'))
                        FROM json_each(configuration)
                    ), '{}');
                    DROP TABLE grdb_migrations;
                    PRAGMA user_version = 1;
                    """
            )
        }
        try queue.close()
    }

    @Test("opens, with all that it held")
    func first() async throws {
        let home = try TemporaryHome()
        let store = try home.open()
        try await store.write { writer in
            let connector = try writer.insertServiceConnector(sampleConnector())
            let registry = try writer.insertComponent(sampleRegistry())
            try writer.connect(componentID: registry, to: connector, resourceID: "x")
            try writer.activateStack(id: try writer.insertStack(name: "s", labels: [], componentIDs: [registry]))
        }
        let before = try await store.read { try $0.state() }
        store.close()
        try downgrade(home)
        for _ in 0..<2 {
            let migrated = try home.open()
            defer { migrated.close() }
            #expect(!migrated.wasCreated)
            #expect(try await migrated.read { try $0.state() } == before)
        }
        let queue = try DatabaseQueue(path: home.storePath)
        #expect(try await queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 2)
    }

    @Test("stays as it is where its key is lost")
    func keyLost() throws {
        let home = try TemporaryHome()
        try home.open().close()
        try downgrade(home)
        let before = try Data(contentsOf: URL(filePath: home.storePath))
        try FileManager.default.removeItem(atPath: home.keyPath)
        let error = #expect(throws: ClientStoreError.self) { try home.open().close() }
        #expect(error?.kind == .keyLost)
        #expect(try Data(contentsOf: URL(filePath: home.storePath)) == before)
    }

    @Test("is brought up to date once when several commands open it")
    func race() async throws {
        let home = try TemporaryHome()
        try home.open().close()
        try downgrade(home)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let store = try home.open()
                    defer { store.close() }
                    try await store.write { _ = try $0.insertComponent(sampleRegistry("r\(number)")) }
                }
            }
            try await group.waitForAll()
        }
        let store = try home.open()
        defer { store.close() }
        #expect(try await store.read { try $0.components(ofType: "container_registry").count } == 8)
    }
}
