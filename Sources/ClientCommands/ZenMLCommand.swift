package import AWSClient
import ArgumentParser
package import TerminalUI

/// The `zenml` command as a value: it reads no process, prints to a terminal, and returns its exit status.
package enum ZenMLCommand {
    /// Runs one command line.
    ///
    /// - Parameter arguments: without the program's name.
    /// - Returns: 0; 1 where the command was refused; 2 where the command line cannot be parsed.
    package static func run(
        _ arguments: [String],
        in environment: ClientEnvironment,
        on terminal: Terminal
    ) async -> Int32 {
        await run(arguments, in: environment, on: terminal, with: ClientServices(environment))
    }

    /// As ``run(_:in:on:)``, with other services than the real ones.
    package static func run(
        _ arguments: [String],
        in environment: ClientEnvironment,
        on terminal: Terminal,
        with services: ClientServices
    ) async -> Int32 {
        var line = CommandLine(arguments)
        do {
            guard let command = try line.parse(width: terminal.width) else {
                terminal.echo(line.text)
                return 0
            }
            try await command.run(
                in: CommandContext(environment: environment, terminal: terminal, services: services)
            )
            return 0
        } catch let error as UsageError {
            error.lines(command: line.path, synopsis: line.synopsis).forEach(terminal.error)
            return 2
        } catch {
            terminal.error("Error: " + CommandFailure(error).message)
            return 1
        }
    }
}

/// A command line on its way through the tree.
private struct CommandLine {
    /// The words that name the command so far, such as `zenml stack`.
    private(set) var path = "zenml"
    /// What follows them in a usage line.
    private(set) var synopsis = "[OPTIONS] COMMAND [ARGS]..."
    /// What to print where there is nothing to run: help, or the version.
    private(set) var text = ""
    private var rest: [String]

    /// ZenML's version, whose behaviour this is.
    private static let version = "0.63.0"
    private static let versionOption = ClickParser.Option(["--version", "-v"], takesValue: false)

    init(_ arguments: [String]) {
        rest = arguments
    }

    /// The command with its options; nil where the line only asks for ``text``.
    mutating func parse(width: Int) throws -> (any ClientCommand)? {
        var group: any CommandGroup.Type = ZenML.self
        // Help is never wider than this, whatever the terminal.
        let columns = max(20, min(width, 80) - 2)
        while true {
            let isRoot = group == ZenML.self
            let line = try ClickParser(
                (isRoot ? [CommandLine.versionOption] : []) + [.help],
                endsAtArgument: true
            ).parse(rest)
            if isRoot, line.options.first?.option == 0 {
                text = "zenml, version " + CommandLine.version
                return nil
            }
            guard line.options.isEmpty, let word = line.arguments.first else {
                text = ZenML.helpMessage(for: group, columns: columns)
                return nil
            }
            rest = Array(line.arguments.dropFirst())
            let found = group.configuration.subcommands.first { $0.configuration.commandName == word }
            path += found == nil ? "" : " " + word
            switch found {
            case let next as any CommandGroup.Type:
                group = next
            case let command as any ClientCommand.Type:
                synopsis = command.synopsis
                if let command = try command.read(rest) { return command }
                text = ZenML.helpMessage(for: command, columns: columns)
                return nil
            default:
                guard !group.notBuilt.contains(word) else {
                    throw CommandFailure.notBuilt("'\(path) \(word)'", instead: "see '\(path) --help' for what is")
                }
                throw UsageError.noSuchCommand(word)
            }
        }
    }
}
