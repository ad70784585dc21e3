package import ArgumentParser
import Emulator
import Foundation
package import TerminalUI

/// `drydock world export`: the world as it is now, in the form that `--world` reads.
package struct WorldExportCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the world as it is now, in the form that --world reads.",
        discussion: """
            What calls have made and changed is in it as if the file had said so: identities, policies, the organization, \
            registries with their settings, and repositories. Not in it are images that were pushed, sessions, and what \
            docs/world.md has no key for.

            Secrets of access keys, seeds of devices and tokens are new ones, drawn for the file, unless --secrets says \
            otherwise.

            For example:
              drydock world export --output world.yaml
              drydock serve --world world.yaml
            """
    )

    @Option(name: .shortAndLong, help: ArgumentHelp("Write it here, for its owner alone.", valueName: "FILE"))
    package var output: String?

    @Flag(help: "Write the secrets that the emulator has, instead of new ones.")
    package var secrets = false

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        let destination = try output.map { try file($0, in: context) }
        let world = try await context.control(at: target.endpoint).call(ReadWorld(showingSecrets: secrets))
        guard let output, let destination else { return terminal.write(world.yaml) }
        try destination.folder.write(world.yaml, to: destination.name)
        terminal.echo("Wrote the world to \(output).")
    }

    /// What `--output` names.
    private func file(
        _ output: String,
        in context: DrydockContext
    ) throws(UsageError) -> (folder: PrivateFolder, name: String) {
        let path = context.absolutePath(output)
        guard let slash = path.lastIndex(of: "/"), path.index(after: slash) < path.endIndex else {
            throw UsageError(description: "--output: '\(output)' is not a file; name one")
        }
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw UsageError(description: "--output: '\(output)' is a folder; name a file in it")
        }
        let folder = PrivateFolder(path: slash == path.startIndex ? "/" : String(path[..<slash]))
        return (folder, String(path[path.index(after: slash)...]))
    }
}
