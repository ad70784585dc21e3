import DrydockCommands
import Foundation
import Glibc

/// The file with the control token of an emulator that listens beyond loopback, for its owner alone.
enum ControlTokenFile {
    /// Writes the token and a line feed, 0600, in one step. What stands there already is replaced, and no link is followed.
    static func write(_ token: String, to path: String) throws {
        let temporary = path + ".new"
        unlink(temporary)
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure(path) }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: Data((token + "\n").utf8))
            try handle.close()
        } catch {
            unlink(temporary)
            throw failure(path)
        }
        guard rename(temporary, path) == 0 else {
            unlink(temporary)
            throw failure(path)
        }
    }

    private static func failure(_ path: String) -> UsageError {
        UsageError(description: "the control token cannot be written to \(path); check its folder")
    }
}
