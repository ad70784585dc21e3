package import ClientStore
import ServiceConnectors

extension ContainerRegistryFlavor {
    /// The flavor of a name.
    ///
    /// - Throws: ``StackError`` for one that there is not.
    package static func named(_ name: String) throws(StackError) -> ContainerRegistryFlavor {
        guard let flavor = all.first(where: { $0.name == name }) else {
            throw StackError(PythonText.keyError("No flavor with name '\(name)' and type 'container_registry' exists."))
        }
        return flavor
    }

    /// Checks the attributes of a registry as ZenML does, and no more than that: whether the URI leads anywhere shows when
    /// it is connected.
    ///
    /// - Returns: the attributes as they are stored; slashes at the end of the URI are gone.
    /// - Throws: ``ValidationFailure``, ``StackError``.
    package func checked(_ attributes: Attributes) throws -> Attributes {
        let name = ContainerRegistryFlavor.resourceAttribute
        if let uri = attributes[name], ContainerRegistryFlavor.isSecretReference(uri) {
            throw StackError(
                "Passing the stack component attribute `\(name)` as a secret reference is not allowed as additional "
                    + "validation is required for this attribute."
            )
        }
        var checked = attributes
        var problems: [ValidationFailure.Problem] = []
        if var uri = attributes[name] {
            while uri.last == "/" { uri.removeLast() }
            checked[name] = uri
            if let problem = problem(ofURI: uri) { problems.append(.init(field: name, problem)) }
        }
        for attribute in FlavorAttribute.all where attribute.isRequired && attributes[attribute.name] == nil {
            problems.append(.init(field: attribute.name, "Field required"))
        }
        for attribute in attributes where !FlavorAttribute.all.contains(where: { $0.name == attribute.name }) {
            problems.append(.init(field: attribute.name, "Extra inputs are not permitted"))
        }
        guard problems.isEmpty else { throw ValidationFailure(model: configuration.rawValue, problems) }
        return checked
    }

    /// Whether a service connector can reach a registry of this flavor.
    ///
    /// - Throws: ``StackError`` that says why not.
    package func check(_ connector: ServiceConnectorRecord, for component: StackComponentValues) throws(StackError) {
        guard let reason = mismatch(connector, component) else { return }
        throw StackError(
            "The connector with ID \(connector.id) does not match the component's `\(component.name)` of type "
                + "`\(component.type)` connector requirements: \(reason). Please pick a connector that is compatible "
                + "with the component flavor and try again, or use the interactive mode to select a compatible "
                + "connector."
        )
    }

    private func mismatch(_ connector: ServiceConnectorRecord, _ component: StackComponentValues) -> String? {
        let (type, attribute) = (ContainerRegistryFlavor.resourceType, ContainerRegistryFlavor.resourceAttribute)
        if let connectorType, connectorType != connector.connectorType {
            return "connector type '\(connector.connectorType)' does not match the '\(connectorType)' connector type "
                + "specified in the stack component requirements"
        }
        guard connector.resourceTypes.contains(type) else {
            return "connector does not provide the '\(type)' resource type specified in the stack component "
                + "requirements. Only the following resource types are supported: "
                + connector.resourceTypes.joined(separator: ", ")
        }
        guard let uri = component.configuration[attribute], !uri.isEmpty else {
            return "the '\(attribute)' stack component configuration attribute plays the role of resource identifier, "
                + "but the stack component does not contain a '\(attribute)' attribute. Please add the "
                + "'\(attribute)' attribute to the stack component configuration and try again."
        }
        return nil
    }

    /// What ZenML has against a URI.
    private func problem(ofURI uri: String) -> String? {
        switch configuration {
        case .base: nil
        case .aws where uri.contains("/"):
            "Value error, Property `uri` can not contain a `/`. An example of a valid URI is: "
                + "`715803424592.dkr.ecr.us-east-1.amazonaws.com`"
        case .aws: nil
        }
    }

    /// Whether a value stands for the key of a secret: `{{name.key}}`.
    private static func isSecretReference(_ text: String) -> Bool {
        text.wholeMatch(of: #/\{\{\s*\S+?\.\S+\s*\}\}/#) != nil
    }
}
