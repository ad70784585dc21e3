import AWSCore
package import ArgumentParser
import Emulator
package import TerminalUI

/// A verb that looks into or changes an emulator or a client's store. It runs as a value: in a scenario's process, or
/// as the `drydock` command.
package protocol DrydockVerb: ParsableCommand {
    /// Does the verb's work and prints to `terminal`.
    ///
    /// - Throws: ``UsageError`` (exit status 2), ``ControlError`` or any error with a one-line description (1).
    func perform(in context: DrydockContext, on terminal: Terminal) async throws
}

/// Parsing and running of verbs.
package enum DrydockVerbs {
    /// Every verb, in the order of the help text.
    package static let all: [any ParsableCommand.Type] = [
        EnvCommand.self, FilesCommand.self, AuthorityCommand.self, EventsCommand.self,
        EventBridgeCommand.self, ExplainCommand.self, PolicyCommand.self,
        IAMCommand.self, ECROperationsCommand.self, PublicOperationsCommand.self,
        OrganizationsCommand.self, ClockCommand.self, ExpireCommand.self,
        FaultCommand.self, ImagesCommand.self,
        ResetCommand.self, WorldCommand.self, StoreCommand.self,
    ]

    /// What became of a command line.
    package enum Parsed {
        case command(any ParsableCommand)
        /// Help, a version, or what is wrong with the line; the status is 0 or 2.
        case message(String, status: Int32)
    }

    /// Parses `arguments` as a command of `root`.
    package static func parse(_ arguments: [String], as root: any ParsableCommand.Type) -> Parsed {
        let arguments = withHelpOption(arguments, of: root)
        if let command = command(arguments, of: root) { return .command(command) }
        do {
            return .command(try root.parseAsRoot(arguments))
        } catch {
            let isSuccess = root.exitCode(for: error) == .success
            if !isSuccess, let message = unknownVerb(in: arguments, of: root) { return .message(message, status: 2) }
            return .message(root.fullMessage(for: error), status: isSuccess ? 0 : 2)
        }
    }

    /// `iam help put-user-policy` asks for what `iam put-user-policy --help` does.
    private static func withHelpOption(_ arguments: [String], of root: any ParsableCommand.Type) -> [String] {
        guard arguments.count > 1, arguments[1] == "help",
            let group = root.configuration.subcommands.first(where: { name(of: $0) == arguments[0] }),
            group is any OperationsVerb.Type || !group.configuration.subcommands.isEmpty
        else { return arguments }
        return [arguments[0]] + arguments[2...] + ["--help"]
    }

    /// The command of a line that is right and begins with the names that lead to a verb; nil for any other line. To take
    /// apart the options of all verbs, as the root's own parser does, takes longer than most verbs' work.
    private static func command(_ arguments: [String], of root: any ParsableCommand.Type) -> (any ParsableCommand)? {
        var command = root
        for (index, word) in arguments.enumerated() {
            let verbs = command.configuration.subcommands
            guard let next = verbs.first(where: { name(of: $0) == word }) else {
                return operations(of: command, arguments[index...])
            }
            command = next
            let rest = arguments[(index + 1)...]
            if let operations = command as? any OperationsVerb.Type { return operations.command(rest) }
            if command.configuration.subcommands.isEmpty { return try? command.parse(Array(rest)) }
        }
        return nil
    }

    /// What performs the operation that `words` begin with, of a group of verbs that has operations of AWS's beside them.
    private static func operations(
        of group: any ParsableCommand.Type,
        _ words: ArraySlice<String>
    ) -> (any ParsableCommand)? {
        guard let operations = (group as? any OperationsGroup.Type)?.operations,
            let word = words.first, !word.hasPrefix("-"), word != "help"
        else { return nil }
        return operations.command(words)
    }

    /// What is said of a word that stands where a verb has to and is none; nil where there is no such word.
    private static func unknownVerb(in arguments: [String], of root: any ParsableCommand.Type) -> String? {
        var command = root
        var path = name(of: root)
        for word in arguments {
            let verbs = command.configuration.subcommands
            guard !verbs.isEmpty, !word.hasPrefix("-") else { return nil }
            guard let next = verbs.first(where: { name(of: $0) == word }) else {
                let suggestion = SimilarNames.suggestion(for: word, among: verbs.map(name))
                let hint = suggestion.map { "did you mean \($0)? See" } ?? "see"
                return "Error: \(path) has no verb '\(word)'; \(hint) \(path) --help"
            }
            command = next
            path += " " + word
        }
        return nil
    }

    private static func name(of command: any ParsableCommand.Type) -> String {
        // The configuration of a group of operations lists all of them, which takes longer than most verbs' work.
        if let group = command as? any OperationsGroup.Type { return group.operations.service.rawValue }
        return command.configuration.commandName ?? "\(command)".lowercased()
    }

    /// The help text that a command without work of its own stands for: `help`, `--help`, or a group of verbs.
    package static func help(_ command: any ParsableCommand, of root: any ParsableCommand.Type) -> String {
        var command = command
        do {
            try command.run()
            return ""
        } catch {
            return root.fullMessage(for: error)
        }
    }

    /// Runs the verb that `arguments` name.
    ///
    /// - Returns: the exit status: 0, 1 for a failure, 2 for a command line that is wrong.
    package static func run(
        _ arguments: [String],
        in context: DrydockContext,
        on terminal: Terminal
    ) async -> Int32 {
        switch parse(arguments, as: VerbsOnly.self) {
        case .message(let text, let status):
            if status == 0 { terminal.echo(text) } else { terminal.error(text) }
            return status
        case .command(let verb as any DrydockVerb):
            return await run(verb, in: context, on: terminal)
        case .command(let group):
            terminal.echo(help(group, of: VerbsOnly.self))
            return 0
        }
    }

    /// Runs a parsed verb and turns what it throws into one line.
    package static func run(
        _ verb: any DrydockVerb,
        in context: DrydockContext,
        on terminal: Terminal
    ) async -> Int32 {
        do {
            try await verb.perform(in: context, on: terminal)
            return 0
        } catch let error as UsageError {
            terminal.error("Error: \(error)")
            return 2
        } catch {
            terminal.error("Error: \(error)")
            return 1
        }
    }
}

/// The root under which a scenario's verbs are parsed: there is no `serve` or `test` inside a scenario.
private struct VerbsOnly: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "drydock", subcommands: DrydockVerbs.all)
}
