import AWSClient
import ArgumentParser
import ClientStore
import ServiceConnectors
import TerminalUI

/// `zenml service-connector register` (client.md, sections 6 and 7).
struct ServiceConnectorRegister: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Configure, validate and register a service connector.",
        discussion: "Attributes of the authentication method are given as --attribute=value."
    )
    static let synopsis = "[OPTIONS] [NAME] [ARGS]..."
    // They are attributes.
    static let passesUnknownOptions = true
    static var options: [CommandOption<Self>] {
        [
            .value("--description", to: \.summary),
            .value("-t", "--type", to: \.type),
            .value("-r", "--resource-type", to: \.resourceType),
            .value("-ri", "--resource-id", to: \.resourceID),
            .value("-a", "--auth-method", to: \.authMethod),
            .literal("--expires-at", to: \.expiresAt),
            .literal("--expires-skew-tolerance", to: \.expiresSkewTolerance),
            .literal("--expiration-seconds", to: \.expirationSeconds),
            .values("-l", "--label", to: \.labels),
            .flag("--no-verify", to: \.skipsVerification),
            .flag("-i", "--interactive", to: \.isInteractive),
            .flag("-n", "--no-docs", to: \.hidesDocumentation),
            .flag("-x", "--show-secrets", to: \.showsSecrets),
            .flag("--auto-configure", to: \.autoConfigures),
        ]
    }

    @Option(name: .customLong("description"), parsing: .unconditional, help: "Short description of the connector.")
    var summary: String?

    @Option(
        name: [.customShort("t"), .customLong("type")],
        parsing: .unconditional,
        help: "The service connector type."
    )
    var type: String?

    @Option(
        name: [.customShort("r"), .customLong("resource-type")],
        parsing: .unconditional,
        help: "The type of resource to connect to."
    )
    var resourceType: String?

    @Option(
        name: [.customLong("ri", withSingleDash: true), .customLong("resource-id")],
        parsing: .unconditional,
        help: "The ID of the resource to connect to."
    )
    var resourceID: String?

    @Option(
        name: [.customShort("a"), .customLong("auth-method")],
        parsing: .unconditional,
        help: "The authentication method to use."
    )
    var authMethod: String?

    @Option(
        name: .customLong("expires-at"),
        parsing: .unconditional,
        help: "When the credentials expire: 'YYYY-MM-DD HH:MM:SS' in UTC."
    )
    var expiresAt: String?

    @Option(
        name: .customLong("expires-skew-tolerance"),
        parsing: .unconditional,
        help: "How many seconds before that they count as expired."
    )
    var expiresSkewTolerance: String?

    @Option(
        name: .customLong("expiration-seconds"),
        parsing: .unconditional,
        help: "How many seconds temporary credentials stay valid that the connector makes."
    )
    var expirationSeconds: String?

    @Option(
        name: [.customShort("l"), .customLong("label")],
        parsing: .unconditionalSingleValue,
        help: "A label, key=value; may be given several times."
    )
    var labels: [String] = []

    @Flag(name: .customLong("no-verify"), help: "Do not verify the connector before registering.")
    var skipsVerification = false

    @Flag(name: [.customShort("i"), .customLong("interactive")], help: .hidden)
    var isInteractive = false

    @Flag(name: [.customShort("n"), .customLong("no-docs")], help: .hidden)
    var hidesDocumentation = false

    @Flag(name: [.customShort("x"), .customLong("show-secrets")], help: .hidden)
    var showsSecrets = false

    @Flag(name: .customLong("auto-configure"), help: "Take everything from the AWS configuration.")
    var autoConfigures = false

    @Argument(parsing: .allUnrecognized, help: "A name, and attributes as --attribute=value.")
    var rest: [String] = []

    func run(in context: CommandContext) async throws {
        let expiresAt = try OptionValues.date(expiresAt, of: "--expires-at")
        let tolerance = try OptionValues.integer(expiresSkewTolerance, of: "--expires-skew-tolerance")
        let lifetime = try OptionValues.integer(expirationSeconds, of: "--expiration-seconds")
        let arguments = try FreeFormArguments(rest, in: context.environment)
        try await context.withStore { store in
            arguments.notes.forEach(context.terminal.echo)
            let request = ConnectorRegistration.Request(
                name: arguments.name,
                description: summary ?? "",
                labels: try OptionValues.labels(labels),
                isVerified: !skipsVerification
            )
            try refuseWhatIsNotBuilt()
            guard let type else {
                throw CommandFailure("The connector type must be specified when using non-interactive configuration.")
            }
            let registration = ConnectorRegistration(
                environment: context.environment,
                calls: context.services.calls,
                log: context.log
            )
            let registry = try await context.terminal.withSpinner(
                "Registering service connector '\(arguments.name)'..."
            ) {
                let verified: ConnectorRegistration.Verified
                do throws(ConnectorError) {
                    let type = try ServiceConnectorRegistry.type(type)
                    if autoConfigures {
                        try refuseIgnoredOptions(arguments)
                        verified = try await registration.autoConfigured(
                            request,
                            method: authMethod,
                            resourceType: resourceType,
                            resourceID: resourceID
                        )
                    } else {
                        var configuration = try explicitConfiguration(type, arguments, context)
                        configuration.expiresAt = expiresAt
                        configuration.expiresSkewTolerance = tolerance
                        configuration.expirationSeconds = lifetime
                        verified = try await registration.explicit(request, configuration)
                    }
                } catch {
                    throw CommandFailure(
                        (error.kind == .bare ? "" : "Failed to register service connector: ") + error.message
                    )
                }
                let (connector, registry) = verified
                _ = try await store.write { try $0.insertServiceConnector(connector) }
                return registry
            }
            guard let registry else {
                context.terminal.declare("Successfully registered service connector `\(arguments.name)`.")
                return
            }
            context.terminal.declare(
                "Successfully registered service connector `\(arguments.name)` with access to the following resources:"
            )
            context.terminal.table(ResourceTables.registered(registry))
        }
    }

    private func refuseWhatIsNotBuilt() throws(CommandFailure) {
        guard isInteractive || hidesDocumentation || showsSecrets else { return }
        throw .notBuilt(
            "Interactive registration (-i, -n, -x)",
            instead: "use --auto-configure, or --auth-method with --attribute=value"
        )
    }

    /// ZenML passes over these in silence.
    private func refuseIgnoredOptions(_ arguments: FreeFormArguments) throws(ConnectorError) {
        var ignored = arguments.attributes.map { "--" + $0.name }
        if expiresAt != nil { ignored.append("--expires-at") }
        if expiresSkewTolerance != nil { ignored.append("--expires-skew-tolerance") }
        if expirationSeconds != nil { ignored.append("--expiration-seconds") }
        guard let first = ignored.first else { return }
        throw ConnectorError(
            .configuration,
            "--auto-configure takes everything from the AWS configuration and cannot use '\(first)': leave it out, "
                + "choose a profile with AWS_PROFILE or a region with AWS_DEFAULT_REGION, or configure the connector "
                + "with --auth-method."
        )
    }

    private func explicitConfiguration(
        _ type: ServiceConnectorType,
        _ arguments: FreeFormArguments,
        _ context: CommandContext
    ) throws(ConnectorError) -> ConnectorConfiguration {
        let allowed = ["1", "true", "yes", "y"]
        let implicit = context.environment.variable("ZENML_ENABLE_IMPLICIT_AUTH_METHODS")?.lowercased()
        let explicit = try ExplicitConfiguration(
            type: type,
            method: authMethod,
            resourceType: resourceType,
            resourceID: resourceID,
            attributes: arguments.attributes,
            allowsImplicit: implicit.map(allowed.contains) ?? false
        )
        for attribute in explicit.unknownAttributes {
            let known = PythonText.list(explicit.configuration.method.attributes.map(\.name))
            context.terminal.echo(
                "Ignoring unknown attribute in connector '\(arguments.name)' configuration \(attribute). Supported "
                    + "attributes are: \(known)"
            )
        }
        return explicit.configuration
    }
}
