import AWSClient
import ClientStore
import ServiceConnectors
import StackComponents
import TerminalUI

/// Finds the service connector for a container registry and verifies that it reaches it; nothing is stored here.
struct ConnectorLinking: Sendable {
    let context: CommandContext
    let store: ClientStore

    /// What a registry is to be linked to.
    struct Outcome: Sendable {
        let connectorID: String
        let resourceID: String
        /// What to show; nil where nothing was verified.
        let row: ResourceTables.Row?
    }

    /// A connector and what it needs to work.
    struct Connector: Sendable {
        let record: ServiceConnectorRecord
        let secrets: [String: String]
    }

    /// The connector of a name, an ID or the beginning of either.
    func find(_ name: String) async throws -> Connector {
        do {
            return try await store.read { reader in
                let record = try NameLookup.connectors(allowsNamePrefix: true)
                    .find(name, in: try reader.serviceConnectors(), id: \.id, name: \.name)
                return Connector(record: record, secrets: try reader.secrets(of: record))
            }
        } catch let error as LookupError {
            throw CommandFailure("Could not find a connector '\(name)': \(error)")
        }
    }

    /// Verifies that the connector reaches the registry of a URI, unless that is not wanted.
    func verify(_ connector: Connector, uri: String, isVerified: Bool) async throws -> Outcome {
        let record = connector.record
        guard isVerified else {
            return Outcome(connectorID: record.id, resourceID: uri, row: nil)
        }
        let context = context
        return try await context.terminal.withSpinner("Validating service connector resource configuration...") {
            do throws(ConnectorError) {
                let registry = try await AWSServiceConnector(
                    try ConnectorConfiguration(record, secrets: connector.secrets),
                    calls: context.services.calls,
                    clock: context.environment.clock,
                    log: context.log
                ).verifyAndReport(resourceID: uri)
                return Outcome(
                    connectorID: record.id,
                    resourceID: registry,
                    row: ResourceTables.Row(connector: record, outcome: .success(registry))
                )
            } catch {
                throw CommandFailure("Access to the resource could not be verified: \(error.message)")
            }
        }
    }

    /// Says that a registry was linked.
    func report(_ outcome: Outcome, registry name: String) {
        guard let row = outcome.row else {
            context.terminal.declare("Successfully connected container registry `\(name)` to resource.")
            return
        }
        context.terminal.declare("Successfully connected container registry `\(name)` to the following resources:")
        context.terminal.table(ResourceTables.resources([row]))
    }
}
