import Cryptography
package import Determinism
import Foundation
import GRDB
import Glibc

extension ClientStore {
    /// How long a command waits for another one that holds the store, in seconds.
    private static let patience = 10.0

    /// Opens the store; where there is none yet, creates it with its directory (0700), its key file (0600) and the
    /// default stack. A store of an older version is brought to the present one.
    ///
    /// - Parameter keeper: keeps it open when it is closed; nil and it is not.
    package static func open(
        _ location: StoreLocation,
        clock: WorldClock,
        randomness: Randomness,
        keeper: ClientStoreKeeper? = nil
    ) throws(ClientStoreError) -> ClientStore {
        let path = location.path
        if let kept = keeper?.take(location) {
            return ClientStore(path, wasCreated: false, kept.queue, kept.key, clock, randomness, keeper: keeper)
        }
        return try translating(path) {
            let queue = try queue(location)
            do {
                if let key = try queue.read({ db in try presentKey(db, location) }) {
                    return ClientStore(path, wasCreated: false, queue, key, clock, randomness, keeper: keeper)
                }
                let (key, wasCreated) = try prepare(queue, location, clock, randomness)
                return ClientStore(path, wasCreated: wasCreated, queue, key, clock, randomness, keeper: keeper)
            } catch {
                try? queue.close()
                throw error
            }
        }
    }

    /// Creates the store where there is none, so that a first command finds it; for sandboxes.
    ///
    /// - Parameters:
    ///   - template: what its file is made from; nil, and its tables are made anew.
    ///   - keeper: keeps it open for the first command; nil, and it is closed.
    package static func initialise(
        _ location: StoreLocation,
        clock: WorldClock,
        randomness: Randomness,
        template: StoreTemplate? = nil,
        keeper: ClientStoreKeeper? = nil
    ) throws(ClientStoreError) {
        guard let template, access(location.path, F_OK) != 0 else {
            return try open(location, clock: clock, randomness: randomness, keeper: keeper).close()
        }
        let path = location.path
        try translating(path) {
            try makePrivate(path)
            try template.copy(to: path, madeIn: location.directory)
            let key = try makeKey(location, randomness)
            let queue = try queue(location)
            do {
                try queue.write { try StoreMigrations(key: key, clock: clock, randomness: randomness).fill($0) }
            } catch {
                try? queue.close()
                throw error
            }
            ClientStore(path, wasCreated: true, queue, key, clock, randomness, keeper: keeper).close()
        }
    }

    /// The file with what is to hold for every connection to it, made where there is none.
    static func queue(_ location: StoreLocation) throws -> DatabaseQueue {
        try makePrivate(location.path)
        var configuration = Configuration()
        configuration.busyMode = .timeout(patience)
        configuration.label = "drydock.client-store"
        if !location.isDurable {
            // What has to survive no crash needs no file to undo a change from.
            configuration.prepareDatabase {
                try $0.execute(sql: "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY")
            }
        }
        return try DatabaseQueue(path: location.path, configuration: configuration)
    }

    /// Makes the store's file and its directory where there are none, for their owner alone whatever the umask. What
    /// SQLite makes beside the file has the same permissions.
    ///
    /// A file that is there is not opened: closing it would end the locks that another client of this process has on it.
    private static func makePrivate(_ path: String) throws {
        guard access(path, F_OK) != 0 else { return }
        do {
            try FileManager.default.createDirectory(
                atPath: directory(of: path),
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw ClientStoreError.inaccessible(path, "its directory cannot be created")
        }
        let file = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        // SQLite says what stands in the way.
        guard file >= 0 else { return }
        fchmod(file, 0o600)
        Glibc.close(file)
    }

    private static func directory(of path: String) -> String { (path as NSString).deletingLastPathComponent }

    /// Creates what the file is to hold, or brings it to the present version, while nobody else does.
    private static func prepare(
        _ queue: DatabaseQueue,
        _ location: StoreLocation,
        _ clock: WorldClock,
        _ randomness: Randomness
    ) throws -> (key: StoreKey, wasCreated: Bool) {
        do {
            return try StoreLock.holding(directory(of: location.path), patience: patience) {
                // Another process may have done it since.
                if let key = try queue.read({ db in try presentKey(db, location) }) { return (key, false) }
                let isNew = try queue.read { db in try StoreHeader(db).isEmpty }
                let key =
                    try isNew
                    ? makeKey(location, randomness) : queue.read { db in try checkedKey(db, location) }
                try StoreMigrations(key: key, clock: clock, randomness: randomness).migrator.migrate(queue)
                return (key, isNew)
            }
        } catch is StoreLock.Unavailable {
            throw ClientStoreError.busy(location.path)
        }
    }

    /// The key of a store of the present version; nil where there is something to prepare first. This is all that
    /// opening a store does day by day.
    private static func presentKey(_ db: Database, _ location: StoreLocation) throws -> StoreKey? {
        let header = try StoreHeader(db)
        guard try !header.isEmpty else { return nil }
        guard header.applicationID == StoreMigrations.applicationID, header.version > 0 else {
            throw ClientStoreError.damaged(location.path, "it is not a store of this client")
        }
        guard header.version <= StoreMigrations.version else {
            throw ClientStoreError(
                .newerVersion,
                "The client store '\(location.path)' was written by a newer version (its schema is \(header.version), "
                    + "this one knows \(StoreMigrations.version)): update this program, or set XDG_DATA_HOME to use "
                    + "another store."
            )
        }
        return header.version == StoreMigrations.version ? try checkedKey(db, location) : nil
    }

    /// The key that the store in this file was written with.
    private static func checkedKey(_ db: Database, _ location: StoreLocation) throws -> StoreKey {
        let path = location.path
        guard let key = try StoreKey(location.key) else {
            throw ClientStoreError(
                .keyLost,
                "The key of the client store '\(path)' is lost: restore store.key beside it or set ZENML_STORE_KEY; "
                    + "without it, move the store away to begin anew."
            )
        }
        let row = try StoreReader(db: db, key: key, path: path).storeRow()
        do {
            let opened = try AESGCM.open(Array(row.keyCheck), key: key.bytes, context: StoreMigrations.keyCheck)
            guard opened == StoreMigrations.keyCheck else { throw AESGCM.Failure.notAuthentic }
        } catch {
            throw ClientStoreError(
                .keyWrong,
                "The client store '\(path)' was written with another key: restore store.key beside it, "
                    + "or set ZENML_STORE_KEY to the right one."
            )
        }
        return key
    }

    private static func makeKey(_ location: StoreLocation, _ randomness: Randomness) throws -> StoreKey {
        if let key = try StoreKey(location.key) { return key }
        switch location.key {
        case .file(let path):
            return try StoreKey(creating: path, isDurable: location.isDurable, randomness: randomness)
        case .value:
            throw ClientStoreError(.keyMalformed, "ZENML_STORE_KEY is not a key.")
        }
    }
}

/// What SQLite keeps in the head of a file for the program that wrote it.
private struct StoreHeader {
    let applicationID: Int
    let version: Int
    private let db: Database

    init(_ db: Database) throws {
        self.db = db
        applicationID = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    }

    /// Whether nothing was written, or nothing but that steps are to come.
    var isEmpty: Bool {
        get throws {
            guard applicationID == 0, version == 0 else { return false }
            return try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master WHERE tbl_name != 'grdb_migrations'")
                == 0
        }
    }
}
