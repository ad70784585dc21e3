import ArgumentParser
import DrydockCommands
import TerminalUI

/// `drydock exec -- CMD ARGS…`: one command against an emulator of its own.
struct ExecCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec",
        abstract: "Run a command against an emulator of its own, by AWS's host names, in a home of its own.",
        discussion: """
            For example: drydock exec -- aws sts get-caller-identity

            The command's exit status is drydock's; 127 where it is not found, 126 where it cannot be run.
            Emulator, home and whatever the command left running end with it.
            """
    )

    @OptionGroup
    var world: WorldOptions

    @OptionGroup
    var sandbox: SandboxOptions

    @Argument(parsing: .postTerminator, help: ArgumentHelp("The command and its arguments.", valueName: "command"))
    var command: [String] = []

    func run(in surroundings: SandboxedCommand.Surroundings, on terminal: Terminal) -> Int32 {
        guard !command.isEmpty else {
            terminal.error("Error: there is no command; give it after --, such as: drydock exec -- aws sts help")
            return 2
        }
        return SandboxedCommand(world: world, options: sandbox, surroundings: surroundings)
            .run(command, on: terminal)
    }
}
