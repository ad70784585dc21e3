import ClientStore
import ServiceConnectors
import StackComponents
import TerminalUI

/// Connects a container registry to a service connector: finds out whether the connector reaches it, and then stores the
/// link (docs/zenml/stacks.md, "Connecting a registry").
struct RegistryConnection: Sendable {
    let context: CommandContext

    /// What a registry is to be linked to.
    struct Link: Sendable {
        let connectorID: String
        let resourceID: String
        /// What to show; nil where nothing was verified.
        let row: ResourceTables.Row?
    }

    /// The connector that a text means: a name, an ID or the beginning of either.
    func find(_ text: String) async throws -> StoredConnector {
        do {
            return try await context.read { try StoredConnector.find(text, allowsNamePrefix: true, in: $0) }
        } catch let error as LookupError {
            throw CommandFailure("Could not find a connector '\(text)': \(error)")
        }
    }

    /// Checks that a connector fits a registry, and, unless that is not wanted, that it reaches it.
    func verify(
        _ connector: StoredConnector,
        reaches registry: StackComponentValues,
        isVerified: Bool
    ) async throws -> Link {
        try ContainerRegistryFlavor.named(registry.flavor).check(connector.record, for: registry)
        let uri = registry.configuration[ContainerRegistryFlavor.resourceAttribute] ?? ""
        guard isVerified else { return Link(connectorID: connector.record.id, resourceID: uri, row: nil) }
        return try await context.terminal.withSpinner("Validating service connector resource configuration...") {
            do throws(ConnectorError) {
                let resources = try await connector.open(with: context.connectorServices())
                    .verify(resourceType: ContainerRegistryFlavor.resourceType, resourceID: uri)
                    .checked()
                return Link(
                    connectorID: connector.record.id,
                    resourceID: resources.defaultResourceID ?? uri,
                    row: ResourceTables.Row(connector: connector.record, resources: resources)
                )
            } catch {
                throw CommandFailure("Access to the resource could not be verified: \(error.message)")
            }
        }
    }

    /// Stores a link, and says so.
    func store(_ link: Link, of registry: StackComponentRecord) async throws {
        try await context.terminal.withSpinner("Updating container registry '\(registry.name)'...") {
            try await context.write { writer in
                try writer.connect(
                    componentID: registry.id,
                    asRead: registry,
                    to: link.connectorID,
                    resourceID: link.resourceID
                )
            }
        }
        report(link, registry: registry.name)
    }

    /// Says that a registry was connected.
    func report(_ link: Link, registry name: String) {
        guard let row = link.row else {
            context.terminal.declare("Successfully connected container registry `\(name)` to resource.")
            return
        }
        context.terminal.declare("Successfully connected container registry `\(name)` to the following resources:")
        context.terminal.show(Output([.table(ResourceTables.of([row]))]), as: .table)
    }
}
