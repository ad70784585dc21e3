import Glibc

/// Holds a directory against other processes, and other clients of this one, that prepare a store in it.
enum StoreLock {
    /// Why `body` did not run: another one held the directory all the time, or it cannot be locked.
    struct Unavailable: Error {}

    /// Runs `body` while it holds the directory.
    ///
    /// - Parameter patience: how long to wait for the directory, in seconds.
    static func holding<Result>(_ path: String, patience: Double, _ body: () throws -> Result) throws -> Result {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Unavailable() }
        defer { close(descriptor) }
        let pause: UInt32 = 5_000
        var left = Int(patience * 1_000_000) / Int(pause)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK, left > 0 else { throw Unavailable() }
            left -= 1
            usleep(pause)
        }
        return try body()
    }
}
