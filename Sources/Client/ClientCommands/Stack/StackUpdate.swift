import ClientStore
import StackComponents
import TerminalUI

/// `zenml stack update` (docs/zenml/stacks.md, "Stacks").
enum StackUpdate {
    private static let name = Entity.stack.optionalName

    static let command = Command(
        "update",
        summary: "Replace components of a stack.",
        parameters: [name] + ComponentOptions.all.map(\.parameter),
        passesUnknownOptions: true
    ) { input, context in
        let (name, selection) = (input[name], ComponentOptions.selection(input))
        let stack = try await context.terminal.withSpinner("Updating stack...") {
            try await context.write { try Stacks.update(name, selection, in: $0) }
        }
        context.terminal.declare("Stack `\(stack.name)` successfully updated!")
        context.showDashboardHint()
    }
}
