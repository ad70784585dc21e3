/// What a command takes from its line, as a value: an option with its names, or an argument; its type, its default and
/// its help. A command declares its parameters and reads each from its ``CommandInput``.
struct Parameter<Value: Sendable>: CommandParameter {
    let declaration: ParameterDeclaration
    /// What the command gets where the line does not have it.
    let fallback: Value
}

/// A parameter of whatever type.
protocol CommandParameter: Sendable {
    var declaration: ParameterDeclaration { get }
}

/// What parsing, help and completion need to know of a parameter.
struct ParameterDeclaration: Sendable {
    enum Kind: Sendable {
        /// An option that takes a value. `metavar` stands for it in help.
        case option(metavar: String)
        /// An option without a value.
        case flag
        /// An argument; one that is variadic takes all that is left.
        case argument(isVariadic: Bool)
    }

    /// An option's names as typed, in the order in which usage errors have them; an argument's one name, in capitals.
    let names: [String]
    let kind: Kind
    let isRequired: Bool
    let help: String
    /// What it can be; nil where it can be anything.
    let choices: [String]?
    /// Makes a value of the words that the line gave it, of which there is at least one.
    let convert: @Sendable (_ words: [String]) throws(CommandLineError) -> any Sendable

    init(
        _ names: [String],
        _ kind: Kind,
        isRequired: Bool = false,
        choices: [String]? = nil,
        help: String,
        convert: @escaping @Sendable (_ words: [String]) throws(CommandLineError) -> any Sendable
    ) {
        (self.names, self.kind, self.isRequired, self.help) = (names, kind, isRequired, help)
        (self.choices, self.convert) = (choices, convert)
    }

    /// By which the command finds its value.
    var key: String { names.first { $0.hasPrefix("--") } ?? names.first ?? "" }

    var isOption: Bool {
        if case .argument = kind { return false }
        return true
    }

    /// As usage errors name it: `'--type' / '-t'` for an option, `'NAME'` for an argument.
    var hint: String { names.map { "'\($0)'" }.joined(separator: " / ") }
}

// MARK: Options

extension Parameter where Value == String? {
    /// A text; of several the last counts, and an empty one counts as none, as in Python.
    static func text(_ names: String..., metavar: String = "TEXT", help: String) -> Parameter {
        Parameter(
            declaration: ParameterDeclaration(names, .option(metavar: metavar), help: help) { words in
                ParameterTypes.textOrNone(words.last)
            },
            fallback: nil
        )
    }

    /// A text that may be empty: for what an empty text is a value of, and mostly a wrong one.
    static func literal(_ names: String..., isRequired: Bool = false, help: String) -> Parameter {
        Parameter(
            declaration: ParameterDeclaration(names, .option(metavar: "TEXT"), isRequired: isRequired, help: help) {
                words in words.last
            },
            fallback: nil
        )
    }

    /// One of some words.
    static func choice(
        _ names: String...,
        among choices: [String],
        isRequired: Bool = false,
        help: String
    ) -> Parameter {
        let metavar = "[\(choices.joined(separator: "|"))]"
        return Parameter(
            declaration: ParameterDeclaration(
                names,
                .option(metavar: metavar),
                isRequired: isRequired,
                choices: choices,
                help: help
            ) { words throws(CommandLineError) in try ParameterTypes.choice(words.last ?? "", among: choices) },
            fallback: nil
        )
    }

    /// An argument that can be left out.
    static func optionalArgument(_ name: String, help: String = "") -> Parameter {
        Parameter(
            declaration: ParameterDeclaration([name], .argument(isVariadic: false), help: help) { words in words.last },
            fallback: nil
        )
    }
}

extension Parameter where Value == [String] {
    /// A text each time that it is named.
    static func texts(_ names: String..., help: String) -> Parameter {
        Parameter(
            declaration: ParameterDeclaration(names, .option(metavar: "TEXT"), help: help) { words in words },
            fallback: []
        )
    }

    /// All words that are left.
    static func arguments(_ name: String, isRequired: Bool = false, help: String = "") -> Parameter {
        Parameter(
            declaration: ParameterDeclaration(
                [name],
                .argument(isVariadic: true),
                isRequired: isRequired,
                help: help
            ) { words in words },
            fallback: []
        )
    }
}

extension Parameter where Value == Bool {
    /// Whether it is named.
    static func flag(_ names: String..., help: String) -> Parameter {
        Parameter(declaration: ParameterDeclaration(names, .flag, help: help) { _ in true }, fallback: false)
    }
}

extension Parameter where Value == Int? {
    /// A whole number.
    static func integer(_ names: String..., help: String) -> Parameter {
        Parameter(
            declaration: ParameterDeclaration(names, .option(metavar: "INTEGER"), help: help) {
                words throws(CommandLineError) in try ParameterTypes.integer(words.last ?? "")
            },
            fallback: nil
        )
    }
}

extension Parameter where Value == String {
    /// An argument that must be there.
    static func argument(_ name: String, help: String = "") -> Parameter {
        Parameter(
            declaration: ParameterDeclaration([name], .argument(isVariadic: false), isRequired: true, help: help) {
                words in words.last ?? ""
            },
            fallback: ""
        )
    }
}
