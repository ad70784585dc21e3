import GRDB

/// What every database of the storage that is a file needs.
enum SQLiteFile {
    /// To open it with: another program that looks into the file may hold its lock for a moment.
    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(2)
        // What undoes a change within a transaction would go into a file of its own otherwise, page by page.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA temp_store = MEMORY") }
        return configuration
    }

    /// For the connection that writes. Digests come in no order, so a change touches pages all over the file: they are kept
    /// in up to 16 MiB of memory, and go from the log into the file 16 MiB at a time.
    private static let writing = "PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 4096"

    /// Opens a file, which is made where there is none, and brings it to the schema of today.
    ///
    /// On a disk without room for what SQLite keeps beside a file it is opened without that: by this process alone, on
    /// one connection. Changes are refused there as long as there is no room.
    ///
    /// - Parameters:
    ///   - name: how errors call the file.
    ///   - mayBeNew: whether the file may be missing, or hold nothing. Otherwise one like that is refused, and left as it
    ///     is: what stood in it is lost, and must not be begun anew beside what it was about.
    ///   - isChecked: whether all of its pages are looked at first.
    ///   - open: opens it in its usual way.
    /// - Throws: ``StorageError``.
    static func open(
        _ path: String,
        named name: String,
        _ schema: DatabaseMigrator,
        mayBeNew: Bool,
        isChecked: Bool = false,
        _ open: (Configuration) throws -> any DatabaseWriter
    ) throws(StorageError) -> any DatabaseWriter {
        // Not left to SQLite, which takes an empty file for a new one and throws away its -wal.
        if !mayBeNew { try refuseEmpty(path, named: name) }
        try PrivateFile.create(path)
        do {
            let database: any DatabaseWriter
            do {
                database = try open(configuration)
            } catch let error where isFull(error) {
                database = try openAlone(path)
            }
            if isChecked { try database.read { try check($0) } }
            // Said here and not in the configuration, for opening in WAL mode sets a weaker rule.
            try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL; \(writing)") }
            guard try !database.read(schema.hasBeenSuperseded) else {
                throw StorageError(
                    "\(name) was written by a newer version of Drydock; use that version or another folder"
                )
            }
            guard try mayBeNew || !database.read(schema.appliedMigrations).isEmpty else { throw lost(name, "is empty") }
            try schema.migrate(database)
            return database
        } catch {
            throw StorageError(sqlite: error, name)
        }
    }

    /// Looks at every page of a database.
    ///
    /// - Throws: GRDB's error where it is not sound.
    static func check(_ database: Database) throws {
        guard try String.fetchOne(database, sql: "PRAGMA quick_check(1)") == "ok" else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT)
        }
    }

    /// The error for a file that is missing, or has lost what it held.
    static func lost(_ name: String, _ how: String) -> StorageError {
        StorageError(
            "\(name) \(how), and what it held is lost; put a good copy in its place, or see what can be saved with "
                + "`drydock doctor`"
        )
    }

    /// Refuses a file that is missing or has no bytes.
    ///
    /// - Parameter name: how errors call the file; its path where it is nil.
    static func refuseEmpty(_ path: String, named name: String? = nil) throws(StorageError) {
        guard let facts = try SystemFiles().facts(of: path) else { throw lost(name ?? path, "is missing") }
        if facts.kind == .file, facts.size == 0 { throw lost(name ?? path, "is empty") }
    }

    private static func openAlone(_ path: String) throws -> any DatabaseWriter {
        var configuration = configuration
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private static func isFull(_ error: any Error) -> Bool {
        (error as? DatabaseError).map { StorageError(sqlite: $0, "").kind == .diskFull } ?? false
    }
}
