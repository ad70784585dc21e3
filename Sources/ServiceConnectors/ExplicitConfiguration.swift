/// Makes a connector's configuration of the attributes of a command (client.md, section 6, step 4).
package struct ExplicitConfiguration: Sendable {
    package let configuration: ConnectorConfiguration
    /// The attributes that the method does not know, in the order given: they are left out.
    package let unknownAttributes: [String]

    /// - Parameters:
    ///   - type: of the connector.
    ///   - attributes: names and values in the order given; of a name that comes twice the last value counts.
    ///   - allowsImplicit: whether `ZENML_ENABLE_IMPLICIT_AUTH_METHODS` is true.
    package init(
        type: ServiceConnectorType,
        method identifier: String?,
        resourceType: String?,
        resourceID: String?,
        attributes: [(name: String, value: String)],
        allowsImplicit: Bool
    ) throws(ConnectorError) {
        guard let identifier else {
            throw .configuration(
                "Multiple authentication methods are available for the \(type.name) service connector type. Please "
                    + "specify one of the following: \(PythonText.list(type.authMethods.map(\.identifier)))."
            )
        }
        guard let method = type.authMethod(identifier) else {
            throw .invalid(
                "connector type '\(type.identifier)' does not support the '\(identifier)' authentication method. "
                    + "Supported authentication methods are: \(PythonText.list(type.authMethods.map(\.identifier)))."
            )
        }
        if let resourceType { try type.check(resourceType: resourceType) }
        let known = Set(method.attributes.map(\.name))
        var unknown: [String] = []
        var values: [String: String] = [:]
        for (name, value) in attributes {
            if known.contains(name) {
                values[name] = value
            } else if !unknown.contains(name) {
                unknown.append(name)
            }
        }
        var configuration = try ConnectorConfiguration(method: method, attributes: values)
        configuration.resourceID = resourceID
        guard resourceType == ResourceType.dockerRegistry.identifier else { throw .resourceTypeNotBuilt(resourceType) }
        if method == .implicit, allowsImplicit {
            throw .notBuilt(
                "the authentication method 'implicit' is not built: name credentials, or use --auto-configure."
            )
        }
        self.configuration = configuration
        unknownAttributes = unknown
    }
}

extension ServiceConnectorType {
    /// Refuses a resource type that this connector type does not have.
    package func check(resourceType identifier: String) throws(ConnectorError) {
        guard resourceType(identifier) == nil else { return }
        throw .invalid(
            "connector type '\(self.identifier)' does not support resource type '\(identifier)'. Supported resource "
                + "types are: \(PythonText.list(resourceTypes.map(\.identifier)))."
        )
    }
}

extension ConnectorError {
    fileprivate static func invalid(_ reason: String) -> ConnectorError {
        .configuration("connector configuration is not valid: " + PythonText.keyError(reason))
    }
}
