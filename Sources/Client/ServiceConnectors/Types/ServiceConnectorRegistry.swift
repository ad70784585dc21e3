/// The connector types that this program knows.
package enum ServiceConnectorRegistry {
    /// In ZenML's order of listing, for an installation with its AWS integration.
    package static let types: [ServiceConnectorType] = [.docker, .aws, .kubernetes]

    /// The type of an identifier.
    ///
    /// - Throws: ``ConnectorError`` for one that is not known.
    package static func type(_ identifier: String) throws(ConnectorError) -> ServiceConnectorType {
        if let type = types.first(where: { $0.identifier == identifier }) { return type }
        throw .configuration(
            PythonText.keyError(
                "Service connector type \(identifier) not found. Please check that you have installed all required "
                    + "Python packages and ZenML integrations and try again."
            )
        )
    }

    /// The types that fit all that is given; the words are matched exactly.
    package static func types(
        _ identifier: String?,
        resourceType: String?,
        authMethod: String?
    ) -> [ServiceConnectorType] {
        types.filter { type in
            (identifier == nil || type.identifier == identifier)
                && (resourceType.map { type.resourceType($0) != nil } ?? true)
                && (authMethod.map { type.authMethod($0) != nil } ?? true)
        }
    }
}

extension ServiceConnectorType {
    /// Refuses a method or a resource type that this connector type does not have.
    func specification(
        method: String,
        resourceType: String?
    ) throws(ConnectorError) -> (method: AuthMethod, resourceType: ResourceType?) {
        guard let found = authMethod(method) else {
            throw .invalid(
                "connector type '\(identifier)' does not support the '\(method)' authentication method. Supported "
                    + "authentication methods are: \(PythonText.list(authMethods.map(\.identifier)))."
            )
        }
        guard let resourceType else { return (found, nil) }
        return (found, try known(resourceType))
    }

    /// The resource type of an identifier.
    func known(_ resourceType: String) throws(ConnectorError) -> ResourceType {
        guard let found = self.resourceType(resourceType) else {
            throw .invalid(
                "connector type '\(identifier)' does not support resource type '\(resourceType)'. Supported resource "
                    + "types are: \(PythonText.list(resourceTypes.map(\.identifier)))."
            )
        }
        return found
    }
}

extension ConnectorError {
    fileprivate static func invalid(_ reason: String) -> ConnectorError {
        .value("connector configuration is not valid: " + PythonText.keyError(reason))
    }
}
