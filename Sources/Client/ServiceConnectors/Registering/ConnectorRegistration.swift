package import ClientStore

/// Configures and verifies a connector; the caller stores the result (docs/zenml/connectors.md, "Registration").
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

    /// What came of a registration.
    package struct Outcome: Sendable {
        /// What to store.
        package let connector: NewServiceConnector
        /// What is stored, as a configuration: its attributes can be shown.
        package let configuration: ConnectorConfiguration
        /// What it gives access to; nil where that was not verified.
        package let resources: ConnectorResources?
    }

    private let services: ConnectorServices

    package init(_ services: ConnectorServices) {
        self.services = services
    }

    /// Configures from the environment. This verifies by itself, and once more where that is asked for.
    ///
    /// - Parameters:
    ///   - method: nil for the one that suits what is found.
    ///   - resourceType: nil for all of the type's.
    package func autoConfigured(
        _ request: Request,
        type: ServiceConnectorType,
        method: String?,
        resourceType: String?,
        resourceID: String?
    ) async throws(ConnectorError) -> Outcome {
        try type.checkRegistrable()
        let configuration = try await AutoConfiguration(services: services)
            .configure(type: type, method: method, resourceType: resourceType, resourceID: resourceID)
        let connector = try await ServiceConnector(opening: configuration, with: services, isAutoConfigured: true)
        try await connector.verifyAutoConfiguration()
        let resources = request.isVerified ? try await connector.verify().checked() : nil
        return outcome(request, connector.configuration, resources)
    }

    /// Takes a configuration as it was given.
    package func explicit(
        _ request: Request,
        _ configuration: ConnectorConfiguration
    ) async throws(ConnectorError) -> Outcome {
        try configuration.type.checkRegistrable()
        guard request.isVerified else { return outcome(request, configuration, nil) }
        let resources = try await ServiceConnector(opening: configuration, with: services).verify().checked()
        var configuration = configuration
        configuration.resourceID = configuration.resourceID ?? resources.defaultResourceID
        return outcome(request, configuration, resources)
    }

    private func outcome(
        _ request: Request,
        _ configuration: ConnectorConfiguration,
        _ resources: ConnectorResources?
    ) -> Outcome {
        Outcome(
            connector: configuration.record(
                name: request.name,
                description: request.description,
                labels: request.labels
            ),
            configuration: configuration,
            resources: resources
        )
    }
}
