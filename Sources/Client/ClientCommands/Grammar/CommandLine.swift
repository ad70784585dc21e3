/// A command line on its way through the tree.
struct CommandLine {
    /// What a line asks for.
    enum Request {
        /// Help, or the version, to print.
        case text(String)
        case command(Command, CommandInput)
    }

    /// The words that name the command so far, such as `zenml stack`.
    private(set) var path: String
    /// What follows them in a usage line.
    private(set) var synopsis = CommandGroup.synopsis
    private let root: CommandGroup
    private let version: String
    private var rest: [String]

    private static let versionOption = ClickParser.Option(["--version", "-v"], takesValue: false)
    private static let versionHelp = (name: "-v, --version", help: "Show the version and exit.")

    /// - Parameters:
    ///   - words: without the program's name.
    ///   - version: ZenML's, whose behaviour this is.
    init(_ words: [String], of root: CommandGroup, version: String) {
        (self.root, self.version) = (root, version)
        path = root.name
        rest = words
    }

    /// - Parameter width: of the terminal, for help.
    /// - Throws: ``CommandLineError``, or ``CommandFailure`` for a command of ZenML's that is not supported.
    mutating func parse(width: Int) throws -> Request {
        let help = HelpText(terminalWidth: width)
        var group = root
        while true {
            let isRoot = group.name == root.name
            let line = try ClickParser(
                (isRoot ? [CommandLine.versionOption] : []) + [.help],
                endsAtArgument: true
            ).parse(rest)
            if isRoot, line.options.first?.option == 0 { return .text("\(root.name), version \(version)") }
            guard line.options.isEmpty, let word = line.arguments.first else {
                return .text(help.of(group, path: path, options: isRoot ? [CommandLine.versionHelp] : []))
            }
            rest = Array(line.arguments.dropFirst())
            switch group.child(word) {
            case .group(let next):
                path += " " + word
                group = next
            case .command(let command):
                path += " " + word
                synopsis = command.synopsis
                guard let input = try CommandInput(rest, for: command) else {
                    return .text(help.of(command, path: path))
                }
                return .command(command, input)
            case nil:
                guard !group.notSupported.contains(word) else {
                    throw CommandFailure.notSupported("'\(path) \(word)'", instead: "see '\(path) --help' for what is")
                }
                throw CommandLineError.noSuchCommand(word)
            }
        }
    }
}
