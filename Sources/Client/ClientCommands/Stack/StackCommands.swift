import ClientStore
import StackComponents
import TerminalUI

/// The commands on stacks (docs/zenml/stacks.md, "Stacks").
enum StackCommands {
    private static let entity = Entity.stack

    static let list = entity.listCommand

    static let describe = entity.describeCommand(
        extra: [Parameter.flag("-o", "--outputs", help: "Accepted, as ZenML does: there is nothing that it would add.")]
    ) { text, reader in
        let stack = try Stacks.find(text, allowsNamePrefix: true, in: reader)
        return StackDescription(stack: stack, isActive: try Stacks.isActive(stack, in: reader)).output
    }

    static let rename = entity.renameCommand("NEW_STACK_NAME") { writer, text, name in
        try Stacks.rename(text, to: name, in: writer).name
    } done: {
        "Stack `\($0)` successfully renamed to `\($1)`!"
    }

    static let copy = entity.copyCommand(("SOURCE_STACK_NAME_OR_ID", "TARGET_STACK")) { writer, text, name in
        _ = try Stacks.copy(text, to: name, in: writer)
    }

    static let get = Command(
        "get",
        summary: "Get the name of the active stack.",
        parameters: [Parameter.output]
    ) { input, context in
        let name = try await context.terminal.withSpinner("Getting the active stack...") {
            try await context.read { try $0.activeStack().name }
        }
        context.terminal.show(
            Output([.member(.init("name", .text(name))), .declared("The global active stack is: '\(name)'")]),
            as: input.outputFormat
        )
    }

    static let set: Command = {
        let name = entity.name
        return Command("set", summary: "Make a stack the active one.", parameters: [name]) { input, context in
            let text = input[name]
            let stack = try await context.terminal.withSpinner("Setting the active stack to '\(text)'...") {
                try await context.write { try Stacks.activate(text, in: $0) }
            }
            context.terminal.declare("Active global stack set to: '\(stack.name)'")
        }
    }()

    static let removeComponent: Command = {
        let name = entity.optionalName
        let types = ComponentOptions.removable
        return Command(
            "remove-component",
            summary: "Take components out of a stack.",
            parameters: [name] + types.map(\.parameter),
            passesUnknownOptions: true
        ) { input, context in
            let text = input[name]
            let removed = Set(types.filter { input[$0.parameter] }.map(\.type))
            let stack = try await context.terminal.withSpinner("Updating the stack...") {
                try await context.write { try Stacks.removeComponents(removed, from: text, in: $0) }
            }
            context.terminal.declare("Stack `\(stack.name)` successfully updated!")
        }
    }()
}
