import Glibc

/// A lock on a directory: held while this value lives, given back by the system when the program ends, however it ends.
struct DirectoryLock: ~Copyable {
    private let file: Int32

    /// - Throws: ``StorageError`` where someone else holds it.
    init(path: String, directory: String) throws(StorageError) {
        try PrivateFile.create(path)
        let file = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { throw PrivateFile.failure("opened", path) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            close(file)
            throw StorageError("\(directory) is in use by another emulator; stop that one or use another folder")
        }
        self.file = file
    }

    deinit {
        // A child that is about to become another program may hold the file as well, and with it the lock.
        flock(file, LOCK_UN)
        close(file)
    }
}
