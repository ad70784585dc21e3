package import ArgumentParser

/// `drydock world`: the world as a file.
package struct WorldCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "world",
        abstract: "Write the world of a running emulator as a file.",
        subcommands: [WorldExportCommand.self]
    )

    package init() {}
}
