package import Foundation
import Glibc

extension CertificateAuthority {
    /// The file with key and certificate, for the emulator alone: 0600.
    package static let keyFileName = "ca.key"
    /// The file with the certificate, for clients.
    package static let certificateFileName = "ca.pem"

    /// Writes the authority into `directory`, which must exist: each file under a temporary name first, synced, and
    /// renamed, so that there is never half a file.
    package func save(in directory: String) throws(AuthorityError) {
        // One file holds what belongs together: a crash between the two files leaves a pair that fits.
        try AuthorityFile(directory: directory, name: Self.keyFileName).write(savedPEM, mode: 0o600)
        try AuthorityFile(directory: directory, name: Self.certificateFileName).write(certificatePEM, mode: 0o644)
    }

    /// The authority that was saved in `directory`.
    ///
    /// - Parameter now: the machine's time.
    /// - Returns: nil if there is none, or if it ends within a day or was made for other names: time for a new one.
    /// - Throws: if it is not an authority, or if others could have read or written it.
    package static func load(
        from directory: String,
        names: PermittedNames = .standard,
        now: Date
    ) throws(AuthorityError) -> CertificateAuthority? {
        let file = AuthorityFile(directory: directory, name: keyFileName)
        guard let text = try file.readSecret() else { return nil }
        do {
            return try read(pem: text, names: names, now: now)
        } catch {
            throw .file(path: file.path, reason: "it holds no certificate authority; delete it, and another is made")
        }
    }

    /// The authority saved in `directory`; where there is none that will do, a new one, which is saved there.
    ///
    /// - Parameters:
    ///   - names: what it may vouch for; one that was saved for others will not do.
    ///   - onFullDisk: told why what is there could not be brought up to date; the authority is good for this run all the
    ///     same.
    package static func kept(
        in directory: String,
        names: PermittedNames = .standard,
        now: Date,
        onFullDisk: (AuthorityError) -> Void = { _ in }
    ) throws(AuthorityError) -> CertificateAuthority {
        let saved = try load(from: directory, names: names, now: now)
        let authority = if let saved { saved } else { try mint(names: names, now: now) }
        do throws(AuthorityError) {
            if saved == nil {
                try authority.save(in: directory)
            } else {
                let file = AuthorityFile(directory: directory, name: certificateFileName)
                // What is there already takes no room.
                if !file.holds(authority.certificatePEM) { try file.write(authority.certificatePEM, mode: 0o644) }
            }
        } catch {
            guard case .diskFull = error else { throw error }
            onFullDisk(error)
        }
        return authority
    }
}

/// One file of an authority.
private struct AuthorityFile {
    let directory: String
    let name: String

    var path: String { directory + "/" + name }

    func write(_ text: String, mode: mode_t) throws(AuthorityError) {
        let temporary = directory + "/." + name + ".new"
        // What a crash left behind; a symbolic link there would otherwise lead the key elsewhere.
        unlink(temporary)
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard file >= 0 else { throw failure(writing: true) }
        var isWritten = fchmod(file, mode) == 0 && writeAll(Array(text.utf8), to: file) && fsync(file) == 0
        let problem = errno
        isWritten = close(file) == 0 && isWritten
        guard isWritten, rename(temporary, path) == 0 else {
            let failed = failure(writing: true, isWritten ? errno : problem)
            unlink(temporary)
            throw failed
        }
        try syncDirectory()
    }

    /// Whether the file has this text, for everyone to read.
    func holds(_ text: String) -> Bool {
        let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return false }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0, facts.st_mode & (S_IFMT | 0o777) == S_IFREG | 0o644 else { return false }
        var bytes = [UInt8](repeating: 0, count: text.utf8.count + 1)
        let count = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
        return count == text.utf8.count && bytes.prefix(count).elementsEqual(text.utf8)
    }

    /// The file's text; nil if there is no such file.
    func readSecret() throws(AuthorityError) -> String? {
        // Not to wait: a pipe that somebody put there may have nobody at its other end.
        let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw failure(writing: false)
        }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0 else { throw failure(writing: false) }
        guard facts.st_mode & S_IFMT == S_IFREG else {
            throw .file(path: path, reason: "it is not a file; remove it, and another is made")
        }
        guard facts.st_uid == geteuid(), facts.st_mode & 0o077 == 0 else {
            throw .file(path: path, reason: "others may have read or written it; delete it, and another is made")
        }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        var count = 0
        while count < bytes.count {
            let more = bytes.withUnsafeMutableBytes {
                Glibc.read(file, $0.baseAddress?.advanced(by: count), $0.count - count)
            }
            if more < 0, errno == EINTR { continue }
            guard more >= 0 else { throw failure(writing: false) }
            guard more > 0 else { break }
            count += more
        }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    private func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
        var count = 0
        while count < bytes.count {
            let more = bytes.withUnsafeBytes {
                Glibc.write(file, $0.baseAddress?.advanced(by: count), $0.count - count)
            }
            if more < 0, errno == EINTR { continue }
            guard more > 0 else { return false }
            count += more
        }
        return true
    }

    private func syncDirectory() throws(AuthorityError) {
        let folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw failure(writing: true) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure(writing: true) }
    }

    private func failure(writing: Bool, _ number: Int32 = errno) -> AuthorityError {
        if writing, number == ENOSPC || number == EDQUOT { return .diskFull(path: path) }
        let done = writing ? "written" : "read"
        return .file(path: path, reason: "cannot be \(done): \(String(cString: strerror(number)))")
    }
}
