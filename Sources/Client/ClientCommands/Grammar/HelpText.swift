import TerminalUI

/// Help in click's layout: usage, what it is, options, commands.
struct HelpText {
    /// The longest name that help still stands beside; behind a longer one it starts on a line of its own.
    private static let nameLimit = 30
    private static let indent = "  "
    private static let groupedIndent = "      "
    private static let groupedNameWidth = 22
    private static let helpRow = (name: "--help", help: "Show this message and exit.")

    private let terminalWidth: Int
    private var width: Int { HelpText.width(terminalWidth: terminalWidth) }

    init(terminalWidth: Int) {
        self.terminalWidth = terminalWidth
    }

    /// Between 50 and 78 cells, whatever the terminal.
    static func width(terminalWidth: Int) -> Int { max(50, min(terminalWidth, 80) - 2) }

    /// - Parameter path: the words that name the command.
    func of(_ command: Command, path: String) -> String {
        let arguments = command.declarations.filter { !$0.isOption && !$0.help.isEmpty }
        return text([
            usage(path, command.synopsis),
            paragraphs([command.summary] + command.discussion),
            section("Arguments", arguments.map { ($0.key, $0.help) }),
            section("Options", command.options.map { ($0.term, $0.helpWithNeed) } + [HelpText.helpRow]),
        ])
    }

    /// - Parameters:
    ///   - path: the words that name the group.
    ///   - options: names and help of what it takes beyond `--help`.
    func of(_ group: CommandGroup, path: String, options: [(name: String, help: String)] = []) -> String {
        let commands = group.categories.map { category in
            (category.title, category.children.sorted { $0.name < $1.name }.map { ($0.name, $0.summary) })
        }
        return text(
            [
                usage(path, CommandGroup.synopsis),
                paragraphs([group.summary]),
                section("Options", options + [HelpText.helpRow]),
            ]
                + (commands.count > 1 ? [["Available ZenML Commands (grouped):"]] + grouped(commands) : [])
                + (commands.count == 1 ? commands.map { section($0, $1) } : [])
                + [
                    group.notSupported.isEmpty
                        ? [] : ["Not supported:"] + fold(group.notSupported.sorted().joined(separator: ", "), indent: 2)
                ]
        )
    }

    /// Sections within one, each under its title.
    private func grouped(_ sections: [(title: String, rows: [(name: String, help: String)])]) -> [[String]] {
        let names = sections.flatMap(\.rows).map { DisplayWidth.of($0.name) }
        return sections.map { title, rows in
            ["\(HelpText.indent)\(title):"]
                + table(
                    rows,
                    indent: HelpText.groupedIndent,
                    nameWidth: max(HelpText.groupedNameWidth, names.max() ?? 0)
                )
        }
    }

    private func text(_ sections: [[String]]) -> String {
        sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private func usage(_ path: String, _ synopsis: String) -> [String] {
        UsageLine(path: path, synopsis: synopsis).lines(terminalWidth: terminalWidth)
    }

    private func paragraphs(_ texts: [String]) -> [String] {
        Array(texts.map { fold($0, indent: 2) }.joined(separator: [""]))
    }

    private func section(_ title: String, _ rows: [(name: String, help: String)]) -> [String] {
        guard !rows.isEmpty else { return [] }
        let names = rows.map { DisplayWidth.of($0.name) }
        return ["\(title):"]
            + table(rows, indent: HelpText.indent, nameWidth: min(names.max() ?? 0, HelpText.nameLimit))
    }

    /// Names, and beside each what is said of it.
    private func table(_ rows: [(name: String, help: String)], indent: String, nameWidth: Int) -> [String] {
        let column = indent.count + nameWidth + HelpText.indent.count
        return rows.flatMap { row -> [String] in
            let lines = fold(row.help, indent: column)
            let name = indent + row.name
            guard let first = lines.first else { return [name] }
            let room = column - DisplayWidth.of(name)
            guard room >= HelpText.indent.count else { return [name] + lines }
            return [name + String(repeating: " ", count: room) + first.dropFirst(column)] + lines.dropFirst()
        }
    }

    private func fold(_ text: String, indent: Int) -> [String] {
        guard !text.isEmpty else { return [] }
        let space = String(repeating: " ", count: indent)
        return LineFolding.fold(text, width: max(10, width - indent)).map { space + LineFolding.trimmed($0) }
    }
}

extension ParameterDeclaration {
    /// As help names it: `-t, --type TEXT`.
    fileprivate var term: String {
        let names = names.sorted { !$0.hasPrefix("--") && $1.hasPrefix("--") }.joined(separator: ", ")
        if case .option(let metavar) = kind { return "\(names) \(metavar)" }
        return names
    }

    fileprivate var helpWithNeed: String { isRequired ? "\(help)  [required]" : help }
}
