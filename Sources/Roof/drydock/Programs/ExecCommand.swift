import ArgumentParser
import DrydockCommands
import TerminalUI

/// `drydock exec CMD ARGS…`: one command against an emulator of its own.
struct ExecCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec",
        abstract: "Run a command against an emulator of its own, by AWS's host names, in a home of its own.",
        discussion: """
            For example: drydock exec aws sts get-caller-identity

            Options of drydock's own stand before the command; -- may stand between them.

            The command's exit status is drydock's; 127 where it is not found, 126 where it cannot be run.
            Emulator, home and whatever the command left running end with it.
            """
    )

    @OptionGroup
    var world: WorldOptions

    @OptionGroup
    var sandbox: SandboxOptions

    @Argument(
        parsing: .captureForPassthrough,
        help: ArgumentHelp("The command and its arguments.", valueName: "command")
    )
    var words: [String] = []

    /// - Throws: what is said of an option that is not there. It would otherwise be taken for the command.
    func validate() throws {
        guard let first = words.first, first.hasPrefix("-"), !["-", "--"].contains(first) else { return }
        if ["-h", "--help"].contains(first) { throw CleanExit.helpRequest(self) }
        do {
            _ = try OptionsAlone.parse([first])
        } catch {
            throw ValidationError(OptionsAlone.message(for: error))
        }
    }

    /// The options without a command.
    private struct OptionsAlone: ParsableArguments {
        @OptionGroup
        var world: WorldOptions

        @OptionGroup
        var sandbox: SandboxOptions
    }

    private var command: [String] { words.first == "--" ? Array(words.dropFirst()) : words }

    func run(in surroundings: SandboxedCommand.Surroundings, on terminal: Terminal) -> Int32 {
        guard !command.isEmpty else {
            terminal.error("Error: there is no command; give one, such as: drydock exec aws sts help")
            return 2
        }
        return SandboxedCommand(world: world, options: sandbox, surroundings: surroundings)
            .run(command, on: terminal)
    }
}
