import Foundation

/// Files of the project that worlds are written in.
enum ProjectFile {
    static func text(_ name: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: name), encoding: .utf8)
    }

    /// The example of `docs/world.md`: its first YAML block.
    static func example() throws -> String {
        let parts = try text("docs/world.md").components(separatedBy: "```yaml\n")
        return parts.count > 1 ? parts[1].components(separatedBy: "```")[0] : ""
    }
}
