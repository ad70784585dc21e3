import DockerConfiguration

/// How a Docker service connector works: a user name and a password for one registry.
struct DockerServiceConnector: ConnectorImplementation {
    private let configuration: ConnectorConfiguration
    private let services: ConnectorServices

    init(_ configuration: ConnectorConfiguration, _ services: ConnectorServices) {
        self.configuration = configuration
        self.services = services
    }

    private var username: String { configuration.attributes[ConnectorAttribute.username.name] ?? "" }
    private var password: String { configuration.attributes[ConnectorAttribute.password.name] ?? "" }

    func opened() {}

    func canonicalID(_ text: String, of type: ResourceType) throws(ConnectorError) -> String {
        try RegistryHostID(text).name
    }

    func defaultID(of type: ResourceType) throws(ConnectorError) -> String {
        let registry = configuration.attributes[ConnectorAttribute.registry.name]
        return try RegistryHostID(registry ?? RegistryHostID.dockerHub).name
    }

    func check(_ type: ResourceType?, _ id: String?) {}

    /// Signs in at the registry.
    func list(_ type: ResourceType, _ id: String?) async throws(ConnectorError) -> [String] {
        guard let id else { return [] }
        do throws(DockerConfigurationError) {
            try await services.dockerCheck(id, username, password)
        } catch {
            throw .authorization("failed to authenticate with Docker registry \(id): \(error)")
        }
        return [id]
    }

    /// The connector itself: there is nothing narrower.
    func client(
        of configuration: ConnectorConfiguration,
        _ type: ResourceType,
        _ id: String,
        name: String
    ) -> ConnectorConfiguration {
        var client = configuration
        client.resourceType = type
        client.resourceID = id
        return client
    }

    func configureLocalClient(
        for configuration: ConnectorConfiguration,
        _ type: ResourceType,
        _ id: String
    ) async throws -> String? {
        do throws(DockerConfigurationError) {
            return try await services.dockerLogin(id, username, password)
        } catch {
            throw DockerLoginFailure(registry: id, username: username, reason: error)
        }
    }
}
