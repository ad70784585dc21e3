import Glibc

/// A lock on a directory: held while this value lives, given back by the system when the program ends, however it ends.
struct DirectoryLock: ~Copyable {
    private let lock: FileLock?

    /// Takes the lock, whose file is made where there is none.
    ///
    /// - Throws: ``StorageError`` where someone else holds it.
    init(path: String, directory: String) throws(StorageError) {
        try PrivateFile.create(path)
        try self.init(ofFileAt: path, directory: directory)
    }

    /// Takes the lock without a change to the directory: where the file is missing, nobody has ever held it.
    ///
    /// - Throws: ``StorageError`` where someone else holds it.
    init(ofFileAt path: String, directory: String) throws(StorageError) {
        guard let file = try PrivateFile.open(path) else {
            lock = nil
            return
        }
        guard let lock = FileLock(file) else {
            throw StorageError("\(directory) is in use by another emulator; stop that one or use another folder")
        }
        self.lock = lock
    }

    deinit { lock?.release() }
}
