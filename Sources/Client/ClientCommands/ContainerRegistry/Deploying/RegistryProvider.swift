import AWSClient
import AWSCore
import ClientStore
import ServiceConnectors
import StackComponents

/// Where `container-registry deploy` and `destroy` work: at Amazon ECR, with the AWS configuration or a service connector.
enum RegistryProvider {
    /// The one that is supported, of providers and of flavors.
    static let aws = "aws"

    static let connector = Parameter.text(
        "--connector",
        help: "The service connector whose credentials are used, in place of the AWS configuration's: its name, its ID "
            + "or the beginning of either."
    )
    static let debugs = Parameter.flag(
        "-d",
        "--debug-mode",
        help: "Accepted, as ZenML does: there is nothing that it would add."
    )

    /// The option for one of ZenML's providers, in the order in which the command has them.
    static func option(_ names: [String]) -> Parameter<String?> {
        .choice(
            "--provider",
            "-p",
            among: names,
            isRequired: true,
            help: "The cloud: aws. The others of ZenML's are not supported."
        )
    }

    /// Refuses all providers but the one.
    static func check(_ provider: String?) throws(CommandFailure) {
        guard provider == aws else {
            throw CommandFailure.notSupported("The provider '\(provider ?? "")'", instead: "the only one is aws")
        }
    }

    /// The label of a registry that was deployed, whose value is the repository that was made for it.
    static let label = "zenml:deployed_repository"
}

extension RegistryConnection {
    /// Calls with a connector's credentials, or else with those of the AWS configuration.
    ///
    /// - Parameter region: where they go; nil for where the connector or the configuration says.
    /// - Throws: ``ConnectorError``; ``CommandFailure`` for a connector that works in another region.
    func calls(
        of connector: StoredConnector?,
        region: String?
    ) async throws -> RegistryCalls {
        let services = context.connectorServices()
        guard let connector else { return try await RegistryCalls(region: region, with: services) }
        let configuration = try ConnectorConfiguration(connector.record, secrets: connector.secrets)
        let calls = try await RegistryCalls(of: configuration, with: services)
        guard region == nil || region == calls.region.name else {
            throw CommandFailure(
                "The service connector '\(connector.record.name)' works in the region '\(calls.region)', not in "
                    + "'\(region ?? "")'."
            )
        }
        return calls
    }
}
