import Glibc

/// A lock on a directory: held while this value lives, given back by the system when the program ends, however it ends.
struct DirectoryLock: ~Copyable {
    private let lock: FileLock

    /// - Throws: ``StorageError`` where someone else holds it.
    init(path: String, directory: String) throws(StorageError) {
        try PrivateFile.create(path)
        let file = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { throw PrivateFile.failure("opened", path) }
        guard let lock = FileLock(file) else {
            throw StorageError("\(directory) is in use by another emulator; stop that one or use another folder")
        }
        self.lock = lock
    }

    deinit { lock.release() }
}
