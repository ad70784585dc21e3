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

    private static let names: Set<String> = [
        "lock", "world.yaml", "world.yaml.new", "token.key", "token.key.new", "state.db", "state.db-wal",
        "state.db-shm", "state.db-journal",
        "registry.db", "registry.db-wal", "registry.db-shm", "registry.db-journal", "blobs", "uploads",
        // The certificate authority's, which is kept beside the state.
        "ca.key", "ca.pem", ".ca.key.new", ".ca.pem.new",
    ]
    private static let keyLength = 32

    /// Opens a data directory, and makes it where there is none.
    ///
    /// - Parameters:
    ///   - path: the folder; what leads to it is made as well. A folder that holds anything else is left alone.
    ///   - worldYAML: the world to begin with. Where one is kept already, this must be the same, to the byte.
    ///   - newTokenKey: 32 random bytes, for a folder that has no key yet.
    /// - Throws: ``StorageError``. A folder that is refused is left as it was.
    package init(path: String, worldYAML: String, newTokenKey: [UInt8]) throws(StorageError) {
        precondition(newTokenKey.count == Self.keyLength, "a token key has 32 bytes")
        self.path = path
        try Self.prepare(path)
        lock = try DirectoryLock(path: path + "/lock", directory: path)

        let kept = try Self.keptWorld(at: path)
        guard kept == nil || kept == worldYAML else {
            throw StorageError(
                "\(path) keeps the state of another world; start with \(path)/world.yaml, or use another folder"
            )
        }
        changes = try ChangeLog(path: path + "/state.db")
        // The world is written last, so a start that was cut off leaves no changes without one.
        let hasChanges = try !changes.all().isEmpty
        guard kept != nil || !hasChanges else {
            throw StorageError("\(path) is damaged: world.yaml is missing; put it back, or use another folder")
        }
        tokenKey = try Self.key(at: path + "/token.key", new: newTokenKey)
        if kept == nil { try PrivateFile.write(Array(worldYAML.utf8), to: path + "/world.yaml") }
        try PrivateFile.syncDirectory(path)
    }

    /// Does what may be done to a data directory only while no emulator holds it, and makes the directory where there is
    /// none.
    ///
    /// - Parameter path: as for ``init(path:worldYAML:newTokenKey:)``.
    /// - Throws: ``StorageError``, also where an emulator holds it; or what `body` throws.
    package static func whileHeld<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        try prepare(path)
        let lock = try DirectoryLock(path: path + "/lock", directory: path)
        return try withExtendedLifetime(lock) { try body() }
    }

    /// The world that a data directory keeps; nil where there is none yet.
    package static func keptWorld(at path: String) throws(StorageError) -> String? {
        try refuseFile(path)
        let file = path + "/world.yaml"
        guard let bytes = try PrivateFile.read(file) else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw StorageError("\(file) is damaged: it is no UTF-8 text; move \(path) away to start anew")
        }
        return text
    }

    private static func refuseFile(_ path: String) throws(StorageError) {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue else {
            return
        }
        throw StorageError("\(path) is a file; name a folder")
    }

    /// Makes the folder, or takes one that is empty or was made by this type.
    private static func prepare(_ path: String) throws(StorageError) {
        let manager = FileManager.default
        try refuseFile(path)
        if manager.fileExists(atPath: path) {
            let found: [String]
            do {
                found = try manager.contentsOfDirectory(atPath: path)
            } catch {
                throw StorageError("\(path) cannot be read; mind its permissions or use another folder")
            }
            if let foreign = found.sorted().first(where: { !names.contains($0) }) {
                throw StorageError(
                    "\(path) holds other things, such as '\(foreign)'; name a folder that is empty or new"
                )
            }
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

    private static func key(at path: String, new: [UInt8]) throws(StorageError) -> [UInt8] {
        guard let key = try PrivateFile.read(path) else {
            try PrivateFile.write(new, to: path)
            return new
        }
        guard key.count == keyLength else {
            throw StorageError("\(path) is damaged: it has \(key.count) bytes, not 32; remove it, and log in anew")
        }
        return key
    }
}
