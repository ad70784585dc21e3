import Cryptography
package import Determinism
import Foundation
import GRDB
import Glibc

/// What the client remembers: service connectors, stack components, stacks and which of them is active.
///
/// An SQLite file with secrets encrypted in it (AES-256-GCM). It is opened for one command and closed after it; a
/// command's changes are one transaction, and commands that run at the same time wait for each other.
package final class ClientStore: Sendable {
    /// The path of the SQLite file.
    package let path: String
    /// Whether opening it created it.
    package let wasCreated: Bool

    private let queue: DatabaseQueue
    private let key: StoreKey
    private let clock: WorldClock
    private let randomness: Randomness

    /// How long a command waits for another one that holds the store, in seconds.
    private static let patience = 10.0

    /// Opens the store; where there is none yet, creates it with its directory (0700), its key file (0600) and the
    /// default stack.
    package static func open(
        _ location: StoreLocation,
        clock: WorldClock,
        randomness: Randomness
    ) throws(ClientStoreError) -> ClientStore {
        let path = location.path
        return try translating(path) {
            let directory = (path as NSString).deletingLastPathComponent
            do {
                try FileManager.default.createDirectory(
                    atPath: directory,
                    withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700]
                )
            } catch {
                throw ClientStoreError.inaccessible(path, "its directory cannot be created")
            }
            var configuration = Configuration()
            configuration.busyMode = .timeout(patience)
            configuration.label = "drydock.client-store"
            makePrivate(path)
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            do {
                let (key, wasCreated) = try prepare(queue, location, clock, randomness)
                return ClientStore(path, wasCreated, queue, key, clock, randomness)
            } catch {
                try? queue.close()
                throw error
            }
        }
    }

    /// Makes the store's file where there is none, for its owner alone whatever the umask. What SQLite makes beside it has
    /// the same permissions.
    private static func makePrivate(_ path: String) {
        let file = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        // SQLite says what stands in the way.
        if file >= 0 { Glibc.close(file) }
    }

    /// Creates the store where there is none, so that a first command finds it; for sandboxes.
    package static func initialise(
        _ location: StoreLocation,
        clock: WorldClock,
        randomness: Randomness
    ) throws(ClientStoreError) {
        try open(location, clock: clock, randomness: randomness).close()
    }

    private init(
        _ path: String,
        _ wasCreated: Bool,
        _ queue: DatabaseQueue,
        _ key: StoreKey,
        _ clock: WorldClock,
        _ randomness: Randomness
    ) {
        self.path = path
        self.wasCreated = wasCreated
        self.queue = queue
        self.key = key
        self.clock = clock
        self.randomness = randomness
    }

    /// Reads, all of it as it was at one moment.
    ///
    /// - Throws: ``ClientStoreError``, or what `body` throws.
    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (StoreReader) throws -> Result
    ) async throws -> Result {
        try await ClientStore.translating(path) {
            try await queue.read { [key, path] db in try body(StoreReader(db: db, key: key, path: path)) }
        }
    }

    /// Changes the store in one transaction, which takes effect as a whole when `body` returns and not at all when it
    /// throws. Nothing else writes meanwhile.
    ///
    /// - Throws: ``ClientStoreError``, or what `body` throws.
    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (StoreWriter) throws -> Result
    ) async throws -> Result {
        try await ClientStore.translating(path) {
            try await queue.write { [key, path, clock, randomness] db in
                try body(StoreWriter(db: db, key: key, path: path, clock: clock, randomness: randomness))
            }
        }
    }

    /// Closes the file.
    package func close() {
        // What was committed is on disk; a failure to close loses nothing.
        try? queue.close()
    }

    /// Creates or checks what the file holds, in one transaction so that two first commands do not meet halfway.
    private static func prepare(
        _ queue: DatabaseQueue,
        _ location: StoreLocation,
        _ clock: WorldClock,
        _ randomness: Randomness
    ) throws -> (key: StoreKey, wasCreated: Bool) {
        if let key = try queue.read({ db in try check(db, location) }) { return (key, false) }
        return try queue.write { db in
            // Another process may have created it since.
            if let key = try check(db, location) { return (key, false) }
            let key = try makeKey(location.key, randomness)
            try StoreSchema.create(db)
            try StoreSchema.fill(
                StoreWriter(db: db, key: key, path: location.path, clock: clock, randomness: randomness)
            )
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: location.path)
            return (key, true)
        }
    }

    /// The key of the store in this file; nil where the file is empty.
    private static func check(_ db: Database, _ location: StoreLocation) throws -> StoreKey? {
        let path = location.path
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        if version == 0, application == 0, try Row.fetchOne(db, sql: "SELECT 1 FROM sqlite_master") == nil {
            return nil
        }
        guard application == StoreSchema.applicationID, version > 0 else {
            throw ClientStoreError.damaged(path, "it is not a store of this client")
        }
        guard version <= StoreSchema.version else {
            throw ClientStoreError(
                .newerVersion,
                "The client store '\(path)' was written by a newer version (its schema is \(version), this one knows "
                    + "\(StoreSchema.version)): update this program, or set XDG_DATA_HOME to use another store."
            )
        }
        guard let key = try StoreKey(location.key) else {
            throw ClientStoreError(
                .keyLost,
                "The key of the client store '\(path)' is lost: restore store.key beside it or set ZENML_STORE_KEY; "
                    + "without it, move the store away to begin anew."
            )
        }
        guard let row = try StoreRow.fetchOne(db, sql: "SELECT * FROM store WHERE id = 1") else {
            throw ClientStoreError.damaged(path, "its first row is missing")
        }
        do {
            let opened = try AESGCM.open(Array(row.key_check), key: key.bytes, context: StoreSchema.keyCheck)
            guard opened == StoreSchema.keyCheck else { throw AESGCM.Failure.notAuthentic }
        } catch {
            throw ClientStoreError(
                .keyWrong,
                "The client store '\(path)' was written with another key: restore store.key beside it, "
                    + "or set ZENML_STORE_KEY to the right one."
            )
        }
        return key
    }

    private static func makeKey(_ source: StoreKeySource, _ randomness: Randomness) throws -> StoreKey {
        if let key = try StoreKey(source) { return key }
        switch source {
        case .file(let path):
            return try StoreKey(creating: path, randomness: randomness)
        case .value:
            throw ClientStoreError(.keyMalformed, "ZENML_STORE_KEY is not a key.")
        }
    }
}
