import ClientStore
import StackComponents
import TerminalUI

/// The commands on container registries that need only the store (docs/zenml/stacks.md, "Keeping registries").
enum ContainerRegistryCommands {
    private static let entity = Entity.containerRegistry
    private static let registries = Components.containerRegistries

    static let list = entity.listCommand

    static let describe = entity.describeCommand { text, reader in
        try registries.describe(text, in: reader).output
    }

    static let rename = entity.renameCommand("NEW_NAME") { writer, text, name in
        try registries.rename(text, to: name, in: writer).name
    } done: {
        "Successfully renamed container registry `\($0)` to `\($1)`."
    }

    static let copy = entity.copyCommand(("SOURCE_COMPONENT_NAME_ID_OR_PREFIX", "TARGET_COMPONENT")) {
        writer,
        text,
        name in
        _ = try registries.copy(text, to: name, in: writer)
    }

    static let delete = entity.deleteCommand {
        "Deleting container registry '\($0)'..."
    } change: { writer, text in
        let deleted = try registries.delete(text, in: writer)
        return [
            "Deregistered stack component (type: \(deleted.type)) with name '\(deleted.name)'.",
            "Deleted container registry: \(text)",
        ]
    }

    static let get = Command(
        "get",
        summary: "Get the name of the active container registry.",
        parameters: [Parameter.output]
    ) { input, context in
        let (active, stack) = try await context.terminal.withSpinner("Getting the active stack...") {
            try await context.read { (try registries.active(in: $0), try $0.activeStack()) }
        }
        let name = OutputValue.optional(active?.name)
        let lines: [Output.Part] =
            active.map {
                [.declared("Active container registry: '\($0.name)'"), .warning(CommandContext.dashboardHint)]
            }
            ?? [.warning("No container registry set for active stack ('\(stack.name)').")]
        context.terminal.show(Output([.member(.init("name", name))] + lines), as: input.outputFormat)
    }

    static let disconnect: Command = {
        let name = entity.name
        return Command(
            "disconnect",
            summary: "Disconnect a container registry from a service connector.",
            parameters: [name]
        ) { input, context in
            let text = input[name]
            let registry = try await context.terminal.withSpinner(
                "Disconnecting service-connector from container registry '\(text)'..."
            ) { try await context.write { try registries.disconnect(text, in: $0) } }
            context.terminal.declare(
                "Successfully disconnected the service-connector from container registry `\(registry.name)`."
            )
            context.showDashboardHint()
        }
    }()
}
