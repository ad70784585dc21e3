import AWSClient
import ArgumentParser
import ClientStore
import StackComponents
import TerminalUI

/// `zenml container-registry register` (client.md, section 12).
struct ContainerRegistryRegister: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Register a container registry.",
        discussion: "Attributes of the flavor are given as --attribute=value."
    )
    static let synopsis = "[OPTIONS] NAME [ARGS]..."
    // They are attributes.
    static let passesUnknownOptions = true
    static var options: [CommandOption<Self>] {
        [
            .literal("-f", "--flavor", to: \.flavor),
            .values("-l", "--label", to: \.labels),
            .value("-c", "--connector", to: \.connector),
            .value("-r", "--resource-id", to: \.resourceID),
        ]
    }

    @Option(
        name: [.customShort("f"), .customLong("flavor")],
        parsing: .unconditional,
        help: "The flavor of the container registry."
    )
    var flavor: String?

    @Option(
        name: [.customShort("l"), .customLong("label")],
        parsing: .unconditionalSingleValue,
        help: "A label, key=value; may be given several times."
    )
    var labels: [String] = []

    @Option(
        name: [.customShort("c"), .customLong("connector")],
        parsing: .unconditional,
        help: "The name, the ID or the beginning of either of a service connector to connect it to."
    )
    var connector: String?

    @Option(
        name: [.customShort("r"), .customLong("resource-id")],
        parsing: .unconditional,
        help: "The resource of that connector: the registry's own URI."
    )
    var resourceID: String?

    @Argument(parsing: .allUnrecognized, help: "A name, and attributes as --attribute=value.")
    var rest: [String] = []

    func run(in context: CommandContext) async throws {
        guard !rest.isEmpty else { throw UsageError.missingArgument("NAME") }
        guard let flavor else { throw UsageError.missingOption("'--flavor' / '-f'") }
        let arguments = try FreeFormArguments(rest, in: context.environment)
        let labels = try OptionValues.labels(labels)
        try await context.withStore { store in
            arguments.notes.forEach(context.terminal.echo)
            let given = Attributes(arguments.attributes.map { Attributes.Element(name: $0.name, value: $0.value) })
            let attributes = try ContainerRegistryFlavor.named(flavor).checked(given)
            let uri = attributes[ContainerRegistryFlavor.resourceAttribute] ?? ""
            guard resourceID == nil || connector != nil else {
                throw CommandFailure("A resource ID needs the connector that it belongs to: add --connector.")
            }
            try RegistryLink.check(resourceID: resourceID, uri: uri)
            let linking = ConnectorLinking(context: context, store: store)
            var outcome: ConnectorLinking.Outcome?
            if let connector {
                let found = try await linking.find(connector)
                outcome = try await linking.verify(found, uri: uri, isVerified: true)
            }
            let link = outcome
            try await context.terminal.withSpinner("Registering container registry '\(arguments.name)'...") {
                try await store.write { writer in
                    let registry = try Components.containerRegistries.register(
                        arguments.name,
                        flavor: flavor,
                        attributes: attributes,
                        labels: labels,
                        in: writer
                    )
                    guard let link else { return }
                    try writer.connect(componentID: registry.id, to: link.connectorID, resourceID: link.resourceID)
                }
            }
            context.terminal.declare("Successfully registered container_registry `\(arguments.name)`.")
            context.showDashboardHint()
            if let outcome { linking.report(outcome, registry: arguments.name) }
        }
    }
}
