import Foundation
import World

/// The world that a test's emulator holds (docs/world.md).
public enum TestWorld: Sendable {
    /// The default world: the account 123456789012 with the user `developer`.
    case standard
    /// The text of a world's file.
    case yaml(String)
    /// The path of a world's file.
    case file(String)

    /// The world with its text, and the folder in which paths in it begin.
    ///
    /// Not inlined: in an async function the optimiser of Swift 6.3.1 crashes on it.
    @inline(never)
    func load() throws -> (world: World, text: String, folder: String) {
        switch self {
        case .standard: (.standard(), World.standardYAML, "/")
        case .yaml(let text): (try World.load(yaml: text, fileName: "the test's world"), text, "/")
        case .file(let path): try load(path)
        }
    }

    private func load(_ path: String) throws -> (world: World, text: String, folder: String) {
        guard let bytes = FileManager.default.contents(atPath: path), let text = String(data: bytes, encoding: .utf8)
        else { throw DrydockError("the world file \(path) cannot be read as UTF-8 text; check the path") }
        let folder = URL(filePath: path).deletingLastPathComponent().path
        return (try World.load(yaml: text, fileName: path), text, folder)
    }
}
