import ArgumentParser
import DrydockCommands
import Foundation
import IAM
import RegistryService
import Storage
import World

extension RegistryDialect: ExpressibleByArgument {}

extension DenialForm: ExpressibleByArgument {}

/// The options that say which world an emulator serves, and where it is kept: those of `serve`, `exec` and `shell`.
struct WorldOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The world to load (docs/world.md); without it, the one that --data keeps, or the default world.",
            valueName: "FILE"
        )
    )
    var world: String?

    @Option(help: ArgumentHelp("Keep the state here; without it, it ends with the process.", valueName: "DIR"))
    var data: String?

    @Option(help: ArgumentHelp("Whose answers the registry gives where they differ.", valueName: "ecr|oci"))
    var dialect = RegistryDialect.ecr

    @Option(
        help: ArgumentHelp(
            "What explicit denials say: 2026 names the policy by its ARN, 2025 by its kind alone (default: the world's).",
            valueName: "2025|2026"
        )
    )
    var denials: DenialForm?

    @Option(help: ArgumentHelp("Draw identifiers and keys from this seed: predictable, for tests.", valueName: "TEXT"))
    var seed: String?

    /// Where the paths of image layouts in the world begin: its file's folder.
    var worldFolder: String { world.map { URL(filePath: $0).deletingLastPathComponent().path } ?? "/" }

    /// A world that was read.
    struct Loaded {
        let world: World
        let text: String
        /// Where the text stands; nil for the default world.
        let file: String?
    }

    /// The world that was asked for; without one, the one that the data folder keeps, or the default world.
    ///
    /// - Parameter progress: told how many bytes of the text have been read, of how many.
    /// - Throws: `CancellationError` soon after the task is cancelled, or what is wrong with the file.
    func load(_ progress: @escaping (_ done: Int, _ total: Int) -> Void = { _, _ in }) throws -> Loaded {
        guard let world else {
            guard let data, let kept = try DataDirectory.keptWorld(at: data) else {
                return try read(World.standardYAML, nil, progress)
            }
            return try read(kept, data + "/world.yaml", progress)
        }
        guard let bytes = FileManager.default.contents(atPath: world) else {
            throw UsageError(description: "the world file \(world) cannot be read; check the path given to --world")
        }
        guard let text = String(data: bytes, encoding: .utf8) else {
            throw UsageError(description: "the world file \(world) is not UTF-8 text; save it as such")
        }
        return try read(text, world, progress)
    }

    private func read(_ text: String, _ file: String?, _ progress: @escaping (Int, Int) -> Void) throws -> Loaded {
        let size = text.utf8.count
        do {
            let world = try World.load(yaml: text, fileName: file ?? "the default world") { line, lines in
                // The file is not read from its first line to its last, but nearly.
                progress(Int(Double(size) * Double(line) / Double(lines)), size)
                return !Task.isCancelled
            }
            return Loaded(world: world, text: text, file: file)
        } catch {
            try Task.checkCancellation()
            throw error
        }
    }
}
