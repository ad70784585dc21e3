import AWSClient
import ArgumentParser
import ClientStore
import DockerConfiguration
import ServiceConnectors
import StackComponents
import TerminalUI

/// `zenml service-connector login` (client.md, section 12).
struct ServiceConnectorLogin: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "login",
        abstract: "Configure the local client/SDK with credentials."
    )
    static let synopsis = "[OPTIONS] NAME_ID_OR_PREFIX"
    static var options: [CommandOption<Self>] {
        [
            .value("-r", "--resource-type", to: \.resourceType),
            .value("-ri", "--resource-id", to: \.resourceID),
        ]
    }

    @Option(
        name: [.customShort("r"), .customLong("resource-type")],
        parsing: .unconditional,
        help: "The type of resource to log in to."
    )
    var resourceType: String?

    @Option(
        name: [.customLong("ri", withSingleDash: true), .customLong("resource-id")],
        parsing: .unconditional,
        help: "The ID of the resource to log in to."
    )
    var resourceID: String?

    @Argument(parsing: .allUnrecognized, help: "The name, the ID or the beginning of the ID of a service connector.")
    var rest: [String] = []

    func run(in context: CommandContext) async throws {
        let name = try argument("NAME_ID_OR_PREFIX")
        let terminal = context.terminal
        try await context.withStore { store in
            try await terminal.withSpinner(
                "Attempting to configure local client using service connector '\(name)'..."
            ) {
                do {
                    let path = try await logIn(name, store, context)
                    if let path { warn(about: path, context) }
                } catch let error as RegistryLogin.DockerFailure {
                    terminal.error(error.reason.description)
                    let command = ["docker", "login", "-u", "AWS", "--password-stdin", error.registry]
                    throw failure(
                        name,
                        "Failed to authenticate to Docker registry '\(error.registry)': Command "
                            + "'\(PythonText.list(command))' returned non-zero exit status 1."
                    )
                } catch let error as ClientStoreError {
                    throw error
                } catch {
                    throw failure(name, "\(error)")
                }
            }
            terminal.declare(
                "The '\(name)' Docker Service Connector connector was used to successfully configure the local "
                    + "Docker/OCI container registry client/SDK."
            )
        }
    }

    private func failure(_ name: String, _ reason: String) -> CommandFailure {
        CommandFailure("Service connector '\(name)' could not configure the local client/SDK: \(reason)")
    }

    /// The path of docker's configuration where the password now stands in clear.
    private func logIn(_ name: String, _ store: ClientStore, _ context: CommandContext) async throws -> String? {
        let (record, secrets) = try await store.read { reader in
            let record = try NameLookup.connectors(allowsNamePrefix: false)
                .find(name, in: try reader.serviceConnectors(), id: \.id, name: \.name)
            return (record, try reader.secrets(of: record))
        }
        let configuration = try ConnectorConfiguration(record, secrets: secrets)
        if let resourceType {
            try ServiceConnectorRegistry.type(record.connectorType).check(resourceType: resourceType)
            guard record.resourceTypes.contains(resourceType) else {
                throw ConnectorError(
                    .value,
                    "the connector is configured to provide access to a '\(record.resourceTypes.joined(separator: ", "))' "
                        + "resource type, but a different resource type was requested: '\(resourceType)'."
                )
            }
        }
        let connector = AWSServiceConnector(
            configuration,
            calls: context.services.calls,
            clock: context.environment.clock,
            log: context.log
        )
        return try await RegistryLogin(login: context.services.dockerLogin)
            .logIn(with: connector, resourceID: resourceID)
    }

    /// Docker's own warning.
    private func warn(about path: String, _ context: CommandContext) {
        for line in [
            "WARNING! Your password will be stored unencrypted in \(path).",
            "Configure a credential helper to remove this warning. See",
            "https://docs.docker.com/engine/reference/commandline/login/#credentials-store",
            "",
        ] { context.terminal.error(line) }
    }
}
