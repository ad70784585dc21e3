import Glibc

/// Files that only their owner reads.
enum PrivateFile {
    /// Makes an empty file, 0600, where there is none, and sees to it that one that exists is the owner's alone.
    static func create(_ path: String) throws(StorageError) {
        // Not to wait: a pipe that somebody put there may have nobody at its other end.
        let file = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
        guard file >= 0 else { throw failure("opened", path) }
        defer { close(file) }
        try refuseOthers(file, path)
        guard fchmod(file, 0o600) == 0 else { throw failure("made private", path) }
    }

    /// Opens a file to read; nil where there is none. Links are not followed, and nothing is waited for.
    static func open(_ path: String) throws(StorageError) -> Int32? {
        let file = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            if errno == ELOOP { throw StorageError.wrongKind(path, .link) }
            throw failure("read", path)
        }
        do throws(StorageError) {
            try refuseOthers(file, path)
        } catch {
            close(file)
            throw error
        }
        return file
    }

    /// The file's bytes; nil where there is none.
    static func read(_ path: String) throws(StorageError) -> [UInt8]? {
        guard let file = try open(path) else { return nil }
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

    private static func refuseOthers(_ file: Int32, _ path: String) throws(StorageError) {
        var facts = stat()
        guard fstat(file, &facts) == 0 else { throw failure("read", path) }
        let found = FileFacts(facts).kind
        guard found == .file else { throw StorageError.wrongKind(path, found) }
    }

    /// Writes a file so that, whatever happens, either all of it is there or what was there before.
    static func write(_ bytes: [UInt8], to path: String) throws(StorageError) {
        let temporary = path + ".new"
        let file = Glibc.open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
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
        let directory = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw failure("opened", path) }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw failure("written", path) }
    }

    static func failure(_ done: String, _ path: String) -> StorageError {
        StorageError(code: errno, done: done, path: path)
    }
}
