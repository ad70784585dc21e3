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

/// A command line on its way through the tree. The tree and its options are ArgumentParser's; what is said about a line
/// that does not fit is click's.
private struct CommandLine {
    /// The words that name the command so far, such as `zenml stack`.
    private(set) var path = "zenml"
    /// What follows them in a usage line.
    private(set) var synopsis = "[OPTIONS] COMMAND [ARGS]..."
    /// What to print where there is nothing to run: help, or the version.
    private(set) var text = ""
    private var rest: ArraySlice<String>

    /// ZenML's version, whose behaviour this is.
    private static let version = "0.63.0"

    init(_ arguments: [String]) {
        rest = arguments[...]
    }

    /// The command with its options; nil where the line only asks for ``text``.
    mutating func parse(width: Int) throws -> (any ClientCommand)? {
        var group: any CommandGroup.Type = ZenML.self
        // Help is never wider than this, whatever the terminal.
        let columns = max(20, min(width, 80) - 2)
        while true {
            guard let word = rest.popFirst(), word != "--help" else {
                text = ZenML.helpMessage(for: group, columns: columns)
                return nil
            }
            if word == "--version", group == ZenML.self {
                text = "zenml, version " + CommandLine.version
                return nil
            }
            guard !word.hasPrefix("-") else {
                let name = String(word.prefix { $0 != "=" })
                throw UsageError.noSuchOption(name, among: group == ZenML.self ? ["--help", "--version"] : ["--help"])
            }
            let found = group.configuration.subcommands.first { $0.configuration.commandName == word }
            path += found == nil ? "" : " " + word
            switch found {
            case let next as any CommandGroup.Type:
                group = next
            case let command as any ClientCommand.Type:
                synopsis = command.synopsis
                guard !rest.prefix(while: { $0 != "--" }).contains("--help") else {
                    text = ZenML.helpMessage(for: command, columns: columns)
                    return nil
                }
                return try parse(command)
            default:
                guard !group.notBuilt.contains(word) else {
                    throw CommandFailure.notBuilt("'\(path) \(word)'", instead: "see '\(path) --help' for what is")
                }
                throw UsageError.noSuchCommand(word)
            }
        }
    }

    /// Only two things are left for ArgumentParser to refuse: an option at the end that lacks its value, and a flag
    /// with one.
    private func parse<Command: ClientCommand>(_ command: Command.Type) throws -> Command {
        do {
            return try Command.parse(Array(rest))
        } catch {
            if let flag = rest.first(where: { word in
                word.hasPrefix("--") && word.contains("=")
                    && Command.flags.contains(where: { word.hasPrefix($0 + "=") })
            }) {
                throw UsageError("Option '\(flag.prefix { $0 != "=" })' does not take a value.", showsUsage: false)
            }
            throw UsageError("Option '\(rest.last ?? "")' requires an argument.", showsUsage: false)
        }
    }
}
