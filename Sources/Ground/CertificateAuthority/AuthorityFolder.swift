package import Foundation
import Glibc

extension CertificateAuthority {
    /// The authority kept in a folder of its own, which is made where there is none; see
    /// ``kept(in:names:now:onFullDisk:)``.
    ///
    /// Several emulators may share the folder: they take turns while they read and renew what is in it.
    ///
    /// - Parameters:
    ///   - folder: it and what is in it become the owner's alone. One that holds anything else is left as it is.
    ///   - names: what it may vouch for.
    ///   - now: the machine's time.
    ///   - onFullDisk: told why what is there could not be brought up to date.
    /// - Throws: ``AuthorityError/file(path:reason:)``.
    package static func kept(
        inFolder folder: String,
        names: PermittedNames = .standard,
        now: Date,
        onFullDisk: (AuthorityError) -> Void = { _ in }
    ) throws(AuthorityError) -> CertificateAuthority {
        try prepare(folder)
        let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw failure(folder, "opened") }
        defer { close(file) }
        while flock(file, LOCK_EX) != 0 {
            guard errno == EINTR else { throw failure(folder, "locked") }
        }
        return try kept(in: folder, names: names, now: now, onFullDisk: onFullDisk)
    }

    private static func prepare(_ folder: String) throws(AuthorityError) {
        let manager = FileManager.default
        var isDirectory: ObjCBool = false
        if manager.fileExists(atPath: folder, isDirectory: &isDirectory) {
            guard isDirectory.boolValue else { throw .file(path: folder, reason: "it is a file; name a folder") }
            guard let found = try? manager.contentsOfDirectory(atPath: folder) else {
                throw .file(path: folder, reason: "cannot be read; mind its permissions or use another folder")
            }
            let own = [keyFileName, certificateFileName].flatMap { [$0, "." + $0 + ".new"] }
            if let foreign = found.sorted().first(where: { !own.contains($0) }) {
                throw .file(
                    path: folder,
                    reason: "it holds other things, such as '\(foreign)'; name a folder that is empty or new"
                )
            }
        } else {
            do {
                try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw .file(path: folder, reason: "cannot be made; mind the permissions of the folder above it")
            }
        }
        guard chmod(folder, 0o700) == 0 else { throw failure(folder, "made private") }
    }

    private static func failure(_ path: String, _ done: String) -> AuthorityError {
        .file(path: path, reason: "cannot be \(done): \(String(cString: strerror(errno)))")
    }
}
