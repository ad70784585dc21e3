import Foundation
import Glibc

/// Removes a sandbox's folder, whatever a command left in it.
package enum SandboxRemoval {
    /// A folder that is still there.
    package struct Failure: Error, Equatable, CustomStringConvertible {
        /// One line: which folder, and how to remove it.
        package let description: String
    }

    /// - Throws: ``Failure``, where something cannot be removed, such as files that a container engine made under
    ///   other users' IDs.
    package static func remove(_ folder: String) throws(Failure) {
        for point in mountPoints(below: folder) { umount2(point, Int32(MNT_DETACH)) }
        let files = FileManager.default
        if (try? files.removeItem(atPath: folder)) != nil { return }
        // Package caches make their folders read-only, which keeps even their owner from emptying them.
        makeWritable(folder)
        do {
            try files.removeItem(atPath: folder)
        } catch {
            guard files.fileExists(atPath: folder) else { return }
            throw Failure(
                description: "the sandbox \(folder) cannot be removed; remove it with: buildah unshare rm -rf \(folder)"
            )
        }
    }

    /// Where file systems are mounted below `folder`, the deepest first.
    private static func mountPoints(below folder: String) -> [String] {
        guard let table = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8) else { return [] }
        return table.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: " ")
            guard fields.count > 4 else { return nil }
            let point = String(fields[4])
            return point.hasPrefix(folder + "/") ? point : nil
        }
        .sorted { $0.utf8.count > $1.utf8.count }
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
