import ClientStore
import ServiceConnectors
import TerminalUI

/// The tables of what connectors give access to (client.md, section 11).
enum ResourceTables {
    /// What one connector gave access to, or why it did not.
    struct Row: Sendable {
        let connector: ServiceConnectorRecord
        let outcome: Result<String, ConnectorError>
    }

    private static var resourceType: String { ResourceType.dockerRegistry.label }

    /// For a connector that is being registered.
    static func registered(_ registry: String) -> Table {
        Table.listing(["RESOURCE TYPE", "RESOURCE NAMES"], rows: [[resourceType, registry]])
    }

    /// For connectors that are registered.
    static func resources(_ rows: [Row]) -> Table {
        Table.listing(
            ["CONNECTOR ID", "CONNECTOR NAME", "CONNECTOR TYPE", "RESOURCE TYPE", "RESOURCE NAMES"],
            rows: rows.map { row in
                let names =
                    switch row.outcome {
                    case .success(let registry): registry
                    case .failure(let error): "💥 error: \(error.message)"
                    }
                return [
                    row.connector.id, row.connector.name, ServiceConnectorType.aws.label, resourceType, names,
                ]
            }
        )
    }
}
