import Foundation

/// A folder of its own for one test, gone with its last holder.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "drydock-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.resolvingSymlinksInPath().path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a name in the folder.
    package subscript(name: String) -> String { path + "/" + name }

    /// Writes a file and the directories above it.
    @discardableResult
    package func write(_ text: String, to name: String, permissions: Int = 0o644) throws -> String {
        let file = self[name]
        try FileManager.default.createDirectory(
            atPath: URL(filePath: file).deletingLastPathComponent().path,
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: URL(filePath: file))
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: file)
        return file
    }

    package func text(of name: String) throws -> String { try String(contentsOfFile: self[name], encoding: .utf8) }
}
