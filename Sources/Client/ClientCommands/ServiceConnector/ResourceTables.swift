import ClientStore
import ServiceConnectors
import TerminalUI

/// The tables of what connectors give access to (docs/zenml/output.md, "Tables").
enum ResourceTables {
    /// A connector that is registered, and what it gave access to.
    struct Row: Sendable {
        let connector: ServiceConnectorRecord
        let resources: ConnectorResources
    }

    /// Of one connector, whether or not it is registered.
    static func of(_ resources: ConnectorResources) -> OutputTable {
        OutputTable(
            .listing(
                [.init("RESOURCE TYPE"), .init("RESOURCE NAMES")],
                rows: cells(resources).map { [$0.type, $0.names] }
            )
        )
    }

    /// Of several connectors: what they are called stands in the first row of each.
    ///
    /// - Parameter whenEmpty: what is said where there is none; without it, the headings are drawn.
    static func of(_ rows: [Row], whenEmpty: String? = nil) -> OutputTable {
        OutputTable(
            .listing(
                [
                    .init("CONNECTOR ID"), .init("CONNECTOR NAME"), .init("CONNECTOR TYPE"), .init("RESOURCE TYPE"),
                    .init("RESOURCE NAMES"),
                ],
                rows: rows.flatMap { row in
                    cells(row.resources).enumerated().map { index, cells in
                        func first(_ shown: String, _ value: String) -> OutputValue {
                            .shown(index == 0 ? shown : "", .text(value))
                        }
                        let (connector, type) = (row.connector, row.resources.connectorType)
                        return [
                            first(connector.id, connector.id), first(connector.name, connector.name),
                            first(type.label, type.identifier), cells.type, cells.names,
                        ]
                    }
                }
            ),
            whenEmpty: whenEmpty
        )
    }

    /// One row a resource type; one for all of them where the connector as a whole is of no use.
    private static func cells(_ resources: ConnectorResources) -> [(type: OutputValue, names: OutputValue)] {
        if let error = resources.error {
            let types = resources.entries.map { type($0.type) }
            return [(.list(types), failure(error.message))]
        }
        return resources.entries.map { (type($0.type), names($0.outcome)) }
    }

    private static func type(_ type: ResourceType) -> OutputValue { .shown(type.label, .text(type.identifier)) }

    private static func names(_ outcome: ConnectorResources.Outcome) -> OutputValue {
        switch outcome {
        case .notListed: .shown("🤷 none listed", .null)
        case .names(let names): .texts(names)
        case .error(let message): failure(message)
        }
    }

    private static func failure(_ message: String) -> OutputValue {
        .shown("💥 error: \(message)", .map([.init("error", .text(message))]))
    }
}
