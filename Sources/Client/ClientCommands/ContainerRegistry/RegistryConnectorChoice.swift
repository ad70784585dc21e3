import ClientStore
import ServiceConnectors
import StackComponents
import TerminalUI

/// `zenml container-registry connect -i`: finds the connectors that reach a registry, and asks which to use
/// (docs/zenml/stacks.md, "Connecting a registry").
struct RegistryConnectorChoice: Sendable {
    let context: CommandContext

    /// - Throws: ``CommandFailure`` where there is none, or the only one is not wanted.
    func choose(for registry: StackComponentRecord) async throws -> StoredConnector {
        let rows = try await rows(for: registry)
        let terminal = context.terminal
        guard let first = rows.first else { throw nothingFound(registry) }
        let isOnly = rows.count == 1
        let heading =
            isOnly
            ? "Only one connector has compatible resources:" : "The following connectors have compatible resources:"
        terminal.show(Output([.echoed(heading), .table(ResourceTables.of(rows))]), as: .table)
        let chosen: ServiceConnectorRecord
        if isOnly {
            guard try await terminal.ask(.confirmation("Would you like to use this connector?", default: true)) else {
                throw CommandFailure("Aborting.")
            }
            chosen = first.connector
        } else {
            let connectors = rows.map(\.connector)
            let answer = try await terminal.ask(
                .choice(
                    "Please enter the name or ID of the connector you want to use",
                    of: connectors.map(\.id) + connectors.map(\.name),
                    showsChoices: false
                )
            )
            chosen = connectors.first { $0.id == answer } ?? connectors.first { $0.name == answer } ?? first.connector
        }
        return try await context.read { try StoredConnector.find(chosen.id, allowsNamePrefix: false, in: $0) }
    }

    /// The connectors that reach the registry, and what each reaches.
    private func rows(for registry: StackComponentRecord) async throws -> [ResourceTables.Row] {
        let flavor = try ContainerRegistryFlavor.named(registry.flavor)
        let rows = try await context.terminal.withSpinner(
            "Finding all resources matching the stack component requirements (this could take a while)..."
        ) {
            try await ServiceConnectorListResources.fetch(
                connectorType: flavor.connectorType,
                resourceType: ContainerRegistryFlavor.resourceType,
                resourceID: uri(of: registry),
                excludesErrors: false,
                context
            )
        }
        return rows.filter { row in
            if case .names = row.resources.entries.first?.outcome { return true }
            return false
        }
    }

    private func uri(of registry: StackComponentRecord) -> String? {
        registry.configuration[ContainerRegistryFlavor.resourceAttribute].flatMap { $0.isEmpty ? nil : $0 }
    }

    private func nothingFound(_ registry: StackComponentRecord) -> CommandFailure {
        let type = (try? ContainerRegistryFlavor.named(registry.flavor))?.connectorType
        let arguments = [
            type.map { " --connector-type \($0)" } ?? "", " --resource-type \(ContainerRegistryFlavor.resourceType)",
            uri(of: registry).map { " --resource-id \($0)" } ?? "",
        ].joined()
        return CommandFailure(
            "No compatible valid resources were found for the '\(registry.name)' container registry in your workspace. You "
                + "can create a new connector using the 'zenml service-connector register' command or list the compatible "
                + "resources using the 'zenml service-connector list-resources\(arguments)' command."
        )
    }
}
