import ClientStore
import ServiceConnectors
import TerminalUI

/// `zenml service-connector verify` (docs/zenml/connectors.md, "Verification").
enum ServiceConnectorVerify {
    private static let name = Entity.serviceConnector.name
    private static let resourceType = Parameter.text("-r", "--resource-type", help: "Only this type of resource.")
    private static let resourceID = Parameter.text("-ri", "--resource-id", help: "Only this resource.")
    private static let checksCredentialsOnly = Parameter.flag(
        "-v",
        "--verify-only",
        help: "Check the credentials alone, and list no resources."
    )

    static let command = Command(
        "verify",
        summary: "Verify that a service connector has valid credentials and what it gives access to.",
        parameters: [name, resourceType, resourceID, checksCredentialsOnly, Parameter.output]
    ) { input, context in
        let text = input[name]
        let (resourceType, resourceID) = (input[resourceType], input[resourceID])
        let listsResources = !input[checksCredentialsOnly]
        let resources = try await context.terminal.withSpinner("Verifying service connector '\(text)'...") {
            let services = context.connectorServices()
            func failure(_ reason: String) -> CommandFailure {
                CommandFailure("Service connector '\(text)' verification failed: \(reason)")
            }
            do {
                let connector = try await context.read {
                    try StoredConnector.find(text, allowsNamePrefix: false, in: $0)
                }
                return try await connector.open(with: services)
                    .verify(resourceType: resourceType, resourceID: resourceID, listsResources: listsResources)
                    .checked()
            } catch let error as ConnectorError {
                throw failure(error.message)
            } catch let error as LookupError {
                throw failure(error.description)
            }
        }
        context.terminal.show(
            Output([
                .echoed(
                    "Service connector '\(text)' is correctly configured with valid credentials and has access to the "
                        + "following resources:"
                ),
                .table(ResourceTables.of(resources)),
            ]),
            as: input.outputFormat
        )
    }
}
