/// A command of the tree, as data: name, help, parameters, and the function that does its work.
struct Command: Sendable {
    let name: String
    /// One line, for the list of commands.
    let summary: String
    /// What a person should know beyond it, in paragraphs.
    let discussion: [String]
    let parameters: [any CommandParameter]
    /// Whether what looks like an option and is not one is an argument, as ZenML has it for some commands.
    let passesUnknownOptions: Bool
    /// - Throws: ``CommandLineError`` for exit status 2; any other error leaves with 1 and is printed in one line.
    let run: @Sendable (CommandInput, CommandContext) async throws -> Void

    init(
        _ name: String,
        summary: String,
        discussion: [String] = [],
        parameters: [any CommandParameter] = [],
        passesUnknownOptions: Bool = false,
        run: @escaping @Sendable (CommandInput, CommandContext) async throws -> Void
    ) {
        (self.name, self.summary, self.discussion) = (name, summary, discussion)
        (self.parameters, self.passesUnknownOptions, self.run) = (parameters, passesUnknownOptions, run)
    }

    var declarations: [ParameterDeclaration] { parameters.map(\.declaration) }
    var options: [ParameterDeclaration] { declarations.filter(\.isOption) }

    /// What follows the command's words in a usage line, as click has it.
    var synopsis: String {
        let arguments = declarations.filter { !$0.isOption }.map { argument -> String in
            var text = argument.isRequired ? argument.key : "[\(argument.key)]"
            if case .argument(isVariadic: true) = argument.kind { text += "..." }
            return text
        }
        return (["[OPTIONS]"] + arguments).joined(separator: " ")
    }
}

/// A word of the tree that is followed by another.
struct CommandGroup: Sendable {
    let name: String
    let summary: String
    let categories: [CommandCategory]
    /// Commands of ZenML's that stand here and are not supported.
    let notSupported: [String]

    init(_ name: String, summary: String, notSupported: [String] = [], _ children: [CommandNode]) {
        self.init(
            name,
            summary: summary,
            notSupported: notSupported,
            categories: [CommandCategory("Commands", children)]
        )
    }

    init(_ name: String, summary: String, notSupported: [String] = [], categories: [CommandCategory]) {
        (self.name, self.summary, self.notSupported, self.categories) = (name, summary, notSupported, categories)
    }

    var children: [CommandNode] { categories.flatMap(\.children) }

    static let synopsis = "[OPTIONS] COMMAND [ARGS]..."

    func child(_ name: String) -> CommandNode? { children.first { $0.name == name } }
}

/// Commands of a group that help shows together.
struct CommandCategory: Sendable {
    let title: String
    let children: [CommandNode]

    init(_ title: String, _ children: [CommandNode]) {
        (self.title, self.children) = (title, children)
    }
}

/// A place in the command tree.
enum CommandNode: Sendable {
    case group(CommandGroup)
    case command(Command)

    var name: String {
        switch self {
        case .group(let group): group.name
        case .command(let command): command.name
        }
    }

    var summary: String {
        switch self {
        case .group(let group): group.summary
        case .command(let command): command.summary
        }
    }
}
