import Glibc

/// Files that only their owner reads.
enum PrivateFile {
    /// Makes an empty file, 0600, where there is none, and sees to it that one that exists is the owner's alone.
    static func create(_ path: String) throws(StorageError) {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw failure("opened", path) }
        defer { close(file) }
        guard fchmod(file, 0o600) == 0 else { throw failure("made private", path) }
    }

    /// The file's bytes; nil where there is none.
    static func read(_ path: String) throws(StorageError) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw failure("read", path)
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("read", path)
            }
            bytes += buffer.prefix(count)
        }
    }

    /// Writes a file so that, whatever happens, either all of it is there or what was there before.
    static func write(_ bytes: [UInt8], to path: String) throws(StorageError) {
        let temporary = path + ".new"
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw failure("written", path) }
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("written", path)
            }
            rest = rest.dropFirst(count)
        }
        guard fsync(file) == 0, rename(temporary, path) == 0 else { throw failure("written", path) }
    }

    /// Makes the names in a directory outlive a crash of the machine.
    static func syncDirectory(_ path: String) throws(StorageError) {
        let directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw failure("opened", path) }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw failure("written", path) }
    }

    static func failure(_ done: String, _ path: String) -> StorageError {
        StorageError(
            "\(path) cannot be \(done): \(String(cString: strerror(errno))); mind its permissions or use another folder"
        )
    }
}
