import ClientStore
import Foundation
import ServiceConnectors
import TerminalUI

/// `zenml service-connector update -i`: asks what is to change, with what is stored as the answer by default
/// (docs/zenml/connectors.md, "Questions").
struct UpdateWizard: Sendable {
    private let connector: StoredConnector
    private let type: ServiceConnectorType
    private let context: CommandContext
    private let services: ConnectorServices
    private let questions: ConnectorQuestions
    private let showsSecrets: Bool
    private var record: ServiceConnectorRecord { connector.record }
    private var terminal: Terminal { context.terminal }

    /// - Throws: ``ConnectorError`` for a connector of a type that is not known.
    init(
        _ connector: StoredConnector,
        showsSecrets: Bool,
        _ services: ConnectorServices,
        _ context: CommandContext
    ) throws(ConnectorError) {
        type = try ServiceConnectorRegistry.type(connector.record.connectorType)
        self.connector = connector
        self.showsSecrets = showsSecrets
        self.services = services
        self.context = context
        questions = ConnectorQuestions(context: context)
    }

    /// Asks, and verifies the answers.
    ///
    /// - Parameter given: what the command line says beforehand: labels, a tolerance, an end that is offered.
    /// - Returns: what is to change.
    func request(_ given: ConnectorUpdate.Request) async throws -> ConnectorUpdate.Request {
        var request = ConnectorUpdate.Request()
        request.labels = given.labels
        request.expiresSkewTolerance = given.expiresSkewTolerance
        request.name = try await questions.name(default: record.name, of: record)
        request.description = try await terminal.ask(
            .text("Updated service connector description", default: record.description)
        )
        let method = try await chosenMethod()
        request.authMethod = method.identifier
        // The resource follows from all else, or is chosen anew in the end.
        request.removedAttributes = ["resource-id"]
        if let attributes = try await attributes(of: method) {
            let names = Set(attributes.map(\.name))
            request.attributes = attributes
            request.removedAttributes += stored.keys.filter { !names.contains($0) }.sorted()
        }
        let resourceType = try await chosenResourceType()
        request.resourceType = resourceType?.identifier
        if resourceType == nil { request.removedAttributes.append("resource-type") }
        // Zero stands for none.
        request.expirationSeconds =
            try await questions.sessionSeconds(of: method, current: record.expirationSeconds) ?? 0
        request.expiresAt = try await questions.expiry(current: given.expiresAt ?? record.expiresAt)
        if let resources = try await verified(request) {
            request.resourceID = try await questions.resource(of: resourceType, among: resources)
        }
        if request.resourceID != nil { request.removedAttributes.removeAll { $0 == "resource-id" } }
        return request
    }

    private var stored: [String: String] {
        record.configuration.merging(connector.secrets) { _, secret in secret }
    }

    private func chosenMethod() async throws -> AuthMethod {
        let identifier = try await terminal.ask(
            .choice(
                "If you would like to update the authentication method, please select a new one from the following "
                    + "options, otherwise press enter to keep the existing one. Please note that changing the "
                    + "authentication method may invalidate the existing configuration and credentials and may require "
                    + "you to reconfigure the connector from scratch",
                of: type.authMethods.map(\.identifier),
                default: record.authMethod
            )
        )
        guard let method = type.authMethod(identifier) else {
            throw CommandFailure("The \(type.name) has no authentication method '\(identifier)'.")
        }
        return method
    }

    /// Nil where they stay as they are.
    private func attributes(of method: AuthMethod) async throws -> [(name: String, value: String)]? {
        if method.identifier == record.authMethod {
            let isWanted = try await terminal.ask(
                .confirmation("Would you like to update the authentication configuration?", default: false)
            )
            guard isWanted else { return nil }
        }
        terminal.declare(
            "Please update or verify the existing configuration for the '\(method.name)' authentication method."
        )
        return try await questions.attributes(of: method, stored: stored, showsSecrets: showsSecrets)
    }

    /// Nil for all of the type's.
    private func chosenResourceType() async throws -> ResourceType? {
        let types = type.resourceTypes
        if types.count == 1 { return types.first }
        let own = record.resourceTypes.count == 1 ? record.resourceTypes.first.flatMap(type.resourceType) : nil
        let title =
            if let own {
                "The connector is configured to access the \(own.identifier) resource type. Would you like to change that?"
            } else {
                "The connector is configured to access any of the supported resource types "
                    + "(\(types.map(\.identifier).joined(separator: ", "))). Would you like to restrict it to a single "
                    + "resource type?"
            }
        guard try await terminal.ask(.confirmation(title, default: false)) else { return own }
        return try await questions.resourceType(of: type)
    }

    private func verified(_ request: ConnectorUpdate.Request) async throws -> ConnectorResources? {
        try await terminal.withSpinner("Validating service connector update...") {
            do throws(ConnectorError) {
                // What a connector in use must keep is checked when the change is made.
                return try await ConnectorUpdate(services)
                    .apply(request, to: record, secrets: connector.secrets)
                    .resources
            } catch {
                throw CommandFailure("Failed to verify service connector update: \(error.message)")
            }
        }
    }
}
