import Foundation
import Glibc

/// The lock by which a temporary folder that is in use is told from one that a killed process left behind. It ends with
/// its process.
package struct FolderLock: Sendable {
    private static let name = "/lock"

    private let file: Int32

    /// Locks a folder that was just made.
    ///
    /// - Throws: ``StorageError``.
    package init(new folder: String) throws(StorageError) {
        // Under another name until it is locked, so that nobody takes the folder for an abandoned one in between.
        let temporary = folder + Self.name + ".new"
        let file = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw PrivateFile.failure("made", temporary) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0, rename(temporary, folder + Self.name) == 0 else {
            let failure = PrivateFile.failure("locked", temporary)
            close(file)
            throw failure
        }
        self.file = file
    }

    /// Locks a folder that nobody holds; nil where somebody does, or where it is another user's.
    private init?(abandoned folder: String) {
        var facts = stat()
        guard lstat(folder, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR, facts.st_uid == geteuid() else {
            return nil
        }
        let file = open(folder + Self.name, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return nil }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            close(file)
            return nil
        }
        self.file = file
    }

    /// Nothing may be asked of it afterwards.
    package func release() {
        // A child that is about to become another program may hold the file as well, and with it the lock.
        flock(file, LOCK_UN)
        close(file)
    }

    /// Hands over the folders of processes that had no chance to remove them: they are this user's, and nothing holds
    /// their lock.
    ///
    /// - Parameters:
    ///   - parent: where they are.
    ///   - prefix: what their names begin with.
    package static func forEachAbandoned(in parent: String, prefix: String, _ body: (_ folder: String) -> Void) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [] where name.hasPrefix(prefix) {
            let folder = parent + "/" + name
            guard let lock = FolderLock(abandoned: folder) else { continue }
            body(folder)
            lock.release()
        }
    }
}
