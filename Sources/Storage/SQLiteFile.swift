import GRDB

/// What every database of the storage that is a file needs.
enum SQLiteFile {
    /// To open it with: another program that looks into the file may hold its lock for a moment.
    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(2)
        return configuration
    }

    /// Makes an open database's commits be on the disk before they return, and brings it to the schema of today.
    ///
    /// - Throws: ``StorageError`` for one of a newer version, or GRDB's error.
    static func prepare(_ database: some DatabaseWriter, _ schema: DatabaseMigrator, path: String) throws {
        // Said here and not in the configuration, for opening in WAL mode sets a weaker rule.
        try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        guard try !database.read(schema.hasBeenSuperseded) else {
            throw StorageError("\(path) was written by a newer version of Drydock; use that version or another folder")
        }
        try schema.migrate(database)
    }
}
