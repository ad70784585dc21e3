import AWSClient

/// How a Kubernetes service connector works: a token for one cluster. The cluster's API server is not asked.
struct KubernetesServiceConnector: ConnectorImplementation {
    private let configuration: ConnectorConfiguration
    private let services: ConnectorServices

    init(_ configuration: ConnectorConfiguration, _ services: ConnectorServices) {
        self.configuration = configuration
        self.services = services
    }

    func opened() {}

    func canonicalID(_ text: String, of type: ResourceType) -> String { text }

    func defaultID(of type: ResourceType) -> String {
        configuration.attributes[ConnectorAttribute.clusterName.name] ?? ""
    }

    func check(_ type: ResourceType?, _ id: String?) {}

    func list(_ type: ResourceType, _ id: String?) -> [String] { id.map { [$0] } ?? [] }

    func client(
        of configuration: ConnectorConfiguration,
        _ type: ResourceType,
        _ id: String,
        name: String
    ) -> ConnectorConfiguration {
        configuration
    }

    /// Makes the cluster kubectl's current context.
    func configureLocalClient(
        for configuration: ConnectorConfiguration,
        _ type: ResourceType,
        _ id: String
    ) async throws -> String? {
        func attribute(_ attribute: ConnectorAttribute) -> String? { configuration.attributes[attribute.name] }
        try Kubeconfig(services.environment).add(
            Kubeconfig.Entry(
                name: attribute(.clusterName) ?? "",
                server: attribute(.server) ?? "",
                certificateAuthority: attribute(.certificateAuthority),
                token: attribute(.token)
            )
        )
        services.log(
            "Updated local kubeconfig with the cluster details. The current kubectl context was set to '\(id)'."
        )
        return nil
    }
}
