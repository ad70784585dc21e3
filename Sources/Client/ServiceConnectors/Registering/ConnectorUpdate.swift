package import ClientStore
package import Foundation

/// Updates service connectors: merges what is new, and verifies; the caller stores what comes of it
/// (docs/zenml/connectors.md, "Changes").
package struct ConnectorUpdate: Sendable {
    /// What is to change; what is nil stays.
    package struct Request: Sendable {
        package var name: String?
        package var description: String?
        package var authMethod: String?
        package var resourceType: String?
        package var resourceID: String?
        package var expiresAt: Date?
        package var expiresSkewTolerance: Int?
        package var expirationSeconds: Int?
        /// Names and values in the order given.
        package var attributes: [(name: String, value: String)] = []
        /// Attributes to remove; `resource-id`, `resource-type` and `expiration-seconds` stand for those of the connector,
        /// also with underscores.
        package var removedAttributes: [String] = []
        package var labels: [LabelChange] = []
        package var isVerified = true

        package init() {}
    }

    /// What came of an update.
    package struct Outcome: Sendable {
        /// What to store instead of what is stored now; the ID stays.
        package let connector: NewServiceConnector
        /// What it gives access to; nil where that was not verified.
        package let resources: ConnectorResources?
    }

    private let services: ConnectorServices

    package init(_ services: ConnectorServices) {
        self.services = services
    }

    /// - Parameters:
    ///   - record: the connector as it is stored.
    ///   - secrets: its secrets.
    /// - Throws: ``ConnectorError``, without the command's prefix.
    package func apply(
        _ request: Request,
        to record: ServiceConnectorRecord,
        secrets: [String: String]
    ) async throws(ConnectorError) -> Outcome {
        let type = try ServiceConnectorRegistry.type(record.connectorType)
        let explicit = try merged(request, record, secrets, type)
        let name = request.name ?? record.name
        explicit.notes(name: name).forEach(services.log)
        var configuration = explicit.configuration
        configuration.expiresAt = request.expiresAt
        configuration.expiresSkewTolerance = request.expiresSkewTolerance
        var resources: ConnectorResources?
        if request.isVerified {
            resources = try await ServiceConnector(opening: configuration, with: services).verify().checked()
            configuration.resourceID = configuration.resourceID ?? resources?.defaultResourceID
        }
        configuration.expiresAt = request.expiresAt ?? record.expiresAt
        configuration.expiresSkewTolerance = request.expiresSkewTolerance ?? record.expiresSkewTolerance
        let description = request.description.flatMap { $0.isEmpty ? nil : $0 } ?? record.description
        return Outcome(
            connector: configuration.record(
                name: name,
                description: description,
                labels: record.labels.changed(by: request.labels)
            ),
            resources: resources
        )
    }

    /// The attributes that are stored with those that are new, and without those that are removed.
    private func merged(
        _ request: Request,
        _ record: ServiceConnectorRecord,
        _ secrets: [String: String],
        _ type: ServiceConnectorType
    ) throws(ConnectorError) -> ExplicitConfiguration {
        let removed = Set(request.removedAttributes.map { $0.replacing("-", with: "_") })
        let stored = record.configuration.merging(secrets) { _, secret in secret }
        var attributes = stored.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
        attributes.removeAll { old in request.attributes.contains { $0.name == old.name } }
        attributes += request.attributes
        attributes.removeAll { removed.contains($0.name) }
        let own = record.resourceTypes.count == 1 ? record.resourceTypes.first : nil
        let resourceType = removed.contains("resource_type") ? nil : request.resourceType ?? own
        let resourceID = removed.contains("resource_id") ? nil : request.resourceID ?? record.resourceID
        let explicit = try ExplicitConfiguration(
            type: type,
            method: request.authMethod ?? record.authMethod,
            resourceType: resourceType,
            resourceID: resourceID,
            attributes: attributes
        )
        return explicit.withLifetime(
            removed.contains("expiration_seconds") ? nil : request.expirationSeconds ?? record.expirationSeconds
        )
    }
}

extension ExplicitConfiguration {
    /// The same with another lifetime of sessions.
    fileprivate func withLifetime(_ seconds: Int?) -> ExplicitConfiguration {
        var configuration = configuration
        configuration.expirationSeconds = seconds == 0 ? nil : seconds
        return ExplicitConfiguration(configuration: configuration, unknownAttributes: unknownAttributes)
    }

    private init(configuration: ConnectorConfiguration, unknownAttributes: [String]) {
        self.configuration = configuration
        self.unknownAttributes = unknownAttributes
    }
}
