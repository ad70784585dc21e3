import ClientStore
import DockerConfiguration
import ServiceConnectors
import TerminalUI

/// `zenml service-connector login` (docs/zenml/connectors.md, "Login").
enum ServiceConnectorLogin {
    private static let name = Entity.serviceConnector.name
    private static let resourceType = Parameter.text(
        "-r",
        "--resource-type",
        help: "The type of resource to log in to."
    )
    private static let resourceID = Parameter.text("-ri", "--resource-id", help: "The resource to log in to.")

    static let command = Command(
        "login",
        summary: "Configure the local client/SDK with credentials.",
        parameters: [name, resourceType, resourceID]
    ) { input, context in
        let text = input[name]
        let (resourceType, resourceID) = (input[resourceType], input[resourceID])
        let client = try await context.terminal.withSpinner(
            "Attempting to configure local client using service connector '\(text)'..."
        ) {
            let services = context.connectorServices()
            do {
                let connector = try await context.read {
                    try StoredConnector.find(text, allowsNamePrefix: false, in: $0)
                }
                let client = try await connector.open(with: services)
                    .logIn(resourceType: resourceType, resourceID: resourceID)
                if let path = client.clearPasswordPath { warn(about: path, on: context.terminal) }
                return client
            } catch let error as DockerLoginFailure {
                context.terminal.error(error.reason.description)
                throw failure(text, error.message)
            } catch let error as ClientStoreError {
                throw error
            } catch {
                throw failure(text, "\(error)")
            }
        }
        context.terminal.declare(
            "The '\(text)' \(client.connectorTypeName) connector was used to successfully configure the local "
                + "\(client.resourceTypeName) client/SDK."
        )
    }

    private static func failure(_ name: String, _ reason: String) -> CommandFailure {
        CommandFailure("Service connector '\(name)' could not configure the local client/SDK: \(reason)")
    }

    /// Docker's own warning.
    private static func warn(about path: String, on terminal: Terminal) {
        for line in [
            "WARNING! Your password will be stored unencrypted in \(path).",
            "Configure a credential helper to remove this warning. See",
            "https://docs.docker.com/engine/reference/commandline/login/#credentials-store",
            "",
        ] { terminal.error(line) }
    }
}
