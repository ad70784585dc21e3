import AWSClient
import ClientStore
import Determinism
import Foundation
import ServiceConnectors
import TerminalUI

/// `zenml service-connector register -i`: asks for all that a connector has (docs/zenml/connectors.md, "Questions").
struct RegisterWizard: Sendable {
    /// What the command line says beforehand.
    struct Given: Sendable {
        let name: String?
        let type: String?
        /// Only types that have it are offered.
        let resourceType: String?
        /// Only types that have it are offered; auto-configuration uses it.
        let authMethod: String?
        let labels: [Label]
        let expiresAt: Date?
        let expiresSkewTolerance: Int?
        let expirationSeconds: Int?
        let hidesDocumentation: Bool
        let showsSecrets: Bool
    }

    /// A configuration that is good, and what it gives access to.
    private struct Found: Sendable {
        var configuration: ConnectorConfiguration
        let resources: ConnectorResources
    }

    /// What auto-configuration leaves for a configuration by hand.
    private struct Remains: Sendable {
        var method: AuthMethod?
        var expirationSeconds: Int?
        var expiresAt: Date?
    }

    private enum Discovery: Sendable {
        case taken(Found)
        case byHand(Remains)
        case ended
    }

    private let given: Given
    private let context: CommandContext
    private let questions: ConnectorQuestions
    private let registration: ConnectorRegistration
    private var terminal: Terminal { context.terminal }

    init(_ given: Given, _ context: CommandContext) {
        self.given = given
        self.context = context
        questions = ConnectorQuestions(context: context)
        registration = ConnectorRegistration(context.connectorServices())
    }

    /// Asks, registers and says so; nothing where the person ends it.
    func run() async throws {
        let types = ServiceConnectorRegistry.types(
            given.type,
            resourceType: given.resourceType,
            authMethod: given.authMethod
        )
        guard !types.isEmpty else { throw nothingFound }
        let name = try await questions.name(default: given.name)
        let description = try await terminal.ask(
            .text("Please enter a description for the service connector", default: "")
        )
        let type = try await chosenType(of: types)
        explain { TypeDocument.choice(ofResourceTypes: type) }
        let resourceType = try await questions.resourceType(of: type)
        guard var found = try await found(type, resourceType, request(name, description)) else { return }
        found.configuration.resourceID = try await questions.resource(of: resourceType, among: found.resources)
        let outcome = try await register(found.configuration, request(name, description, labels: given.labels))
        ServiceConnectorRegister.report(outcome, name: name, on: terminal)
    }

    private var nothingFound: CommandFailure {
        let words = [("type", given.type), ("resource_type", given.resourceType), ("auth_method", given.authMethod)]
            .compactMap { name, value in value.map { "\(name)=\($0) " } }
        return CommandFailure("No service connectors found with the given parameters: \(words.joined())")
    }

    private func request(_ name: String, _ description: String, labels: [Label] = []) -> ConnectorRegistration.Request {
        ConnectorRegistration.Request(name: name, description: description, labels: labels, isVerified: true)
    }

    private func explain(_ document: () -> DocumentText) {
        if !given.hidesDocumentation { terminal.document(document()) }
    }

    private func chosenType(of types: [ServiceConnectorType]) async throws -> ServiceConnectorType {
        explain { TypeDocument.choice(of: types) }
        let identifiers = types.map(\.identifier)
        let identifier = try await terminal.ask(
            .choice(
                "Please select a service connector type",
                of: identifiers,
                default: identifiers.count == 1 ? identifiers.first : nil
            )
        )
        let type = try ServiceConnectorRegistry.type(identifier)
        try type.checkRegistrable()
        return type
    }

    /// Nil where the person ends it.
    private func found(
        _ type: ServiceConnectorType,
        _ resourceType: ResourceType?,
        _ request: ConnectorRegistration.Request
    ) async throws -> Found? {
        var remains = Remains(expirationSeconds: given.expirationSeconds, expiresAt: given.expiresAt)
        if type.supportsAutoConfiguration {
            let isWanted = try await terminal.ask(
                .confirmation(
                    "Would you like to attempt auto-configuration to extract the authentication configuration from your "
                        + "local environment ?",
                    default: false
                )
            )
            if isWanted {
                switch try await discovered(type, resourceType, request, remains) {
                case .taken(let found): return found
                case .byHand(let left): remains = left
                case .ended: return nil
                }
            }
        }
        return try await configured(type, resourceType, request, remains)
    }

    // MARK: Auto-configuration

