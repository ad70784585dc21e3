import ClientStore
import TerminalUI

extension Entity {
    /// `describe`: all that the store knows of one, by default of the active one.
    ///
    /// - Parameters:
    ///   - extra: options beyond the name and the format.
    ///   - output: what is told of the one that a text means: a name, an ID or the beginning of either; nil for the
    ///     active one.
    func describeCommand(
        extra: [any CommandParameter] = [],
        output: @escaping @Sendable (_ text: String?, StoreReader) throws -> Output
    ) -> Command {
        let name = optionalName
        return Command(
            "describe",
            summary: "Show all details of a \(noun).",
            parameters: [name] + extra + [Parameter.output]
        ) { input, context in
            let text = input[name]
            var told = try await context.read { try output(text, $0) }
            told.parts.append(.warning(CommandContext.dashboardHint))
            context.terminal.show(told, as: input.outputFormat)
        }
    }
}
