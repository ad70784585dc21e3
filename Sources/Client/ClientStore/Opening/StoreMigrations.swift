import Cryptography
import Determinism
import Foundation
import GRDB

/// How a store comes to its present schema, step by step. A step stays as it was when it was published: it names tables
/// and columns by itself, and uses no record type.
struct StoreMigrations {
    /// The version that this program writes, kept in `PRAGMA user_version`.
    static let version = 2
    /// `DRYD`, kept in `PRAGMA application_id`: an SQLite file of another program is not taken for a store.
    static let applicationID = 0x4452_5944
    /// What is sealed with the key when the store is made, so that another key is noticed.
    static let keyCheck = Array("drydock client store".utf8)

    let key: StoreKey
    let clock: WorldClock
    let randomness: Randomness

    /// The steps from an empty file on.
    var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1", foreignKeyChecks: .immediate) { db in
            // The first program had this schema, and no list of steps.
            guard try !db.tableExists("store") else { return }
            try db.execute(sql: StoreMigrations.firstSchema)
            try fill(db, configuration: "{}")
        }
        migrator.registerMigration("2", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: StoreMigrations.orderedConfigurations)
        }
        return migrator
    }

    /// Fills new tables of the present version.
    func fill(_ db: Database) throws { try fill(db, configuration: "[]") }

    /// Takes out what ``fill(_:)`` puts in.
    func empty(_ db: Database) throws {
        try db.execute(
            sql: """
                DELETE FROM store;
                DELETE FROM stack_composition;
                DELETE FROM stack;
                DELETE FROM stack_component;
                DELETE FROM sqlite_sequence;
                """
        )
    }

    /// Fills a new store: the default stack, which is active, with a local orchestrator and a local artifact store.
    ///
    /// - Parameter configuration: none, as the tables have it.
    private func fill(_ db: Database, configuration: String) throws {
        var stream = randomness.stream("client-store.key-check")
        let check = try AESGCM.seal(
            StoreMigrations.keyCheck,
            key: key.bytes,
            nonce: stream.bytes(12),
            context: StoreMigrations.keyCheck
        )
        let identifiers = (1...3).map { StoreWriter.identifier($0, randomness) }
        let (orchestrator, artifactStore, stack) = (identifiers[0], identifiers[1], identifiers[2])
        try db.execute(
            literal: """
                INSERT INTO stack_component (id, name, type, flavor, configuration, labels, created, updated) VALUES
                    (\(orchestrator), 'default', 'orchestrator', 'local', \(configuration), '[]', \(now), \(now)),
                    (\(artifactStore), 'default', 'artifact_store', 'local', \(configuration), '[]', \(now), \(now));
                INSERT INTO stack (id, name, labels, is_built_in, created, updated)
                    VALUES (\(stack), 'default', '[]', 1, \(now), \(now));
                INSERT INTO stack_composition (stack_id, component_id)
                    VALUES (\(stack), \(orchestrator)), (\(stack), \(artifactStore));
                INSERT INTO store (id, key_check, identifiers_drawn, active_stack_id)
                    VALUES (1, \(Data(check)), 3, \(stack));
                """
        )
    }

    private var now: Int64 { clock.now.microseconds }

    /// Times are microseconds since 1970, lists and maps are JSON.
    private static let firstSchema = """
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
        PRAGMA user_version = 1;
        """

    /// The configuration of a component was a map; it became a list of names and values, which keeps the order in which
    /// they were given. Of what is there it is not known; `uri` comes first, as one would type it.
    private static let orderedConfigurations = """
        UPDATE stack_component SET configuration = (
            SELECT json_group_array(json_object('name', key, 'value', value))
            FROM (SELECT key, value FROM json_each(configuration) ORDER BY key DESC)
        );
        PRAGMA user_version = 2;
        """
}