    private func discovered(
        _ type: ServiceConnectorType,
        _ resourceType: ResourceType?,
        _ request: ConnectorRegistration.Request,
        _ remains: Remains
    ) async throws -> Discovery {
        let outcome: ConnectorRegistration.Outcome
        do throws(ConnectorError) {
            outcome = try await terminal.withSpinner("Auto-configuring service connector...") {
                () async throws(ConnectorError) in
                try await registration.autoConfigured(
                    request,
                    type: type,
                    method: given.authMethod,
                    resourceType: resourceType?.identifier,
                    resourceID: nil
                )
            }
        } catch {
            terminal.warning("Auto-configuration was not successful: \(error.message) ")
            let goesOn = try await terminal.ask(
                .confirmation("Would you like to continue with manual configuration ?", default: true)
            )
            return goesOn ? .byHand(remains) : .ended
        }
        var configuration = outcome.configuration
        configuration.expiresSkewTolerance = given.expiresSkewTolerance
        guard let resources = outcome.resources else { return .byHand(remains) }
        show(configuration, resources, request)
        let choice = try await terminal.ask(
            .choice(
                "Would you like to continue with the auto-discovered configuration or switch to manual ?",
                of: ["auto", "manual"],
                default: "auto"
            )
        )
        if choice == "auto" { return .taken(Found(configuration: configuration, resources: resources)) }
        return .byHand(Remains(method: configuration.method, expirationSeconds: configuration.expirationSeconds))
    }

    private func show(
        _ configuration: ConnectorConfiguration,
        _ resources: ConnectorResources,
        _ request: ConnectorRegistration.Request
    ) {
        let connector = configuration.record(name: request.name, description: request.description, labels: [])
        let described = ConnectorDescription(connector, at: context.environment.clock.now)
        terminal.declare("Service connector auto-configured successfully with the following configuration:")
        terminal.show(described.output(showsSecrets: given.showsSecrets), as: .table)
        terminal.declare("The service connector configuration has access to the following resources:")
        terminal.show(Output([.table(ResourceTables.of(resources))]), as: .table)
    }

    // MARK: Configuration by hand

    /// Nil where the person ends it.
    private func configured(
        _ type: ServiceConnectorType,
        _ resourceType: ResourceType?,
        _ request: ConnectorRegistration.Request,
        _ remains: Remains
    ) async throws -> Found? {
        guard let method = try await chosenMethod(of: type, default: remains.method) else { return nil }
        terminal.declare("Please enter the configuration for the \(method.name) authentication method.")
        let attributes = try await questions.attributes(of: method, showsSecrets: given.showsSecrets)
        let seconds = try await questions.sessionSeconds(of: method) ?? remains.expirationSeconds
        let expiresAt = try await questions.expiry(current: remains.expiresAt)
        do throws(ConnectorError) {
            return try await terminal.withSpinner("Validating service connector configuration...") {
                () async throws(ConnectorError) in
                var configuration = try ExplicitConfiguration(
                    type: type,
                    method: method.identifier,
                    resourceType: resourceType?.identifier,
                    resourceID: nil,
                    attributes: attributes
                ).configuration
                configuration.expiresAt = expiresAt
                configuration.expiresSkewTolerance = given.expiresSkewTolerance
                configuration.expirationSeconds = seconds
                let outcome = try await registration.explicit(request, configuration)
                return outcome.resources.map { Found(configuration: outcome.configuration, resources: $0) }
            }
        } catch {
            throw CommandFailure("Failed to configure service connector: \(error.message)")
        }
    }

    private func chosenMethod(
        of type: ServiceConnectorType,
        default method: AuthMethod?
    ) async throws -> AuthMethod? {
        explain { TypeDocument.choice(ofMethods: type) }
        let identifiers = type.authMethods.map(\.identifier)
        if let only = type.authMethods.first, identifiers.count == 1 {
            let isUsed = try await terminal.ask(
                .confirmation(
                    "Only one authentication method is available for this connector (\(only.identifier)). Would you like "
                        + "to use it?",
                    default: true
                )
            )
            return isUsed ? only : nil
        }
        let chosen = try await terminal.ask(
            .choice("Please select an authentication method", of: identifiers, default: method?.identifier)
        )
        return type.authMethod(chosen)
    }

    // MARK: Registering

    private func register(
        _ configuration: ConnectorConfiguration,
        _ request: ConnectorRegistration.Request
    ) async throws -> ConnectorRegistration.Outcome {
        try await terminal.withSpinner("Registering service connector '\(request.name)'...") {
            let outcome: ConnectorRegistration.Outcome
            do throws(ConnectorError) {
                outcome = try await registration.explicit(request, configuration)
            } catch {
                throw CommandFailure("Failed to register service connector: \(error.message)")
            }
            _ = try await context.write { try $0.insertServiceConnector(outcome.connector) }
            return outcome
        }
    }
}
