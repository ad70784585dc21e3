/// The names of options that a help text lists.
enum OptionNames {
    /// Whether a command line asks for help.
    static func areAskedFor(by command: String) -> Bool { command.hasSuffix(" --help") }

    /// Each of the names once, in alphabetical order.
    static func listed(in help: String) -> [String] {
        var names: Set<String> = []
        for line in help.split(separator: "\n") {
            let text = line.drop { $0 == " " }
            let indentation = line.count - text.count
            guard (1...4).contains(indentation), text.hasPrefix("-") else { continue }
            // The names end where the description begins, two blanks on.
            let column = text.firstRange(of: "  ").map { text[..<$0.lowerBound] } ?? text
            for word in column.split(whereSeparator: { " ,/".contains($0) }) where word.hasPrefix("-") {
                let name = word.prefix { $0 == "-" || $0 == "_" || $0.isLetter || $0.isNumber }
                // A dash alone begins a line of a list.
                if name.contains(where: { $0 != "-" }) { names.insert(String(name)) }
            }
        }
        return names.sorted()
    }
}
