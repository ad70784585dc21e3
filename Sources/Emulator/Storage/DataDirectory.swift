import Foundation
import Glibc

/// Where an emulator keeps its world between runs: `world.yaml` as first loaded, `token.key`, and `state.db` with every
/// change since. The folder and all in it are the owner's alone. One emulator at a time holds it.
package final class DataDirectory: Sendable {
    package let path: String
    /// The secret under which registry tokens are made.
    package let tokenKey: [UInt8]
    package let changes: ChangeLog
    private let lock: DirectoryLock

    /// Opens a data directory, and makes it where there is none.
    ///
    /// - Parameters:
    ///   - path: the folder; what leads to it is made as well. A folder that holds anything else is left alone.
    ///   - worldYAML: the world to begin with. Where one is kept already, this must be the same, to the byte.
    ///   - newTokenKey: 32 random bytes, for a folder that has no key yet.
    /// - Throws: ``StorageError``, also where a file of the folder is lost, empty or damaged. A folder that is refused is
    ///   left as it was.
    package init(path: String, worldYAML: String, newTokenKey: [UInt8]) throws(StorageError) {
        precondition(newTokenKey.count == DataFolder.keyLength, "a token key has 32 bytes")
        self.path = path
        let folder = DataFolder(path)
        try Self.prepare(folder)
        lock = try DirectoryLock(path: folder.lock, directory: path)

        let kept = try folder.keptWorld()
        guard kept == nil || kept == worldYAML else {
            throw StorageError(
                "\(path) keeps the state of another world; start with \(path)/world.yaml, or use another folder"
            )
        }
        let isNew = kept == nil
        if isNew { try folder.checkWithoutWorld(.inPlace) }
        let keptKey = try folder.keptTokenKey()
        // Both databases are there before the world, so a folder with a world has lost what it has not. Neither is
        // opened where one is.
        if !isNew { for database in [folder.state, folder.registry] { try SQLiteFile.refuseEmpty(database) } }
        changes = try ChangeLog(path: folder.state, mayBeNew: isNew)
        try RegistryDatabase(path: folder.registry, mayBeNew: isNew).close()
        if isNew {
            try changes.note(worldDigest: DataFolder.digest(of: worldYAML))
        } else {
            try folder.check(worldYAML, against: changes)
        }
        tokenKey = keptKey ?? newTokenKey
        if keptKey == nil { try PrivateFile.write(newTokenKey, to: folder.tokenKey) }
        if isNew { try PrivateFile.write(Array(worldYAML.utf8), to: folder.world) }
        try PrivateFile.syncDirectory(path)
    }

    /// Does what may be done to a data directory only while no emulator holds it, and makes the directory where there is
    /// none.
    ///
    /// - Parameter path: as for ``init(path:worldYAML:newTokenKey:)``.
    /// - Throws: ``StorageError``, also where an emulator holds it; or what `body` throws.
    package static func whileHeld<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        let folder = DataFolder(path)
        try prepare(folder)
        let lock = try DirectoryLock(path: folder.lock, directory: path)
        return try withExtendedLifetime(lock) { try body() }
    }

    /// The world that a data directory keeps; nil where there is none yet.
    package static func keptWorld(at path: String) throws(StorageError) -> String? {
        try refuseFile(path)
        return try DataFolder(path).keptWorld()
    }

    private static func refuseFile(_ path: String) throws(StorageError) {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue else {
            return
        }
        throw StorageError("\(path) is a file; name a folder")
    }

    /// Makes the folder, or takes one that is empty or was made by this type.
    private static func prepare(_ folder: DataFolder) throws(StorageError) {
        let path = folder.path
        let manager = FileManager.default
        try refuseFile(path)
        if manager.fileExists(atPath: path) {
            if let stranger = try folder.strangers().first { throw stranger }
        } else {
            let parents = missingParents(of: path)
            do {
                try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
            } catch {
                throw StorageError("\(path) cannot be made; mind the permissions of the folder above it")
            }
            // Not every folder that takes a new one lets itself be opened.
            for parent in parents { try? PrivateFile.syncDirectory(parent) }
        }
        guard chmod(path, 0o700) == 0 else { throw PrivateFile.failure("made private", path) }
    }

    /// The folders that get a new entry when `path` is made: those above it up to the first that is there.
    private static func missingParents(of path: String) -> [String] {
        var parents: [String] = []
        var url = URL(filePath: path)
        repeat {
            url.deleteLastPathComponent()
            parents.append(url.path)
        } while !FileManager.default.fileExists(atPath: url.path)
        return parents
    }
}
