import ClientStore
import Foundation
import ServiceConnectors
import TerminalUI

/// `zenml service-connector register` (docs/zenml/connectors.md, "Registration" and "Auto-configuration").
enum ServiceConnectorRegister {
    static let name = Parameter.optionalArgument("NAME", help: "The connector's name.")
    static let words = Parameter.arguments("ARGS", help: "Attributes of the method as --attribute=value.")
    static let type = Parameter.text("-t", "--type", help: "The service connector type.")
    static let autoConfigures = Parameter.flag(
        "--auto-configure",
        help: "Take everything from the AWS configuration."
    )
    private static let labels = Parameter.texts("-l", "--label", help: "A label, key=value. Repeatable.")
    private static let hidesDocumentation = Parameter.flag("-n", "--no-docs", help: "With -i: do not explain.")

    static let command = Command(
        "register",
        summary: "Configure, validate and register a service connector.",
        discussion: [
            "Attributes of the authentication method are given as --attribute=value; a value that begins with @ is read "
                + "from that file. 'zenml service-connector describe-type TYPE' says which there are.",
            "With --interactive, everything is asked for.",
        ],
        parameters: [
            name, words, type, ConnectorParameters.description, ConnectorParameters.resourceType,
            ConnectorParameters.resourceID, ConnectorParameters.authMethod, ConnectorParameters.expiresAt,
            ConnectorParameters.expiresSkewTolerance, ConnectorParameters.expirationSeconds, labels,
            ConnectorParameters.skipsVerification, ConnectorParameters.isInteractive, hidesDocumentation,
            ConnectorParameters.showsSecrets, autoConfigures,
        ],
        // They are attributes.
        passesUnknownOptions: true
    ) { input, context in
        if input[ConnectorParameters.isInteractive] {
            try await RegisterWizard(wizardInput(input, context), context).run()
            return
        }
        let (name, arguments) = try FreeFormArguments.named(input[name], input[words], in: context.environment)
        arguments.notes.forEach(context.terminal.echo)
        let labels = try ParameterTypes.labels(input[labels])
        guard let type = input[type] else {
            throw CommandFailure("The connector type must be specified when using non-interactive configuration.")
        }
        let request = ConnectorRegistration.Request(
            name: name,
            description: input[ConnectorParameters.description] ?? "",
            labels: labels,
            isVerified: !input[ConnectorParameters.skipsVerification]
        )
        let outcome = try await context.terminal.withSpinner("Registering service connector '\(name)'...") {
            let outcome: ConnectorRegistration.Outcome
            do throws(ConnectorError) {
                outcome = try await configure(request, type, input, arguments, context)
            } catch {
                throw CommandFailure(
                    (error.kind == .bare ? "" : "Failed to register service connector: ") + error.message
                )
            }
            _ = try await context.write { try $0.insertServiceConnector(outcome.connector) }
            return outcome
        }
        report(outcome, name: name, on: context.terminal)
    }

    /// Says that a connector was registered.
    static func report(_ outcome: ConnectorRegistration.Outcome, name: String, on terminal: Terminal) {
        guard let resources = outcome.resources else {
            terminal.declare("Successfully registered service connector `\(name)`.")
            return
        }
        terminal.declare(
            "Successfully registered service connector `\(name)` with access to the following resources:"
        )
        terminal.show(Output([.table(ResourceTables.of(resources))]), as: .table)
    }

    private static func configure(
        _ request: ConnectorRegistration.Request,
        _ type: String,
        _ input: CommandInput,
        _ arguments: FreeFormArguments,
        _ context: CommandContext
    ) async throws(ConnectorError) -> ConnectorRegistration.Outcome {
        let type = try ServiceConnectorRegistry.type(type)
        let registration = ConnectorRegistration(context.connectorServices())
        let method = input[ConnectorParameters.authMethod]
        let (resourceType, resourceID) = (
            input[ConnectorParameters.resourceType], input[ConnectorParameters.resourceID]
        )
        guard !input[autoConfigures] else {
            try refuseIgnored(input, arguments)
            return try await registration.autoConfigured(
                request,
                type: type,
                method: method,
                resourceType: resourceType,
                resourceID: resourceID
            )
        }
        let explicit = try ExplicitConfiguration(
            type: type,
            method: method,
            resourceType: resourceType,
            resourceID: resourceID,
            attributes: arguments.attributes.map { ($0.name, $0.value) }
        )
        explicit.notes(name: request.name).forEach(context.terminal.echo)
        var configuration = explicit.configuration
        configuration.expiresAt = input[ConnectorParameters.expiresAt]
        configuration.expiresSkewTolerance = input[ConnectorParameters.expiresSkewTolerance]
        configuration.expirationSeconds = input[ConnectorParameters.expirationSeconds]
        return try await registration.explicit(request, configuration)
    }

    /// What is asked for interactively is not taken from the command line, as with ZenML.
    private static func wizardInput(
        _ input: CommandInput,
        _ context: CommandContext
    ) throws -> RegisterWizard.Given {
        let (name, arguments) = try FreeFormArguments.optionallyNamed(
            input[name],
            input[words],
            in: context.environment
        )
        arguments.notes.forEach(context.terminal.echo)
        return RegisterWizard.Given(
            name: name,
            type: input[type],
            resourceType: input[ConnectorParameters.resourceType],
            authMethod: input[ConnectorParameters.authMethod],
            labels: try ParameterTypes.labels(input[labels]),
            expiresAt: input[ConnectorParameters.expiresAt],
            expiresSkewTolerance: input[ConnectorParameters.expiresSkewTolerance],
            expirationSeconds: input[ConnectorParameters.expirationSeconds],
            hidesDocumentation: input[hidesDocumentation],
            showsSecrets: input[ConnectorParameters.showsSecrets]
        )
    }

    /// ZenML passes over these in silence.
    private static func refuseIgnored(
        _ input: CommandInput,
        _ arguments: FreeFormArguments
    ) throws(ConnectorError) {
        let settings: [any CommandParameter] = [
            ConnectorParameters.expiresAt, ConnectorParameters.expiresSkewTolerance,
            ConnectorParameters.expirationSeconds,
        ]
        let ignored =
            arguments.attributes.map { "--" + $0.name }
            + settings.filter { input.has($0) }.map(\.declaration.key)
        guard let first = ignored.first else { return }
        throw ConnectorError(
            .configuration,
            "--auto-configure takes everything from the AWS configuration and cannot use '\(first)': leave it out, "
                + "choose a profile with AWS_PROFILE or a region with AWS_DEFAULT_REGION, or configure the connector "
                + "with --auth-method."
        )
    }
}
