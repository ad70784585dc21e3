import ArgumentParser

/// A command of the tree, run as a value: it gets all it works with and prints to the terminal alone.
///
/// ArgumentParser writes its help; ``ClickParser`` reads its line.
protocol ClientCommand: ParsableCommand, Sendable {
    /// What follows the command's words in a usage line, as click has it.
    static var synopsis: String { get }
    static var options: [CommandOption<Self>] { get }
    /// Whether what looks like an option and is none is an argument, as ZenML has it for some commands.
    static var passesUnknownOptions: Bool { get }

    /// What the options did not take, in order.
    var rest: [String] { get set }

    /// Does the command's work.
    ///
    /// - Throws: ``UsageError`` for exit status 2; any other error leaves with 1 and is printed in one line.
    func run(in context: CommandContext) async throws
}

extension ClientCommand {
    static var passesUnknownOptions: Bool { false }

    /// The command that a line stands for; nil where the line asks for help.
    ///
    /// - Throws: ``UsageError``.
    static func read(_ words: [String]) throws -> Self? {
        let options = Self.options
        let line = try ClickParser(
            options.map(\.syntax) + [.help],
            passesUnknownOptions: passesUnknownOptions
        ).parse(words)
        var command = try parse([])
        for (index, value) in line.options {
            guard index < options.count else { return nil }
            options[index].set(value, in: &command)
        }
        command.rest = line.arguments
        return command
    }

    /// The arguments that are no options.
    ///
    /// - Parameter limit: how many there may be.
    /// - Throws: ``UsageError`` for one argument too many.
    func arguments(upTo limit: Int) throws(UsageError) -> [String] {
        guard rest.count <= limit else { throw .unexpectedArguments(Array(rest.dropFirst(limit))) }
        return rest
    }

    /// The one argument that must be there.
    func argument(_ name: String) throws(UsageError) -> String {
        guard let argument = try arguments(upTo: 1).first else { throw .missingArgument(name) }
        return argument
    }
}
