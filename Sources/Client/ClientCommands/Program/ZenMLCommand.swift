package import AWSClient
package import TerminalUI

/// The `zenml` command as a value: it reads no process, prints to a terminal, and returns its exit status.
package enum ZenMLCommand {
    /// ZenML's version, whose behaviour this is.
    static let version = "0.63.0"

    /// Runs one command line.
    ///
    /// - Parameter arguments: without the program's name.
    /// - Returns: 0; 1 where the command was refused; 2 where the command line cannot be parsed.
    package static func run(
        _ arguments: [String],
        in environment: ClientEnvironment,
        on terminal: Terminal
    ) async -> Int32 {
        await run(arguments, in: environment, on: terminal, with: .real)
    }

    /// As ``run(_:in:on:)``, with other services than the real ones.
    package static func run(
        _ arguments: [String],
        in environment: ClientEnvironment,
        on terminal: Terminal,
        with services: ClientServices
    ) async -> Int32 {
        var line = CommandLine(arguments, of: CommandTree.root, version: version)
        do {
            if let answer = try ShellCompletion(of: CommandTree.root, variables: environment.variables).answer() {
                if !answer.isEmpty { terminal.echo(answer) }
                return 0
            }
            switch try line.parse(width: terminal.width) {
            case .text(let text): terminal.echo(text)
            case .command(let command, let input):
                let terminal = input.outputFormat == .table ? terminal : terminal.forDocument
                try await command.run(
                    input,
                    CommandContext(environment: environment, terminal: terminal, services: services)
                )
            }
            return 0
        } catch let error as CommandLineError {
            error.lines(command: line.path, synopsis: line.synopsis, terminalWidth: terminal.width)
                .forEach(terminal.error)
            return 2
        } catch let aborted as PromptAborted {
            terminal.abort(aborted)
            return 1
        } catch {
            terminal.error("Error: " + CommandFailure(error).message)
            return 1
        }
    }
}
