import Foundation
import Glibc

/// Replaces a file in one step: a reader sees the old content or the new, never a part.
package enum AtomicFile {
    /// What the system said.
    package struct Failure: Error, Sendable {
        package let reason: String
    }

    /// Writes `bytes` to a new file beside `path` (0600), syncs it and renames it over `path`. A symbolic link stays;
    /// what it leads to is replaced. Missing directories are made (0700). After a failure nothing is left behind.
    ///
    /// - Parameter suffix: makes the temporary name unlike that of any other write at the time.
    package static func write(_ bytes: [UInt8], to path: String, suffix: String) throws(Failure) {
        let target = try followingLinks(path)
        let directory = URL(filePath: target).deletingLastPathComponent().path
        try makeDirectory(directory)
        let temporary = target + suffix
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure() }
        do throws(Failure) {
            defer { close(descriptor) }
            try write(bytes, to: descriptor)
            guard fsync(descriptor) == 0 else { throw failure() }
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, target) == 0 else {
            let error = failure()
            unlink(temporary)
            throw error
        }
        // The name is durable once its directory is; where a file system cannot sync one, the file is whole anyway.
        let parent = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if parent >= 0 {
            fsync(parent)
            close(parent)
        }
    }

    /// Where a chain of symbolic links ends; what it ends in need not exist.
    private static func followingLinks(_ path: String) throws(Failure) -> String {
        var current = path
        for _ in 0..<40 {
            guard let link = try? FileManager.default.destinationOfSymbolicLink(atPath: current) else { return current }
            let base = URL(filePath: current).deletingLastPathComponent().path
            current = link.hasPrefix("/") ? link : base + "/" + link
        }
        throw Failure(reason: "too many symbolic links")
    }

    private static func makeDirectory(_ path: String) throws(Failure) {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw Failure(reason: "its directory cannot be made: \(path)")
        }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure() }
            rest = rest.dropFirst(count)
        }
    }

    private static func failure() -> Failure { Failure(reason: String(cString: strerror(errno))) }
}
