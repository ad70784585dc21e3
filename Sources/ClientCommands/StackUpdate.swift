import AWSClient
import ArgumentParser
import ClientStore
import StackComponents
import TerminalUI

/// `zenml stack update` (client.md, section 12).
struct StackUpdate: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Update a stack with new components."
    )
    static let synopsis = "[OPTIONS] [STACK_NAME_OR_ID]"
    static let passesUnknownOptions = true
    static var options: [CommandOption<Self>] { ComponentOptions.options.map { $0.within(\.components) } }

    @OptionGroup var components: ComponentOptions

    @Argument(parsing: .allUnrecognized, help: "The stack; without one, the active stack.")
    var rest: [String] = []

    func run(in context: CommandContext) async throws {
        let name = try arguments(upTo: 1).first
        let selection = components.selection
        let updated = try await context.withStore { store in
            try await store.write { try Stacks.update(name, selection, in: $0).name }
        }
        context.terminal.declare("Stack `\(updated)` successfully updated!")
        context.showDashboardHint()
    }
}
