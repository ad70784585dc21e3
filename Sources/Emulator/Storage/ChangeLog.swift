import Dispatch
package import Foundation
import GRDB
import Synchronization

/// A list of records that grows at its end, in a SQLite file. What has been appended survives a crash of the program
/// and of the machine.
package final class ChangeLog: Sendable {
    private let path: String
    private let database: any DatabaseWriter
    /// Those that nobody waits for, and that are not written yet.
    private let posted = Mutex<[Data]>([])
    private let postQueue = DispatchQueue(label: "drydock.storage.changes")

    /// Opens the log, and makes it where there is none.
    ///
    /// - Parameters:
    ///   - path: the file; SQLite keeps `-wal` and `-shm` beside it. All are readable to their owner only.
    ///   - name: how errors call the file; its path where it is nil.
    ///   - mayBeNew: whether the file may be missing, or hold nothing; otherwise that is an error, and nothing is made.
    /// - Throws: ``StorageError`` where the file is damaged, no log, of a newer version, or cannot be written.
    package init(path: String, named name: String? = nil, mayBeNew: Bool = true) throws(StorageError) {
        self.path = name ?? path
        database = try SQLiteFile.open(path, named: self.path, Self.schema, mayBeNew: mayBeNew, isChecked: true) {
            var configuration = $0
            configuration.journalMode = .wal
            return try DatabaseQueue(path: path, configuration: configuration)
        }
    }

    /// Adds records, all or none. When this returns, they are kept.
    ///
    /// - Parameter replacingAll: whether they take the place of all that were there, at once.
    package func append(_ records: [Data], replacingAll: Bool = false) throws(StorageError) {
        let earlier = takePosted()
        try write { database in
            if replacingAll {
                try database.execute(sql: "DELETE FROM change")
            } else {
                for record in earlier { try Self.insert(record, database) }
            }
            for record in records { try Self.insert(record, database) }
        }
    }

    /// Adds a record soon, and before those that are appended from now on. Nobody waits, and nobody is told where it could
    /// not be kept.
    package func post(_ record: Data) {
        posted.withLock { $0.append(record) }
        postQueue.async { self.writePosted() }
    }

    /// Every record, oldest first.
    package func all() throws(StorageError) -> [Data] {
        do {
            return try database.read { try Data.fetchAll($0, sql: "SELECT record FROM change ORDER BY sequence") }
        } catch {
            throw StorageError(sqlite: error, path)
        }
    }

    /// Puts these records in the place of all that were there, at once.
    package func replaceAll(with records: [Data]) throws(StorageError) {
        try write { database in
            try database.execute(sql: "DELETE FROM change")
            for record in records { try Self.insert(record, database) }
        }
    }

    /// The digest of the world that the records are changes of; nil where it was never noted.
    func worldDigest() throws(StorageError) -> String? {
        do {
            return try database.read { try String.fetchOne($0, sql: "SELECT digest FROM world") }
        } catch {
            throw StorageError(sqlite: error, path)
        }
    }

    /// Notes of which world the records are changes.
    func note(worldDigest: String) throws(StorageError) {
        try write { database in
            try database.execute(sql: "DELETE FROM world")
            try database.execute(sql: "INSERT INTO world (digest) VALUES (?)", arguments: [worldDigest])
        }
    }

    /// Removes every record.
    package func clear() throws(StorageError) { try replaceAll(with: []) }

    /// Closes the file, with all that was posted in it. Nothing may be asked of the log afterwards.
    package func close() throws(StorageError) {
        postQueue.sync { writePosted() }
        do {
            try database.close()
        } catch {
            throw StorageError(sqlite: error, path)
        }
    }

    private static var schema: DatabaseMigrator {
        var schema = DatabaseMigrator()
        schema.registerMigration("1") { database in
            try database.execute(
                sql: "CREATE TABLE change (sequence INTEGER PRIMARY KEY AUTOINCREMENT, record BLOB NOT NULL)"
            )
        }
        schema.registerMigration("2") { database in
            try database.execute(sql: "CREATE TABLE world (digest TEXT NOT NULL)")
        }
        return schema
    }

    private static func insert(_ record: Data, _ database: Database) throws {
        try database.execute(sql: "INSERT INTO change (record) VALUES (?)", arguments: [record])
    }

    private func writePosted() {
        let records = takePosted()
        guard !records.isEmpty else { return }
        try? write { database in for record in records { try Self.insert(record, database) } }
    }

    private func takePosted() -> [Data] {
        posted.withLock { posted in
            defer { posted = [] }
            return posted
        }
    }

    private func write(_ change: (Database) throws -> Void) throws(StorageError) {
        do {
            try database.write(change)
        } catch {
            throw StorageError(sqlite: error, path)
        }
    }
}
