/// A command line that cannot be parsed: exit status 2, in click's words.
struct CommandLineError: Error, Sendable {
    let message: String
    /// Whether the usage lines stand before the message.
    let showsUsage: Bool

    init(_ message: String, showsUsage: Bool = true) {
        self.message = message
        self.showsUsage = showsUsage
    }

    /// - Parameter options: the options that the command has.
    static func noSuchOption(_ option: String, among options: [String]) -> CommandLineError {
        let close = CloseMatches.find(option, in: options).sorted()
        let hint =
            switch close.count {
            case 0: ""
            case 1: " Did you mean \(close[0])?"
            default: " (Possible options: \(close.joined(separator: ", ")))"
            }
        return CommandLineError("No such option: \(option)\(hint)")
    }

    static func valueMissing(of option: String) -> CommandLineError {
        CommandLineError("Option '\(option)' requires an argument.", showsUsage: false)
    }

    static func valueNotTaken(by option: String) -> CommandLineError {
        CommandLineError("Option '\(option)' does not take a value.", showsUsage: false)
    }

    static func noSuchCommand(_ name: String) -> CommandLineError { CommandLineError("No such command '\(name)'.") }

    /// A parameter that must be there and is not.
    static func missing(_ parameter: ParameterDeclaration) -> CommandLineError {
        CommandLineError(
            "Missing \(parameter.isOption ? "option" : "argument") \(parameter.hint).\(parameter.choiceHint)"
        )
    }

    static func invalidValue(of option: String, _ reason: String) -> CommandLineError {
        CommandLineError("Invalid value for \(option): \(reason)")
    }

    static func unexpectedArguments(_ arguments: [String]) -> CommandLineError {
        let noun = arguments.count == 1 ? "argument" : "arguments"
        return CommandLineError("Got unexpected extra \(noun) (\(arguments.joined(separator: " ")))")
    }

    /// The lines on standard error.
    ///
    /// - Parameters:
    ///   - command: the words that name the command, such as `zenml stack update`.
    ///   - synopsis: what follows them.
    ///   - terminalWidth: the usage is folded as help is.
    func lines(command: String, synopsis: String, terminalWidth: Int) -> [String] {
        guard showsUsage else { return ["Error: " + message] }
        return UsageLine(path: command, synopsis: synopsis).lines(terminalWidth: terminalWidth)
            + ["Try '\(command) --help' for help.", "", "Error: " + message]
    }
}

extension ParameterDeclaration {
    /// What click adds where one of some words is missing.
    fileprivate var choiceHint: String {
        choices.map { " Choose from:\n\t" + $0.joined(separator: ",\n\t") } ?? ""
    }
}
