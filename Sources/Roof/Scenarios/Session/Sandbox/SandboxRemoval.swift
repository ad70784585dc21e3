import Foundation
import Glibc
import Storage

/// Removes a sandbox's folder, whatever a command left in it.
package enum SandboxRemoval {
    /// A folder that is still there.
    package struct Failure: Error, Equatable, CustomStringConvertible {
        /// One line: which folder, and how to remove it.
        package let description: String
    }

    /// Nothing is removed while something is still mounted in the folder, for what is mounted is not the sandbox's.
    ///
    /// - Parameter folder: an absolute path without symbolic links, as mounts are known by it.
    /// - Throws: ``Failure``, where something stays mounted, or cannot be removed, such as files that a container
    ///   engine made under other users' IDs.
    package static func remove(_ folder: String) throws(Failure) {
        try unmount(below: folder)
        let files = FileManager.default
        if (try? FolderLock.remove(folder, by: files.removeItem(atPath:))) != nil { return }
        // Package caches make their folders read-only, which keeps even their owner from emptying them.
        makeWritable(folder)
        do {
            try FolderLock.remove(folder, by: files.removeItem(atPath:))
        } catch {
            guard files.fileExists(atPath: folder) else { return }
            throw Failure(
                description: "the sandbox \(folder) cannot be removed; remove it with: buildah unshare rm -rf \(folder)"
            )
        }
    }

    private static func unmount(below folder: String) throws(Failure) {
        let points = try mountPoints(below: folder)
        guard !points.isEmpty else { return }
        for point in points { umount2(point, Int32(MNT_DETACH)) }
        guard let point = try mountPoints(below: folder).last else { return }
        throw Failure(
            description: "the sandbox \(folder) is kept, for \(point) is mounted in it; unmount it, then remove it"
        )
    }

    /// Where file systems are mounted below `folder`, the deepest first.
    private static func mountPoints(below folder: String) throws(Failure) -> [String] {
        guard let table = FileManager.default.contents(atPath: "/proc/self/mountinfo") else {
            throw Failure(description: "the sandbox \(folder) is kept, for what is mounted in it cannot be told")
        }
        return MountTable.points(String(decoding: table, as: UTF8.self), below: folder)
    }

    private static func makeWritable(_ folder: String) {
        chmod(folder, 0o700)
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            let path = folder + "/" + name
            var facts = stat()
            guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else { continue }
            makeWritable(path)
        }
    }
}
