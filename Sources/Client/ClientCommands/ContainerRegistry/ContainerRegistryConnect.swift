import ClientStore
import StackComponents
import TerminalUI

/// `zenml container-registry connect` (docs/zenml/stacks.md, "Connecting a registry").
enum ContainerRegistryConnect {
    private static let name = Entity.containerRegistry.optionalName
    private static let connector = Parameter.text(
        "-c",
        "--connector",
        help: "The service connector: its name, its ID or the beginning of either."
    )
    private static let resourceID = Parameter.text(
        "-r",
        "--resource-id",
        help: "The resource of that connector: the registry's own URI."
    )
    private static let isInteractive = Parameter.flag("-i", "--interactive", help: "Choose among what there is.")
    private static let skipsVerification = Parameter.flag(
        "--no-verify",
        help: "Do not verify that the connector reaches the registry."
    )

    static let command = Command(
        "connect",
        summary: "Connect a container registry to a service connector.",
        parameters: [name, connector, resourceID, isInteractive, skipsVerification]
    ) { input, context in
        let (name, resourceID) = (input[name], input[resourceID])
        guard input[connector] != nil || input[isInteractive] else {
            throw CommandFailure("Please provide either a connector ID or set the interactive flag.")
        }
        guard input[connector] == nil || !input[isInteractive] else {
            throw CommandFailure("Please provide either a connector ID or set the interactive flag, not both.")
        }
        let registry = try await context.read {
            try Components.containerRegistries.find(name, allowsNamePrefix: true, in: $0)
        }
        let connection = RegistryConnection(context: context)
        let found: StoredConnector
        if let text = input[connector] {
            found = try await connection.find(text)
        } else {
            found = try await RegistryConnectorChoice(context: context).choose(for: registry)
        }
        try RegistryLink.check(
            resourceID: resourceID,
            uri: registry.configuration[ContainerRegistryFlavor.resourceAttribute] ?? ""
        )
        // What was chosen has been seen to work, and is shown.
        let isVerified = !input[skipsVerification] || input[isInteractive]
        let link = try await connection.verify(found, reaches: registry.values, isVerified: isVerified)
        try await connection.store(link, of: registry)
    }
}
