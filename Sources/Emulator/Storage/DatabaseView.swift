import Foundation

/// How a database is looked into. SQLite changes files even where it only reads: it makes what it keeps beside a
/// database, and brings in what a killed process left there.
enum DatabaseView {
    /// Where it lies: a start, which may change it.
    case inPlace
    /// In a copy, made below a folder and removed afterwards.
    case copied(below: String)

    /// Looks into a database.
    ///
    /// - Parameter body: is given the path of what it may open.
    func look<Answer>(
        into path: String,
        _ body: (String) throws(StorageError) -> Answer
    ) throws(StorageError) -> Answer {
        guard case .copied(let parent) = self else { return try body(path) }
        let files = SystemFiles()
        // A pipe would be waited for.
        for suffix in ["", "-wal", "-journal"] {
            guard let facts = try files.facts(of: path + suffix), facts.kind != .file else { continue }
            throw StorageError.wrongKind(path + suffix, facts.kind)
        }
        let folder = try files.makeNewFolder(beginning: parent + "/drydock-doctor-")
        defer { try? files.removeFolder(folder) }
        let copy = folder + "/" + URL(filePath: path).lastPathComponent
        for suffix in ["", "-wal", "-journal"] where try files.facts(of: path + suffix) != nil {
            do {
                try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
            } catch {
                throw StorageError(
                    "\(path + suffix) cannot be copied to \(parent) to look into it; mind its permissions, and the "
                        + "room there"
                )
            }
        }
        return try body(copy)
    }
}
