import ArgumentParser
import DrydockCommands
import TerminalUI

/// `drydock shell`: the caller's shell against an emulator of its own.
struct ShellCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shell",
        abstract: "Start a shell against an emulator of its own, by AWS's host names, in a home of its own.",
        discussion: """
            The shell is the one that SHELL names, or /bin/sh. Its exit status is drydock's.
            Emulator, home and whatever was left running end with it.
            """
    )

    @OptionGroup
    var world: WorldOptions

    @OptionGroup
    var sandbox: SandboxOptions

    func run(in surroundings: SandboxedCommand.Surroundings, on terminal: Terminal) -> Int32 {
        let shell = surroundings.variables["SHELL"].flatMap { $0.isEmpty ? nil : $0 } ?? "/bin/sh"
        var command = SandboxedCommand(world: world, options: sandbox, surroundings: surroundings)
        command.announce = { endpoint, user in
            let caller = user.map { " as \($0)" } ?? ""
            // On standard error, so that what comes out of a shell that reads a script is the script's.
            terminal.error(
                "This shell has an AWS of its own\(caller), an emulator at \(endpoint), and a home of its own."
            )
            terminal.error("Leave it with exit or Ctrl-D; all that goes with it.")
        }
        return command.run([shell], extra: ["PS1": "(drydock) $ "], on: terminal)
    }
}
