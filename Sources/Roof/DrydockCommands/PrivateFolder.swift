import Glibc

/// A folder in which everything is made for its owner alone, whatever the process's umask, and nothing through a symbolic
/// link: commands that ran there may have put links where a file or a folder is to be.
package struct PrivateFolder: Sendable {
    /// Why something cannot be written.
    package struct Failure: Error, Equatable, CustomStringConvertible {
        /// One line.
        package let description: String
    }

    /// An absolute path. Its last part must not be a link.
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// Makes the folder itself, which must not exist.
    package func make() throws(Failure) {
        guard mkdir(path, 0o700) == 0 else { throw Self.failure("made", path) }
        guard chmod(path, 0o700) == 0 else { throw Self.failure("made", path) }
    }

    /// Makes the folder `name` and those that lead to it, where they are not there.
    ///
    /// - Parameter name: a path in this folder, without `.` and `..`.
    package func makeFolder(_ name: String) throws(Failure) {
        close(try open(name.split(separator: "/")))
    }

    /// Writes a file, with the folders that lead to it: either all of it is there afterwards, or what was there before.
    ///
    /// - Parameter name: a path in this folder, without `.` and `..`.
    package func write(_ text: String, to name: String) throws(Failure) { try write(Array(text.utf8), to: name) }

    /// Writes a file of bytes in the same way.
    package func write(_ bytes: [UInt8], to name: String) throws(Failure) {
        let parts = name.split(separator: "/")
        guard let last = parts.last.map(String.init) else { throw Failure(description: "a file has no name") }
        let folder = try open(parts.dropLast())
        defer { close(folder) }
        var facts = stat()
        if fstatat(folder, last, &facts, AT_SYMLINK_NOFOLLOW) == 0, facts.st_mode & S_IFMT == S_IFLNK {
            throw Self.link(name)
        }
        let temporary = ".drydock-new"
        unlinkat(folder, temporary, 0)
        let file = openat(folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw Self.failure("written", name) }
        defer { close(file) }
        guard fchmod(file, 0o600) == 0, Self.write(bytes, to: file),
            renameat(folder, temporary, folder, last) == 0
        else {
            let failure = Self.failure("written", name)
            unlinkat(folder, temporary, 0)
            throw failure
        }
    }

    /// Opens the folder behind `parts`, and makes those that are not there.
    private func open(_ parts: some Collection<Substring>) throws(Failure) -> Int32 {
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW
        var folder = Glibc.open(path, flags)
        guard folder >= 0 else { throw Self.failure("opened", path) }
        var name = ""
        for part in parts {
            name += name.isEmpty ? part : "/" + part
            // A strict umask may have taken rights from its owner.
            if mkdirat(folder, String(part), 0o700) == 0 { fchmodat(folder, String(part), 0o700, 0) }
            let next = openat(folder, String(part), flags)
            let number = errno
            close(folder)
            guard next >= 0 else {
                errno = number
                // A link is not a directory, and that is what the system says of it.
                throw number == ELOOP || number == ENOTDIR ? Self.link(name) : Self.failure("opened", name)
            }
            folder = next
        }
        return folder
    }

    private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno != EINTR { return false }
            rest = rest.dropFirst(max(0, count))
        }
        return true
    }

    private static func failure(_ done: String, _ name: String) -> Failure {
        Failure(description: "\(name) cannot be \(done): \(String(cString: strerror(errno)))")
    }

    private static func link(_ name: String) -> Failure {
        Failure(description: "\(name) is a symbolic link or no folder, and nothing is written through one")
    }
}
