import ClientStore
import ServiceConnectors
import TerminalUI

/// `zenml service-connector update` (docs/zenml/connectors.md, "Changes").
enum ServiceConnectorUpdate {
    private static let name = Entity.serviceConnector.name
    private static let words = Parameter.arguments("ARGS", help: "Attributes to change as --attribute=value.")
    private static let newName = Parameter.text("--name", help: "Another name.")
    // ZenML declares -r twice, and the later one, for attributes to remove, counts.
    private static let resourceType = Parameter.text("--resource-type", help: "Another type of resource.")
    private static let removed = Parameter.texts(
        "-r",
        "--remove-attr",
        help: "An attribute to remove; also resource-type, resource-id and expiration-seconds. Repeatable."
    )
    private static let labels = Parameter.texts(
        "-l",
        "--label",
        help: "A label to set, key=value; key alone takes it away. Repeatable."
    )

    static let command = Command(
        "update",
        summary: "Change a service connector, and verify it.",
        discussion: ["What is not named stays as it is."],
        parameters: [
            name, words, newName, ConnectorParameters.description, resourceType, ConnectorParameters.resourceID,
            ConnectorParameters.authMethod, ConnectorParameters.expiresAt, ConnectorParameters.expiresSkewTolerance,
            ConnectorParameters.expirationSeconds, labels, ConnectorParameters.skipsVerification,
            ConnectorParameters.isInteractive, ConnectorParameters.showsSecrets, removed,
        ],
        // They are attributes.
        passesUnknownOptions: true
    ) { input, context in
        let (text, arguments) = try FreeFormArguments.named(input[name], input[words], in: context.environment)
        arguments.notes.forEach(context.terminal.echo)
        var request = try request(input, arguments)
        let connector = try await context.read { try StoredConnector.find(text, allowsNamePrefix: false, in: $0) }
        let services = context.connectorServices()
        if input[ConnectorParameters.isInteractive] {
            let showsSecrets = input[ConnectorParameters.showsSecrets]
            request = try await UpdateWizard(connector, showsSecrets: showsSecrets, services, context).request(request)
        }
        let change = request
        let outcome = try await context.terminal.withSpinner("Updating service connector \(text)...") {
            try await apply(change, to: connector, services, context)
        }
        report(outcome, name: connector.record.name, on: context.terminal)
    }

    /// Changes a connector as it was read: verified, and stored if nobody changed it meanwhile.
    static func apply(
        _ request: ConnectorUpdate.Request,
        to connector: StoredConnector,
        _ services: ConnectorServices,
        _ context: CommandContext
    ) async throws -> ConnectorUpdate.Outcome {
        let outcome: ConnectorUpdate.Outcome
        do throws(ConnectorError) {
            outcome = try await ConnectorUpdate(services).apply(
                request,
                to: connector.record,
                secrets: connector.secrets
            )
        } catch {
            throw CommandFailure("Failed to update service connector: \(error.message)")
        }
        let (record, new) = (connector.record, outcome.connector)
        _ = try await context.write { writer in
            try writer.updateServiceConnector(id: record.id, asRead: record, secrets: new.secrets) {
                $0 = new.values
            }
        }
        return outcome
    }

    /// - Parameter name: what it was called before.
    static func report(_ outcome: ConnectorUpdate.Outcome, name: String, on terminal: Terminal) {
        guard let resources = outcome.resources else {
            terminal.declare("Successfully updated service connector `\(name)` ")
            return
        }
        terminal.declare(
            "Successfully updated service connector `\(name)`. It can now be used to access the following resources:"
        )
        terminal.show(Output([.table(ResourceTables.of(resources))]), as: .table)
    }

    private static func request(
        _ input: CommandInput,
        _ arguments: FreeFormArguments
    ) throws -> ConnectorUpdate.Request {
        var request = ConnectorUpdate.Request()
        request.name = input[newName]
        request.description = input[ConnectorParameters.description]
        request.authMethod = input[ConnectorParameters.authMethod]
        request.resourceType = input[resourceType]
        request.resourceID = ParameterTypes.textOrNone(input[ConnectorParameters.resourceID])
        request.expiresAt = input[ConnectorParameters.expiresAt]
        request.expiresSkewTolerance = input[ConnectorParameters.expiresSkewTolerance]
        request.expirationSeconds = input[ConnectorParameters.expirationSeconds]
        request.attributes = arguments.attributes.map { ($0.name, $0.value) }
        request.removedAttributes = input[removed]
        request.labels = try ParameterTypes.labelChanges(input[labels])
        request.isVerified = !input[ConnectorParameters.skipsVerification]
        return request
    }
}
