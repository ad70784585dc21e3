/// A user name and a password that a connector gives for a registry. Its description does not show them.
package struct RegistryLogin: Sendable, CustomStringConvertible {
    package let username: String
    package let password: String

    package var description: String { "[HIDDEN]" }
}

extension ServiceConnector {
    /// What opens a registry that the connector gives access to. The registry itself is not asked.
    ///
    /// - Throws: ``ConnectorError`` in bare words.
    package func registryLogin(resourceID: String) async throws(ConnectorError) -> RegistryLogin {
        let client = try await client(
            resourceType: ResourceType.dockerRegistry.identifier,
            resourceID: resourceID,
            isVerified: false
        )
        let attributes = client.configuration.attributes
        guard let username = attributes[ConnectorAttribute.username.name],
            let password = attributes[ConnectorAttribute.password.name]
        else { throw .value("the connector gives no user name and password for registries.") }
        return RegistryLogin(username: username, password: password)
    }
}
