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
    /// - Parameters:
    ///   - name: how errors call the file; its path where it is nil.
    ///   - mayBeNew: as for ``SQLiteFile/open(_:named:_:mayBeNew:_:)``.
    /// - Throws: ``StorageError`` where the file is damaged, of a newer version, or cannot be written.
    init(path: String, named name: String? = nil, mayBeNew: Bool) throws(StorageError) {
        self.path = name ?? path
        writer = try SQLiteFile.open(path, named: self.path, RegistrySchema.migrator, mayBeNew: mayBeNew) {
            var configuration = $0
            configuration.maximumReaderCount = 4
            return try DatabasePool(path: path, configuration: configuration)
        }
    }

    /// Looks at every page of it.
    ///
    /// - Throws: ``StorageError`` where it is damaged.
    func check() throws(StorageError) { try read { try SQLiteFile.check($0.database) } }

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
