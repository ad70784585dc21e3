import TerminalUI

extension Parameter where Value == String? {
    /// How a command tells what it found: on every command that prints a table.
    static let output = Parameter.choice(
        "--output",
        among: OutputFormat.allCases.map(\.rawValue),
        help: "Tell it as a table, or as JSON or YAML for programs."
    )
}

extension CommandInput {
    /// The format of ``Parameter/output``; a table without it.
    var outputFormat: OutputFormat { self[.output].flatMap(OutputFormat.init) ?? .table }
}
