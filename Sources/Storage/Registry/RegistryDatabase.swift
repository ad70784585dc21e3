import GRDB

/// The SQLite database of a registry's storage.
final class RegistryDatabase: Sendable {
    private let path: String
    private let writer: any DatabaseWriter

    /// One in memory.
    init() throws(StorageError) {
        path = "the registry's storage in memory"
        do {
            writer = try DatabaseQueue()
            try RegistrySchema.migrator.migrate(writer)
        } catch {
            throw StorageError(sqlite: error, path)
        }
    }

    /// One in a file, whose commits are on the disk before they return, and whose readers wait for none of them.
    ///
    /// - Throws: ``StorageError`` where the file is damaged, of a newer version, or cannot be written.
    init(path: String) throws(StorageError) {
        self.path = path
        try PrivateFile.create(path)
        var configuration = SQLiteFile.configuration
        configuration.maximumReaderCount = 4
        do {
            let pool = try DatabasePool(path: path, configuration: configuration)
            writer = pool
            try SQLiteFile.prepare(pool, RegistrySchema.migrator, path: path)
        } catch {
            throw StorageError(sqlite: error, path)
        }
    }

    /// Looks into what has been committed.
    func read<Answer>(_ body: (RegistryTables) throws -> Answer) throws(StorageError) -> Answer {
        do {
            return try writer.read { try body(RegistryTables($0)) }
        } catch {
            throw StorageError(sqlite: error, path)
        }
    }

    /// Makes a transaction, or does nothing where `body` throws.
    func write<Answer>(_ body: (RegistryTables) throws -> Answer) throws(StorageError) -> Answer {
        do {
            return try writer.write { try body(RegistryTables($0)) }
        } catch {
            throw StorageError(sqlite: error, path)
        }
    }

    /// The error that stands for one that came from the database.
    func failure(_ error: any Error) -> any Error {
        error is DatabaseError ? StorageError(sqlite: error, path) : error
    }

    /// Waits for whoever is in it. Nothing may be asked of it afterwards.
    func close() {
        // What is in the log already is kept; where it cannot be moved now, the next start reads it there.
        if let pool = writer as? DatabasePool {
            _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        }
        try? writer.close()
    }
}
