/// What a connector of one type does in its own way; ``ServiceConnector`` does the rest.
protocol ConnectorImplementation: Sendable {
    /// The canonical name that a resource ID stands for. Nothing is asked.
    func canonicalID(_ text: String, of type: ResourceType) throws(ConnectorError) -> String
    /// The one resource of a type without instances.
    func defaultID(of type: ResourceType) async throws(ConnectorError) -> String
    /// Notes that the connector's configuration was found to be sound.
    func opened() async
    /// Checks that the credentials for a resource work at all.
    ///
    /// - Parameter type: nil for no resource in particular.
    func check(_ type: ResourceType?, _ id: String?) async throws(ConnectorError)
    /// The names of the resources that can be reached: of all of a type, or of the one that is named.
    func list(_ type: ResourceType, _ id: String?) async throws(ConnectorError) -> [String]
    /// The configuration of a connector that gives access to one resource alone.
    func client(
        of configuration: ConnectorConfiguration,
        _ type: ResourceType,
        _ id: String,
        name: String
    ) async throws(ConnectorError) -> ConnectorConfiguration
    /// Configures the local client for a resource.
    ///
    /// - Returns: the path of a file where a password now stands in clear.
    /// - Throws: ``ConnectorError``, or ``DockerLoginFailure``.
    func configureLocalClient(
        for configuration: ConnectorConfiguration,
        _ type: ResourceType,
        _ id: String
    ) async throws -> String?
}
