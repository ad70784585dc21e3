package import AWSClient
package import ClientStore

/// Registers service connectors: configures, verifies, and only then stores (client.md, section 6).
package struct ConnectorRegistration: Sendable {
    /// What is registered, beside its configuration.
    package struct Request: Sendable {
        package let name: String
        package let description: String
        package let labels: [Label]
        package let isVerified: Bool

        package init(name: String, description: String, labels: [Label], isVerified: Bool) {
            self.name = name
            self.description = description
            self.labels = labels
            self.isVerified = isVerified
        }
    }

    private let environment: ClientEnvironment
    private let calls: AWSCallsFactory
    private let log: @Sendable (String) -> Void

    /// - Parameter log: takes the lines that ZenML logs on standard output.
    package init(
        environment: ClientEnvironment,
        calls: @escaping AWSCallsFactory,
        log: @escaping @Sendable (String) -> Void
    ) {
        self.environment = environment
        self.calls = calls
        self.log = log
    }

    /// What a verified configuration gives access to; nil for what was not verified.
    package typealias Verified = (connector: NewServiceConnector, registry: String?)

    /// Configures from the environment. This verifies by itself, and once more where that is asked for.
    package func autoConfigured(
        _ request: Request,
        method: String?,
        resourceType: String?,
        resourceID: String?
    ) async throws(ConnectorError) -> Verified {
        var configuration = try await AutoConfiguration(environment: environment, calls: calls)
            .configure(method: method, resourceType: resourceType, resourceID: resourceID)
        let connector = AWSServiceConnector(configuration, calls: calls, clock: environment.clock, log: log)
        let registry = try await connector.verifyAutoConfiguration()
        if request.isVerified { _ = try await connector.verifyAndReport() }
        configuration.resourceID = registry
        return (record(request, configuration), request.isVerified ? registry : nil)
    }

    /// Takes a configuration as it was given.
    package func explicit(
        _ request: Request,
        _ configuration: ConnectorConfiguration
    ) async throws(ConnectorError) -> Verified {
        guard request.isVerified else { return (record(request, configuration), nil) }
        var configuration = configuration
        let connector = AWSServiceConnector(configuration, calls: calls, clock: environment.clock, log: log)
        let registry = try await connector.verifyAndReport()
        configuration.resourceID = registry
        return (record(request, configuration), registry)
    }

    private func record(_ request: Request, _ configuration: ConnectorConfiguration) -> NewServiceConnector {
        var connector = NewServiceConnector(
            name: request.name,
            connectorType: ServiceConnectorType.aws.identifier,
            authMethod: configuration.method.identifier,
            resourceTypes: [ResourceType.dockerRegistry.identifier],
            resourceID: configuration.resourceID,
            configuration: configuration.openAttributes,
            secrets: configuration.secrets
        )
        connector.description = request.description
        connector.labels = request.labels
        connector.expiresAt = configuration.expiresAt
        connector.expiresSkewTolerance = configuration.expiresSkewTolerance
        connector.expirationSeconds = configuration.expirationSeconds
        return connector
    }
}
