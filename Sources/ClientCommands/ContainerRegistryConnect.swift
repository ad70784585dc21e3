import AWSClient
import ArgumentParser
import ClientStore
import StackComponents

/// `zenml container-registry connect` (client.md, section 12). Docker's configuration stays as it is.
struct ContainerRegistryConnect: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "connect",
        abstract: "Connect a container registry to a service connector."
    )
    static let synopsis = "[OPTIONS] [NAME_ID_OR_PREFIX]"
    static var options: [CommandOption<Self>] {
        [
            .value("-c", "--connector", to: \.connector),
            .value("-r", "--resource-id", to: \.resourceID),
            .flag("-i", "--interactive", to: \.isInteractive),
            .flag("--no-verify", to: \.skipsVerification),
        ]
    }

    @Option(
        name: [.customShort("c"), .customLong("connector")],
        parsing: .unconditional,
        help: "The name, the ID or the beginning of either of the service connector."
    )
    var connector: String?

    @Option(
        name: [.customShort("r"), .customLong("resource-id")],
        parsing: .unconditional,
        help: "The resource of that connector: the registry's own URI."
    )
    var resourceID: String?

    @Flag(name: [.customShort("i"), .customLong("interactive")], help: .hidden)
    var isInteractive = false

    @Flag(name: .customLong("no-verify"), help: "Do not verify that the connector reaches the registry.")
    var skipsVerification = false

    @Argument(parsing: .allUnrecognized, help: "The name, the ID or the beginning of either of a container registry.")
    var rest: [String] = []

    func run(in context: CommandContext) async throws {
        let name = try arguments(upTo: 1).first
        guard connector != nil || isInteractive else {
            throw CommandFailure("Please provide either a connector ID or set the interactive flag.")
        }
        guard let connector, !isInteractive else {
            guard connector == nil else {
                throw CommandFailure("Please provide either a connector ID or set the interactive flag, not both.")
            }
            throw CommandFailure.notBuilt("Interactive connecting (-i)", instead: "name a connector with --connector")
        }
        try await context.withStore { store in
            let registry = try await store.read {
                try Components.containerRegistries.find(name, allowsNamePrefix: true, in: $0)
            }
            let uri = registry.configuration["uri"] ?? ""
            let linking = ConnectorLinking(context: context, store: store)
            let found = try await linking.find(connector)
            try RegistryLink.check(resourceID: resourceID, uri: uri)
            let outcome = try await linking.verify(found, uri: uri, isVerified: !skipsVerification)
            try await store.write { writer in
                try writer.connect(
                    componentID: registry.id,
                    to: outcome.connectorID,
                    resourceID: outcome.resourceID
                )
            }
            linking.report(outcome, registry: registry.name)
        }
    }
}
