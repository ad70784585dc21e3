import Cryptography
import Determinism
import Foundation
import GRDB

/// The tables of a store, and what a new one holds.
enum StoreSchema {
    /// The version that this program writes, kept in `PRAGMA user_version`.
    static let version = 1
    /// `DRYD`, kept in `PRAGMA application_id`: an SQLite file of another program is not taken for a store.
    static let applicationID = 0x4452_5944
    /// What is sealed with the key when the store is made, so that another key is noticed.
    static let keyCheck = Array("drydock client store".utf8)

    /// Creates the tables; times are microseconds since 1970, lists and maps are JSON.
    static func create(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE secret (
                    id TEXT NOT NULL PRIMARY KEY,
                    box BLOB NOT NULL
                ) STRICT;
                CREATE TABLE service_connector (
                    number INTEGER PRIMARY KEY AUTOINCREMENT,
                    id TEXT NOT NULL UNIQUE,
                    name TEXT NOT NULL UNIQUE,
                    connector_type TEXT NOT NULL,
                    description TEXT NOT NULL,
                    auth_method TEXT NOT NULL,
                    resource_types TEXT NOT NULL,
                    resource_id TEXT,
                    configuration TEXT NOT NULL,
                    secret_id TEXT REFERENCES secret(id),
                    expires_at INTEGER,
                    expires_skew_tolerance INTEGER,
                    expiration_seconds INTEGER,
                    labels TEXT NOT NULL,
                    created INTEGER NOT NULL,
                    updated INTEGER NOT NULL
                ) STRICT;
                CREATE TABLE stack_component (
                    number INTEGER PRIMARY KEY AUTOINCREMENT,
                    id TEXT NOT NULL UNIQUE,
                    name TEXT NOT NULL,
                    type TEXT NOT NULL,
                    flavor TEXT NOT NULL,
                    configuration TEXT NOT NULL,
                    labels TEXT NOT NULL,
                    connector_id TEXT REFERENCES service_connector(id),
                    connector_resource_id TEXT,
                    created INTEGER NOT NULL,
                    updated INTEGER NOT NULL,
                    UNIQUE (type, name)
                ) STRICT;
                CREATE TABLE stack (
                    number INTEGER PRIMARY KEY AUTOINCREMENT,
                    id TEXT NOT NULL UNIQUE,
                    name TEXT NOT NULL UNIQUE,
                    labels TEXT NOT NULL,
                    is_built_in INTEGER NOT NULL,
                    created INTEGER NOT NULL,
                    updated INTEGER NOT NULL
                ) STRICT;
                CREATE TABLE stack_composition (
                    stack_id TEXT NOT NULL REFERENCES stack(id) ON DELETE CASCADE,
                    component_id TEXT NOT NULL REFERENCES stack_component(id),
                    PRIMARY KEY (stack_id, component_id)
                ) STRICT, WITHOUT ROWID;
                CREATE TABLE store (
                    id INTEGER PRIMARY KEY CHECK (id = 1),
                    key_check BLOB NOT NULL,
                    identifiers_drawn INTEGER NOT NULL,
                    active_stack_id TEXT REFERENCES stack(id)
                ) STRICT;
                PRAGMA application_id = \(applicationID);
                PRAGMA user_version = \(version);
                """
        )
    }

    /// Fills a new store: the default stack, which is active, with a local orchestrator and a local artifact store.
    static func fill(_ writer: StoreWriter) throws {
        var stream = writer.randomness.stream("client-store.key-check")
        let check = try AESGCM.seal(keyCheck, key: writer.key.bytes, nonce: stream.bytes(12), context: keyCheck)
        try writer.db.execute(
            sql: "INSERT INTO store (id, key_check, identifiers_drawn) VALUES (1, ?, 0)",
            arguments: [Data(check)]
        )
        let orchestrator = try writer.insertComponent(
            NewStackComponent(name: StackRecord.builtInName, type: "orchestrator", flavor: "local")
        )
        let artifactStore = try writer.insertComponent(
            NewStackComponent(name: StackRecord.builtInName, type: "artifact_store", flavor: "local")
        )
        let stack = try writer.insertStack(
            name: StackRecord.builtInName,
            labels: [],
            componentIDs: [orchestrator, artifactStore],
            isBuiltIn: true
        )
        try writer.activateStack(id: stack)
    }
}
