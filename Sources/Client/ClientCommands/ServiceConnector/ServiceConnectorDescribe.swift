import AWSClient
import ClientStore
import Determinism
import ServiceConnectors
import TerminalUI

/// `zenml service-connector describe` (docs/zenml/connectors.md, "Description").
enum ServiceConnectorDescribe {
    private static let name = Entity.serviceConnector.name
    private static let showsSecrets = Parameter.flag("-x", "--show-secrets", help: "Show secrets in clear.")
    private static let describesClient = Parameter.flag(
        "-c",
        "--client",
        help: "Describe the connector that is handed over to the clients of a resource."
    )
    private static let resourceType = Parameter.text("-r", "--resource-type", help: "The type of that resource.")
    private static let resourceID = Parameter.text("-ri", "--resource-id", help: "That resource.")

    static let command = Command(
        "describe",
        summary: "Show all details of a service connector.",
        parameters: [name, showsSecrets, describesClient, resourceType, resourceID, Parameter.output]
    ) { input, context in
        let text = input[name]
        let (resourceType, resourceID) = (input[resourceType], input[resourceID])
        let describesClient = input[describesClient] || resourceType != nil || resourceID != nil
        let now = context.environment.clock.now
        let description = try await context.terminal.withSpinner("Describing connector '\(text)'...") {
            guard describesClient else {
                let connector = try await context.read {
                    try StoredConnector.find(text, allowsNamePrefix: true, in: $0)
                }
                return ConnectorDescription(connector, at: now)
            }
            func failure(_ reason: String) -> CommandFailure {
                let unspecified = "<unspecified>"
                return CommandFailure(
                    "Failed fetching a service connector client for connector '\(text)', resource type "
                        + "'\(resourceType ?? unspecified)' and resource ID '\(resourceID ?? unspecified)': " + reason
                )
            }
            do {
                let connector = try await context.read {
                    try StoredConnector.find(text, allowsNamePrefix: false, in: $0)
                }
                let client = try await connector.open(with: context.connectorServices())
                    .client(resourceType: resourceType, resourceID: resourceID)
                return ConnectorDescription(client.configuration, of: connector, at: now)
            } catch let error as ConnectorError {
                throw failure(error.message)
            } catch let error as LookupError {
                throw failure(error.description)
            }
        }
        context.terminal.show(description.output(showsSecrets: input[showsSecrets]), as: input.outputFormat)
    }
}
