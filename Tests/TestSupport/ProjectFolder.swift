package import Foundation

/// The folder of the project, for tests that read its documents, pages, worlds and programs.
package enum ProjectFolder {
    package static let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

    /// The path of a file of the project.
    ///
    /// - Parameter name: its path below the root, such as `docs/world.md`.
    package static func path(_ name: String) -> String { url.appending(path: name).path }

    /// The text of a file of the project.
    package static func text(_ name: String) throws -> String {
        try String(contentsOf: url.appending(path: name), encoding: .utf8)
    }
}
