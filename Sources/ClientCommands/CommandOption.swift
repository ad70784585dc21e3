/// An option of a command: its names, and where a command keeps what it was given.
struct CommandOption<Command> {
    private enum Place {
        /// A value; of several the last counts. An empty one counts as none, as in Python, unless it is literal.
        case value(WritableKeyPath<Command, String?>, isLiteral: Bool)
        /// A value each time it is named.
        case values(WritableKeyPath<Command, [String]>)
        /// No value.
        case flag(WritableKeyPath<Command, Bool>)
    }

    private let names: [String]
    private let place: Place

    static func value(_ names: String..., to place: WritableKeyPath<Command, String?>) -> CommandOption {
        CommandOption(names: names, place: .value(place, isLiteral: false))
    }

    /// A value that an empty text is one of, and mostly a wrong one.
    static func literal(_ names: String..., to place: WritableKeyPath<Command, String?>) -> CommandOption {
        CommandOption(names: names, place: .value(place, isLiteral: true))
    }

    static func values(_ names: String..., to place: WritableKeyPath<Command, [String]>) -> CommandOption {
        CommandOption(names: names, place: .values(place))
    }

    static func flag(_ names: String..., to place: WritableKeyPath<Command, Bool>) -> CommandOption {
        CommandOption(names: names, place: .flag(place))
    }

    /// The same option of a command that has this one's among its own.
    func within<Whole>(_ part: WritableKeyPath<Whole, Command>) -> CommandOption<Whole> {
        switch place {
        case .value(let place, let isLiteral):
            .init(names: names, place: .value(part.appending(path: place), isLiteral: isLiteral))
        case .values(let place): .init(names: names, place: .values(part.appending(path: place)))
        case .flag(let place): .init(names: names, place: .flag(part.appending(path: place)))
        }
    }

    /// What a command line has to look like.
    var syntax: ClickParser.Option {
        if case .flag = place { return ClickParser.Option(names, takesValue: false) }
        return ClickParser.Option(names, takesValue: true)
    }

    /// Gives a command what a line said.
    ///
    /// - Parameter value: empty for a flag.
    func set(_ value: String, in command: inout Command) {
        switch place {
        case .value(let place, let isLiteral): command[keyPath: place] = value.isEmpty && !isLiteral ? nil : value
        case .values(let place): command[keyPath: place].append(value)
        case .flag(let place): command[keyPath: place] = true
        }
    }
}
