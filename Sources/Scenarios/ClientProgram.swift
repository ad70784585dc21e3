import Foundation

/// A program that is the client in place of ours, as an option names it: `zenml=PATH`.
struct ClientProgram {
    /// The absolute path.
    let path: String

    static let usage = "names no program: write zenml=PATH, where PATH is a file that can be run"

    /// - Returns: nil where `text` names no program that can be run.
    init?(_ text: String, in surroundings: ScenarioRunner.Surroundings) {
        guard let equals = text.firstIndex(of: "="), text[..<equals] == "zenml" else { return nil }
        let path = surroundings.absolute(String(text[text.index(after: equals)...]))
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
            FileManager.default.isExecutableFile(atPath: path)
        else { return nil }
        self.path = path
    }
}
