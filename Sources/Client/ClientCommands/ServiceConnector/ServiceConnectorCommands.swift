import ClientStore
import ServiceConnectors
import StackComponents
import TerminalUI

/// The commands on service connectors that only look into the store or change it (docs/zenml/connectors.md, "Changes").
enum ServiceConnectorCommands {
    private static let entity = Entity.serviceConnector

    static let list = entity.listCommand

    static let delete = entity.deleteCommand {
        "Deleting service connector '\($0)'..."
    } change: { writer, text in
        let connector = try NameLookup.connectors(allowsNamePrefix: false)
            .find(text, in: try writer.reader.serviceConnectors(), id: \.id, name: \.name)
        let deleted = try writer.deleteServiceConnector(id: connector.id)
        return [
            "Removed service connector (type: \(deleted.connectorType)) with name '\(deleted.name)'.",
            "Deleted service connector: \(text)",
        ]
    }
}
