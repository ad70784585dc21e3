/// Reads a command line as click 8.1 does, whose words ZenML's users see: `-t aws`, `-taws`, `-xi` for two flags,
/// `--type aws`, `--type=aws`, and long names with one dash such as `-ri`.
struct ClickParser {
    /// An option by all its names.
    struct Option: Sendable {
        static let help = Option(["--help"], takesValue: false)

        let names: [String]
        let takesValue: Bool

        init(_ names: [String], takesValue: Bool) {
            self.names = names
            self.takesValue = takesValue
        }
    }

    /// What a line holds.
    struct Outcome {
        /// Options by their place in the list, with their values, in the order of the line; a flag's value is empty.
        var options: [(option: Int, value: String)] = []
        /// All other words, in order.
        var arguments: [String] = []
    }

    private let options: [Option]
    private let passesUnknownOptions: Bool
    private let endsAtArgument: Bool
    /// Names of a dash and one letter, which can stand together in a word.
    private let short: [Character: Int]
    /// All other names.
    private let long: [String: Int]

    /// - Parameters:
    ///   - passesUnknownOptions: whether what looks like an option and is not one is an argument.
    ///   - endsAtArgument: whether all behind the first argument are arguments, as it is behind a group of commands.
    init(_ options: [Option], passesUnknownOptions: Bool = false, endsAtArgument: Bool = false) {
        self.options = options
        self.passesUnknownOptions = passesUnknownOptions
        self.endsAtArgument = endsAtArgument
        var short: [Character: Int] = [:]
        var long: [String: Int] = [:]
        for (index, option) in options.enumerated() {
            for name in option.names {
                if name.count == 2, let letter = name.last, letter != "-" {
                    short[letter] = index
                } else {
                    long[name] = index
                }
            }
        }
        (self.short, self.long) = (short, long)
    }

    /// - Throws: ``CommandLineError`` for an unknown option, a value that is missing, and one that a flag does not take.
    func parse(_ words: [String]) throws(CommandLineError) -> Outcome {
        var outcome = Outcome()
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" { break }
            if word.hasPrefix("-"), word.count > 1 {
                try take(word, &rest, &outcome)
            } else {
                outcome.arguments.append(word)
                if endsAtArgument { break }
            }
        }
        outcome.arguments += rest
        return outcome
    }

    private func take(
        _ word: String,
        _ rest: inout ArraySlice<String>,
        _ outcome: inout Outcome
    ) throws(CommandLineError) {
        let equals = word.firstIndex(of: "=")
        let name = String(word[..<(equals ?? word.endIndex)])
        let attached = equals.map { String(word[word.index(after: $0)...]) }
        if let index = long[name] {
            guard options[index].takesValue || attached == nil else { throw .valueNotTaken(by: name) }
            if let attached {
                outcome.options.append((index, attached))
            } else {
                outcome.options.append((index, try value(of: index, named: name, &rest)))
            }
        } else if !word.hasPrefix("--") {
            try takeLetters(of: word, &rest, &outcome)
        } else if passesUnknownOptions {
            outcome.arguments.append(word)
        } else {
            throw .noSuchOption(name, among: Array(long.keys))
        }
    }

    /// The options whose letters a word has behind its dash; the first that takes a value takes what follows it.
    private func takeLetters(
        of word: String,
        _ rest: inout ArraySlice<String>,
        _ outcome: inout Outcome
    ) throws(CommandLineError) {
        var letters = word.dropFirst()
        var unknown = ""
        while let letter = letters.popFirst() {
            guard let index = short[letter] else {
                guard passesUnknownOptions else { throw .noSuchOption("-\(letter)", among: []) }
                unknown.append(letter)
                continue
            }
            if options[index].takesValue, !letters.isEmpty {
                outcome.options.append((index, String(letters)))
                break
            }
            outcome.options.append((index, try value(of: index, named: "-\(letter)", &rest)))
        }
        if !unknown.isEmpty { outcome.arguments.append("-" + unknown) }
    }

    /// The next word, whatever it looks like; empty for a flag.
    private func value(
        of index: Int,
        named name: String,
        _ rest: inout ArraySlice<String>
    ) throws(CommandLineError) -> String {
        guard options[index].takesValue else { return "" }
        guard let value = rest.popFirst() else { throw .valueMissing(of: name) }
        return value
    }
}
