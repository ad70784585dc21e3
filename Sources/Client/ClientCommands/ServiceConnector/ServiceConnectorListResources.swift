import ClientStore
import ServiceConnectors
import TerminalUI

/// `zenml service-connector list-resources` (docs/zenml/connectors.md, "Listing resources").
enum ServiceConnectorListResources {
    // Of no type there is no connector.
    private static let connectorType = Parameter.literal(
        "-c",
        "--connector-type",
        help: "Only connectors of this type."
    )
    private static let resourceType = Parameter.text("-r", "--resource-type", help: "Only resources of this type.")
    private static let resourceID = Parameter.text("-ri", "--resource-id", help: "Only the resource of this name.")
    private static let excludesErrors = Parameter.flag(
        "-e",
        "--exclude-errors",
        help: "Leave out connectors that fail."
    )
    static let command = Command(
        "list-resources",
        summary: "List all resources accessible by service connectors.",
        parameters: [connectorType, resourceType, resourceID, excludesErrors, Parameter.output]
    ) { input, context in
        let terminal = context.terminal
        let (resourceType, resourceID, format) = (input[resourceType], input[resourceID], input.outputFormat)
        if resourceType == nil, resourceID == nil, format == .table {
            terminal.warning(
                "Fetching all service connector resources can take a long time, depending on the number of connectors "
                    + "configured in your workspace. Consider using the '--connector-type', '--resource-type' and "
                    + "'--resource-id' options to narrow down the list of resources to fetch."
            )
        }
        let rows = try await terminal.withSpinner(
            "Fetching all service connector resources (this could take a while)..."
        ) {
            try await fetch(
                connectorType: input[connectorType],
                resourceType: resourceType,
                resourceID: resourceID,
                excludesErrors: input[excludesErrors],
                context
            )
        }
        let type = resourceType.map { "'\($0)' " } ?? ""
        let what = resourceID.map { "The \(type)resource with name '\($0)'" } ?? "The following \(type)resources"
        let heading = "\(what) can be accessed by service connectors configured in your workspace:"
        let table = ResourceTables.of(rows, whenEmpty: "No service connector resources match the given filters.")
        terminal.show(Output((rows.isEmpty ? [] : [.echoed(heading)]) + [.table(table)]), as: format)
    }

    /// Verifies the connectors that fit, one after the other, in the order of registration.
    static func fetch(
        connectorType: String?,
        resourceType: String?,
        resourceID: String?,
        excludesErrors: Bool,
        _ context: CommandContext
    ) async throws -> [ResourceTables.Row] {
        let connectors = try await context.read { reader in
            try reader.serviceConnectors()
                .filter { connectorType == nil || $0.connectorType == connectorType }
                .filter { record in resourceType.map { record.resourceTypes.contains($0) } ?? true }
                .map { try StoredConnector($0, in: reader) }
        }
        let services = context.connectorServices()
        var rows: [ResourceTables.Row] = []
        for connector in connectors {
            let record = connector.record
            do throws(ConnectorError) {
                let resources = try await connector.open(with: services)
                    .verify(resourceType: resourceType, resourceID: resourceID)
                if excludesErrors, resources.error != nil, resources.entries.count == 1 { continue }
                rows.append(ResourceTables.Row(connector: record, resources: resources))
            } catch {
                services.log(
                    "Failed to fetch \(resourceType ?? "available") resources from service connector "
                        + "\(record.name)/\(record.id): \(error.message)"
                )
            }
        }
        return rows
    }
}
