import ArgumentParser

/// A command of the tree, run as a value: it gets all it works with and prints to the terminal alone.
protocol ClientCommand: ParsableCommand, Sendable {
    /// What follows the command's words in a usage line, as click has it.
    static var synopsis: String { get }
    /// The options without a value.
    static var flags: [String] { get }
    /// Every option with its dashes: what click suggests for one that does not exist.
    static var options: [String] { get }

    /// What the options did not take, in order.
    var rest: [String] { get }

    /// Does the command's work.
    ///
    /// - Throws: ``UsageError`` for exit status 2; any other error leaves with 1 and is printed in one line.
    func run(in context: CommandContext) async throws
}

extension ClientCommand {
    /// The arguments that are no options.
    ///
    /// - Parameter limit: how many there may be.
    /// - Throws: ``UsageError`` for an unknown option, or for one argument too many.
    func arguments(upTo limit: Int) throws(UsageError) -> [String] {
        let arguments = try CommandLineRest(rest).arguments(options: Self.options)
        guard arguments.count <= limit else { throw .unexpectedArguments(Array(arguments.dropFirst(limit))) }
        return arguments
    }

    /// The one argument that must be there.
    func argument(_ name: String) throws(UsageError) -> String {
        guard let argument = try arguments(upTo: 1).first else { throw .missingArgument(name) }
        return argument
    }
}

/// What a command's options did not take.
struct CommandLineRest {
    private let words: [String]

    init(_ words: [String]) {
        self.words = words
    }

    /// The words, when none of them looks like an option; all that follows `--` is taken as it is.
    func arguments(options: [String]) throws(UsageError) -> [String] {
        var arguments: [String] = []
        for (index, word) in words.enumerated() {
            if word == "--" { return arguments + words[(index + 1)...] }
            if word.hasPrefix("-"), word != "-" {
                let name = word.prefix { $0 != "=" }
                throw .noSuchOption(String(name), among: options)
            }
            arguments.append(word)
        }
        return arguments
    }
}
