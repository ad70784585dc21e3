import Foundation
import Glibc

/// The lock by which a temporary folder that is in use is told from one that a killed process left behind. It ends with
/// its process.
package struct FolderLock: Sendable {
    private static let name = "/lock"
    /// What the names of folders end with of which nothing but the lock is left to remove.
    private static let emptied = ".emptied"

    private let lock: FileLock

    /// Locks a folder that was just made.
    ///
    /// - Throws: ``StorageError``.
    package init(new folder: String) throws(StorageError) {
        // Under another name until it is locked, so that nobody takes the folder for an abandoned one in between.
        let temporary = folder + Self.name + ".new"
        let file = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw PrivateFile.failure("made", temporary) }
        guard let lock = FileLock(file) else { throw PrivateFile.failure("locked", temporary) }
        guard rename(temporary, folder + Self.name) == 0 else {
            let failure = PrivateFile.failure("locked", temporary)
            lock.release()
            throw failure
        }
        self.lock = lock
    }

    /// Locks a folder that nobody holds; nil where somebody does, or where it is another user's.
    private init?(abandoned folder: String) {
        var facts = stat()
        guard lstat(folder, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR, facts.st_uid == geteuid() else {
            return nil
        }
        let file = open(folder + Self.name, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0, let lock = FileLock(file) else { return nil }
        self.lock = lock
    }

    /// Removes a folder that may be locked. The lock goes last, so that what a process leaves that is killed meanwhile is
    /// known as abandoned.
    ///
    /// - Parameter remove: removes what is at a path.
    package static func remove(_ folder: String, by remove: (_ path: String) throws -> Void) rethrows {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where "/" + name != Self.name {
            try remove(folder + "/" + name)
        }
        try remove(rename(folder, folder + emptied) == 0 ? folder + emptied : folder)
    }

    /// Nothing may be asked of it afterwards.
    package func release() { lock.release() }

    /// Hands over the folders of processes that had no chance to remove them: they are this user's, and nothing holds
    /// their lock.
    ///
    /// - Parameters:
    ///   - parent: where they are.
    ///   - prefix: what their names begin with.
    package static func forEachAbandoned(in parent: String, prefix: String, _ body: (_ folder: String) -> Void) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [] where name.hasPrefix(prefix) {
            let folder = parent + "/" + name
            if let lock = FolderLock(abandoned: folder) {
                body(folder)
                lock.release()
            } else if name.hasSuffix(emptied) {
                // Not where somebody is about to do it.
                rmdir(folder)
            }
        }
    }
}
