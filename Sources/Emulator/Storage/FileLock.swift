import Glibc

/// An exclusive lock on an open file (flock(2)): given back by the system when the program ends, however it ends.
struct FileLock: Sendable {
    private let file: Int32

    /// Locks a file, which is this value's from then on; nil where somebody else holds it. The file is closed then.
    init?(_ file: Int32) {
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            close(file)
            return nil
        }
        self.file = file
    }

    /// Gives it back, and closes the file. Nothing may be asked of it afterwards.
    func release() {
        // A child that is about to become another program may hold the file as well, and with it the lock.
        flock(file, LOCK_UN)
        close(file)
    }
}
