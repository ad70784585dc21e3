import ClientStore
import StackComponents
import TerminalUI

/// `zenml container-registry register` (docs/zenml/stacks.md, "Registering a registry").
enum ContainerRegistryRegister {
    private static let name = Parameter.argument("NAME", help: "The registry's name.")
    private static let words = Parameter.arguments(
        "ARGS",
        help: "Attributes of the flavor as --attribute=value; uri is required."
    )
    private static let flavor = Parameter.literal(
        "--flavor",
        "-f",
        isRequired: true,
        help: "The flavor: \(ContainerRegistryFlavor.all.map(\.name).joined(separator: ", "))."
    )
    private static let labels = Parameter.texts("-l", "--label", help: "A label, key=value. Repeatable.")
    private static let connector = Parameter.text(
        "-c",
        "--connector",
        help: "A service connector to connect it to: its name, its ID or the beginning of either."
    )
    private static let resourceID = Parameter.text(
        "-r",
        "--resource-id",
        help: "The resource of that connector: the registry's own URI."
    )

    static let command = Command(
        "register",
        summary: "Register a container registry.",
        parameters: [name, words, flavor, labels, connector, resourceID],
        // They are attributes.
        passesUnknownOptions: true
    ) { input, context in
        let (flavor, connectorText, resourceID) = (input[flavor] ?? "", input[connector], input[resourceID])
        let (name, arguments) = try FreeFormArguments.named(input[name], input[words], in: context.environment)
        arguments.notes.forEach(context.terminal.echo)
        let labels = try ParameterTypes.labels(input[labels])
        guard resourceID == nil || connectorText != nil else {
            throw CommandFailure("A resource ID needs the connector that it belongs to: add --connector.")
        }
        let connection = RegistryConnection(context: context)
        var found: StoredConnector?
        if let connectorText { found = try await connection.find(connectorText) }
        // What is to be registered, so that a connector that does not reach it leaves nothing behind.
        let planned = try Components.containerRegistries.planned(
            name,
            flavor: flavor,
            attributes: arguments.attributes,
            labels: labels
        )
        var link: RegistryConnection.Link?
        if let found {
            try RegistryLink.check(resourceID: resourceID, uri: planned.configuration["uri"] ?? "")
            link = try await connection.verify(found, reaches: planned, isVerified: true)
        }
        let resolved = link
        try await context.terminal.withSpinner("Registering container registry '\(name)'...") {
            try await context.write { writer in
                let registry = try Components.containerRegistries.register(planned, in: writer)
                guard let resolved else { return }
                try writer.connect(componentID: registry.id, to: resolved.connectorID, resourceID: resolved.resourceID)
            }
        }
        context.terminal.declare("Successfully registered container_registry `\(name)`.")
        context.showDashboardHint()
        if let link { connection.report(link, registry: name) }
    }
}
