/// Makes a connector's configuration of the attributes of a command (docs/zenml/connectors.md, "Registration", 4).
package struct ExplicitConfiguration: Sendable {
    package let configuration: ConnectorConfiguration
    /// The attributes that the method does not know, in the order given: they are left out.
    package let unknownAttributes: [String]

    /// - Parameters:
    ///   - type: of the connector.
    ///   - method: nil for the only one, where the type has one.
    ///   - resourceType: nil for the only one, where the type has one, else for all of them.
    ///   - resourceID: counts for one resource type alone.
    ///   - attributes: names and values in the order given; of a name that comes twice the last value counts.
    package init(
        type: ServiceConnectorType,
        method: String?,
        resourceType: String?,
        resourceID: String?,
        attributes: [(name: String, value: String)]
    ) throws(ConnectorError) {
        let only = type.authMethods.count == 1 ? type.authMethods.first?.identifier : nil
        guard let method = method ?? only else {
            throw .configuration(
                "Multiple authentication methods are available for the \(type.name) service connector type. Please "
                    + "specify one of the following: \(PythonText.list(type.authMethods.map(\.identifier)))."
            )
        }
        let (known, knownType) = try type.specification(
            method: method,
            resourceType: type.resourceTypeOrOnly(resourceType)
        )
        let names = Set(known.attributes.map(\.name))
        var unknown: [String] = []
        var values: [String: String] = [:]
        for (name, value) in attributes {
            if names.contains(name) {
                values[name] = value
            } else if !unknown.contains(name) {
                unknown.append(name)
            }
        }
        var configuration = try ConnectorConfiguration(
            type: type,
            method: known,
            resourceType: knownType,
            attributes: values
        )
        configuration.resourceID = knownType == nil ? nil : resourceID
        self.configuration = configuration
        unknownAttributes = unknown
    }

    /// The lines that ZenML logs about unknown attributes.
    ///
    /// - Parameter name: the connector's.
    package func notes(name: String) -> [String] {
        let known = PythonText.list(configuration.method.attributes.map(\.name))
        return unknownAttributes.map {
            "Ignoring unknown attribute in connector '\(name)' configuration \($0). Supported attributes are: \(known)"
        }
    }
}

extension ServiceConnectorType {
    /// The resource type that is meant: the one that is named, or the type's only one.
    func resourceTypeOrOnly(_ identifier: String?) -> String? {
        identifier ?? (resourceTypes.count == 1 ? resourceTypes.first?.identifier : nil)
    }

    /// Refuses a type that is known by name alone.
    ///
    /// - Throws: ``ConnectorError``.
    package func checkRegistrable() throws(ConnectorError) {
        guard self == .kubernetes else { return }
        throw .configuration(
            "Service connector type \(identifier) is not available locally. Please make sure the corresponding packages "
                + "and/or ZenML integration are installed and try again."
        )
    }
}
