/// A service connector at work: it finds out what it gives access to, and hands over connectors for single resources
/// (docs/zenml/connectors.md, "Verification").
///
/// Sessions are kept while it lives, which is one command.
package struct ServiceConnector: Sendable {
    /// With the resource ID in its canonical form; without one that could not be confirmed.
    package let configuration: ConnectorConfiguration
    private let implementation: any ConnectorImplementation
    private let services: ConnectorServices
    /// That the resource ID of the configuration is not that of the resource which the connector gives access to.
    private let resourceFailure: ConnectorError?

    /// Makes a connector of its configuration: checks the lifetime of sessions and the resource ID, for which AWS may be
    /// asked. AWS's refusal is logged, and not an error yet.
    ///
    /// - Parameter isAutoConfigured: whether errors about the resource ID stand by themselves, and do not say that the
    ///   configuration is not valid.
    /// - Throws: ``ConnectorError``.
    package init(
        opening configuration: ConnectorConfiguration,
        with services: ConnectorServices,
        isAutoConfigured: Bool = false
    ) async throws(ConnectorError) {
        try configuration.checkLifetime()
        var configuration = configuration
        let implementation = try ServiceConnector.implementation(of: configuration, services)
        var failure: ConnectorError?
        if let type = configuration.resourceType {
            let given = configuration.resourceID
            do throws(ConnectorError) {
                // AWS is not asked about credentials that have expired.
                if configuration.isExpired(at: services.now) {
                    configuration.resourceID = try given.map { (id) throws(ConnectorError) in
                        try implementation.canonicalID(id, of: type)
                    }
                } else {
                    configuration.resourceID = try await ServiceConnector.confirmed(given, type, implementation)
                }
            } catch {
                guard error.isRefusal else {
                    guard error.kind == .value, !isAutoConfigured else { throw error }
                    throw .configuration("The service connector configuration is not valid: " + error.message)
                }
                services.log(
                    "Authorization error validating resource ID \(given ?? "None") for resource type "
                        + "\(type.identifier): \(error.message)"
                )
                configuration.resourceID = nil
                // Where AWS refused, it is asked again.
                failure = error.kind == .otherResource ? error : nil
            }
        }
        await implementation.opened()
        self.configuration = configuration
        self.implementation = implementation
        self.services = services
        resourceFailure = failure
    }

    private static func implementation(
        of configuration: ConnectorConfiguration,
        _ services: ConnectorServices
    ) throws(ConnectorError) -> any ConnectorImplementation {
        switch configuration.type {
        case .aws: try AWSServiceConnector(configuration, services)
        case .docker: DockerServiceConnector(configuration, services)
        default: KubernetesServiceConnector(configuration, services)
        }
    }

    // MARK: Verification

    /// Finds out what the connector gives access to.
    ///
    /// - Parameters:
    ///   - resourceType: one of the connector's, as it was typed; nil for all.
    ///   - resourceID: counts for a connector of one type, or where `resourceType` is given.
    ///   - listsResources: false checks the credentials alone, unless a resource ID is given or the connector has one
    ///     resource type (`--verify-only`).
    /// - Returns: what was found, errors included; ``ConnectorResources/checked()`` throws the one that counts for the
    ///   connector as a whole.
    /// - Throws: ``ConnectorError`` where what was asked for does not fit the connector.
    package func verify(
        resourceType: String? = nil,
        resourceID: String? = nil,
        listsResources: Bool = true
    ) async throws(ConnectorError) -> ConnectorResources {
        var types = configuration.resourceTypes
        if let resourceType {
            guard let asked = types.first(where: { $0.identifier == resourceType }) else {
                throw .value(
                    "connector\(nameInMessages) does not support resource type: '\(resourceType)'. Supported resource "
                        + "types are: \(types.map(\.identifier).joined(separator: ", "))"
                )
            }
            types = [asked]
        }
        var resources = ConnectorResources(configuration.type, types)
        guard !configuration.isExpired(at: services.now) else {
            resources.fail(.expired, for: nil)
            return resources
        }
        var rounds: [ResourceType?] = types
        if !listsResources, resourceID == nil {
            rounds = [nil]
        } else if types.count > 1 {
            rounds.insert(nil, at: 0)
        }
        for type in rounds {
            let id = rounds.count == 1 ? resourceID : nil
            do throws(ConnectorError) {
                try await verify(type, id, in: &resources)
            } catch {
                guard error.isRefusal || error.kind == .bare else {
                    throw .value("The connector configuration is incomplete or invalid: \(error.message)")
                }
                resources.fail(report(error), for: type)
                if type == nil { break }
            }
        }
        return resources
    }

    private func verify(
        _ asked: ResourceType?,
        _ id: String?,
        in resources: inout ConnectorResources
    ) async throws(ConnectorError) {
        let (type, id) = try await fitting(asked?.identifier, id)
        try await implementation.check(type, id)
        guard let type else { return }
        let names = try await implementation.list(type, id)
        guard id == nil, names.isEmpty else {
            resources.set(names, for: type)
            return
        }
        resources.fail(
            .authorization(
                "connector\(nameInMessages) didn't list any \(type.name) resources. This is likely caused by the connector "
                    + "credentials not being valid or not having sufficient permissions to list or access resources of "
                    + "this type. Please check the connector configuration and its credentials and try again."
            ),
            for: type
        )
    }

    /// Logs an error, and words it as it is shown.
    private func report(_ error: ConnectorError) -> ConnectorError {
        guard error.isRefusal else {
            services.log(
                "connector\(nameInMessages) verification failed with unexpected error: \(error.message)"
            )
            return .authorization("an unexpected error occurred while verifying the connector.")
        }
        let text = "connector\(nameInMessages) authorization failure: \(error.message)"
        services.log(text)
        return .authorization(text)
    }

    /// The verification that auto-configuration does by itself: a resource that cannot be named is reported only after
    /// the session was tried.
    func verifyAutoConfiguration() async throws(ConnectorError) {
        let (type, id) = (configuration.resourceType, configuration.resourceID)
        try await implementation.check(type, id)
        if let resourceFailure { throw resourceFailure }
        if let type { _ = try await implementation.list(type, id) }
    }

    private var nameInMessages: String { configuration.name.map { " '\($0)'" } ?? "" }

    // MARK: What is asked for

    /// What a request means for this connector.
    ///
    /// - Throws: where the connector is not for that type or resource.
    private func fitting(
        _ requestedType: String?,
        _ requestedID: String?,
        needsType: Bool = false,
        needsID: Bool = false
    ) async throws(ConnectorError) -> (ResourceType?, String?) {
        if let own = configuration.resourceType, let requestedType, own.identifier != requestedType {
            throw .value(
                "the connector is configured to provide access to a '\(own.identifier)' resource type, but a different "
                    + "resource type was requested: '\(requestedType)'."
            )
        }
        if requestedType == nil, configuration.resourceType == nil {
            guard !needsType else {
                throw .value(
                    "the connector is configured to provide access to multiple resource types. A resource type must be "
                        + "specified when requesting access to a resource."
                )
            }
            guard requestedID == nil else {
                throw .value(
                    "the connector is configured to provide access to multiple resource types, but only a resource name "
                        + "was specified. A resource type must also be specified when requesting access to a resource."
                )
            }
            return (nil, nil)
        }
        let type: ResourceType
        if let own = configuration.resourceType {
            type = own
        } else {
            type = try configuration.type.known(requestedType ?? "")
        }
        if requestedID == nil, let resourceFailure, configuration.resourceID == nil { throw resourceFailure }
        let own = configuration.resourceID
        let id = try await ServiceConnector.confirmed(requestedID ?? own, type, implementation)
        if let id, let own, id != own {
            throw .value(
                "the connector is configured to provide access to a single \(type.name) resource with a resource name of "
                    + "'\(own)', but a different resource name was requested: '\(id)'."
            )
        }
        guard id != nil || !needsID else {
            throw .value(
                "the connector is configured to provide access to multiple \(type.name) resources. A resource name must be "
                    + "specified when requesting access to a resource."
            )
        }
        return (type, id)
    }

    /// The canonical name of a resource that can be the connector's; nil for none in particular.
    private static func confirmed(
        _ text: String?,
        _ type: ResourceType,
        _ implementation: any ConnectorImplementation
    ) async throws(ConnectorError) -> String? {
        var asked: String?
        if let text { asked = try implementation.canonicalID(text, of: type) }
        guard !type.hasInstances else { return asked }
        let own = try await implementation.defaultID(of: type)
        guard let asked, asked != own else { return own }
        throw ConnectorError(
            .otherResource,
            "The connector does not allow access to the provided '\(asked)' \(type.name) resource. It only allows access to "
                + "the following resource: '\(own)'."
        )
    }

    // MARK: Clients

    /// The connector that is handed over for one resource: with credentials for it alone, and of the type that the
    /// resource's clients need. It is verified, but for a cluster's, whose API server is not asked.
    ///
    /// - Parameter isVerified: whether the connector that is handed over is verified as well; a login checks it anyway.
    /// - Throws: ``ConnectorError`` in bare words.
    package func client(
        resourceType: String? = nil,
        resourceID: String? = nil,
        isVerified: Bool = true
    ) async throws(ConnectorError) -> ServiceConnector {
        let (type, id) = try await fitting(resourceType, resourceID, needsType: true, needsID: true)
        guard let type, let id else { throw .value("the connector names no resource.") }
        guard !configuration.isExpired(at: services.now) else { throw .expired }
        try await implementation.check(type, id)
        _ = try await implementation.list(type, id)
        var handedOver = try await implementation.client(
            of: configuration,
            type,
            id,
            name: "\(configuration.name ?? "") (\(type.identifier) | \(id) client)"
        )
        if handedOver.expiresAt != nil { handedOver.expiresSkewTolerance = configuration.expiresSkewTolerance }
        guard !handedOver.isExpired(at: services.now) else { throw .expired }
        let client = try await ServiceConnector(opening: handedOver, with: services, isAutoConfigured: true)
        if isVerified, let type = client.configuration.resourceType {
            try await client.implementation.check(type, client.configuration.resourceID)
            _ = try await client.implementation.list(type, client.configuration.resourceID)
        }
        return client
    }

    /// What configuring a local client came to.
    package struct LocalClient: Sendable, Equatable {
        /// Such as `Docker Service Connector`.
        package let connectorTypeName: String
        /// Such as `Docker/OCI container registry`.
        package let resourceTypeName: String
        /// The path of docker's configuration where the password now stands in it in clear: docker's warning is due.
        package let clearPasswordPath: String?
    }

    /// Configures the local client of a resource: docker's login, a profile for the AWS SDKs, or a context of kubectl
    /// (docs/zenml/connectors.md, "Login"). Verified first.
    ///
    /// - Throws: ``ConnectorError`` in bare words, or ``DockerLoginFailure``.
    package func logIn(resourceType: String? = nil, resourceID: String? = nil) async throws -> LocalClient {
        let client = try await client(resourceType: resourceType, resourceID: resourceID, isVerified: false)
        guard let type = client.configuration.resourceType, let id = client.configuration.resourceID else {
            throw ConnectorError.value("the connector names no resource.")
        }
        let path = try await client.implementation.configureLocalClient(for: client.configuration, type, id)
        return LocalClient(
            connectorTypeName: client.configuration.type.name,
            resourceTypeName: type.name,
            clearPasswordPath: path
        )
    }
}
