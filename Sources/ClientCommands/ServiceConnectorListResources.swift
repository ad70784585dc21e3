import AWSClient
import ArgumentParser
import ClientStore
import ServiceConnectors
import TerminalUI

/// `zenml service-connector list-resources` (client.md, section 8).
struct ServiceConnectorListResources: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list-resources",
        abstract: "List all resources accessible by service connectors."
    )
    static let synopsis = "[OPTIONS]"
    static var options: [CommandOption<Self>] {
        [
            // Of no type there is no connector.
            .literal("-c", "--connector-type", to: \.connectorType),
            .value("-r", "--resource-type", to: \.resourceType),
            .value("-ri", "--resource-id", to: \.resourceID),
            .flag("-e", "--exclude-errors", to: \.excludesErrors),
        ]
    }

    @Option(
        name: [.customShort("c"), .customLong("connector-type")],
        parsing: .unconditional,
        help: "The type of service connector to filter by."
    )
    var connectorType: String?

    @Option(
        name: [.customShort("r"), .customLong("resource-type")],
        parsing: .unconditional,
        help: "The type of resource to filter by."
    )
    var resourceType: String?

    @Option(
        name: [.customLong("ri", withSingleDash: true), .customLong("resource-id")],
        parsing: .unconditional,
        help: "The name of a resource to filter by."
    )
    var resourceID: String?

    @Flag(name: [.customShort("e"), .customLong("exclude-errors")], help: "Leave out connectors that fail.")
    var excludesErrors = false

    @Argument(parsing: .allUnrecognized, help: .hidden)
    var rest: [String] = []

    func run(in context: CommandContext) async throws {
        _ = try arguments(upTo: 0)
        let terminal = context.terminal
        if let known = resourceType.flatMap(ServiceConnectorType.aws.resourceType), !known.isBuilt {
            throw CommandFailure.notBuilt("The resource type '\(known.identifier)'", instead: "use docker-registry")
        }
        let rows = try await context.withStore { store in
            if resourceType == nil, resourceID == nil {
                terminal.warning(
                    "Fetching all service connector resources can take a long time, depending on the number of "
                        + "connectors configured in your workspace. Consider using the '--connector-type', "
                        + "'--resource-type' and '--resource-id' options to narrow down the list of resources to fetch."
                )
            }
            return try await terminal.withSpinner(
                "Fetching all service connector resources (this could take a while)..."
            ) { try await fetch(from: store, context) }
        }
        guard !rows.isEmpty else {
            terminal.declare("No service connector resources match the given filters.")
            return
        }
        let type = resourceType.map { "'\($0)' " } ?? ""
        let what = resourceID.map { "The \(type)resource with name '\($0)'" } ?? "The following \(type)resources"
        terminal.echo("\(what) can be accessed by service connectors configured in your workspace:")
        terminal.table(ResourceTables.resources(rows))
    }

    /// Verifies the connectors that fit, one after the other, in the order of registration.
    private func fetch(from store: ClientStore, _ context: CommandContext) async throws -> [ResourceTables.Row] {
        let (connectorType, resourceType) = (connectorType, resourceType)
        let connectors = try await store.read { reader in
            try reader.serviceConnectors()
                .filter { connectorType == nil || $0.connectorType == connectorType }
                .filter { record in resourceType.map { record.resourceTypes.contains($0) } ?? true }
                .map { ($0, try reader.secrets(of: $0)) }
        }
        var rows: [ResourceTables.Row] = []
        for (record, secrets) in connectors {
            do throws(ConnectorError) {
                let connector = AWSServiceConnector(
                    try ConnectorConfiguration(record, secrets: secrets),
                    calls: context.services.calls,
                    clock: context.environment.clock,
                    log: context.log
                )
                let registry = try await connector.verifyAndReport(resourceID: resourceID)
                rows.append(ResourceTables.Row(connector: record, outcome: .success(registry)))
            } catch {
                switch error.kind {
                case .value, .configuration, .notBuilt, .bare:
                    context.terminal.echo(
                        "Failed to fetch \(resourceType ?? "available") resources from service connector "
                            + "\(record.name)/\(record.id): \(error.message)"
                    )
                case .authorization, .expired:
                    guard !excludesErrors else { continue }
                    rows.append(ResourceTables.Row(connector: record, outcome: .failure(error)))
                }
            }
        }
        return rows
    }
}
