/// A kind of service connector: its resources and its methods (docs/zenml/connectors.md, "Types and methods").
package struct ServiceConnectorType: Sendable {
    /// Such as `aws`.
    package let identifier: String
    /// Such as `AWS Service Connector`.
    package let name: String
    package let emoji: String
    package let description: [TypeDescription]
    /// In ZenML's order.
    package let resourceTypes: [ResourceType]
    /// In ZenML's order.
    package let authMethods: [AuthMethod]
    /// Whether a configuration can be found in the environment.
    package let supportsAutoConfiguration: Bool

    /// As tables show it: `🔶 aws`.
    package var label: String { "\(emoji) \(identifier)" }

    package func resourceType(_ identifier: String) -> ResourceType? {
        resourceTypes.first { $0.identifier == identifier }
    }

    package func authMethod(_ identifier: String) -> AuthMethod? {
        authMethods.first { $0.identifier == identifier }
    }
}

/// A piece of what is said of a type, a resource type or a method.
package enum TypeDescription: Sendable, Equatable {
    case paragraph(String)
    case list([String])
}

/// A kind of resource that a connector gives access to.
package struct ResourceType: Sendable, Equatable {
    /// Such as `docker-registry`.
    package let identifier: String
    /// Such as `AWS ECR container registry`.
    package let name: String
    package let emoji: String
    package let description: [TypeDescription]
    /// Whether a connector may give access to several resources of the type.
    package let hasInstances: Bool

    /// As tables show it: `🐳 docker-registry`.
    package var label: String { "\(emoji) \(identifier)" }

    package static func == (left: ResourceType, right: ResourceType) -> Bool {
        left.identifier == right.identifier && left.name == right.name
    }
}

/// A way to authenticate.
package struct AuthMethod: Sendable, Equatable {
    /// Such as `session-token`.
    package let identifier: String
    /// Such as `AWS Session Token`.
    package let name: String
    package let description: [TypeDescription]
    /// In the order in which ZenML asks for them.
    package let attributes: [ConnectorAttribute]
    /// Of the sessions that are made with the credentials; nil for a method that makes none.
    package let lifetime: SessionLifetime?

    package var requiredAttributes: [String] { attributes.filter(\.isRequired).map(\.name) }
    package var secretAttributes: [String] { attributes.filter(\.isSecret).map(\.name) }

    package static func == (left: AuthMethod, right: AuthMethod) -> Bool {
        left.identifier == right.identifier && left.name == right.name
    }
}

/// An attribute of a connector's configuration.
package struct ConnectorAttribute: Sendable, Equatable {
    /// How a value is written.
    package enum Form: String, Sendable {
        case string
        /// A list of texts: JSON, or texts separated by commas. ZenML calls it a string all the same.
        case list
        /// `true` or `false`.
        case boolean
    }

    package let name: String
    /// Such as `AWS Region`.
    package let title: String
    package let isSecret: Bool
    package let isRequired: Bool
    package let form: Form

    /// What is said of its value in braces: `{string, secret, required}`.
    package var traits: String {
        let type = form == .boolean ? "boolean" : "string"
        return "{\(type)\(isSecret ? ", secret" : ""), \(isRequired ? "required" : "optional")}"
    }

    static func required(_ name: String, _ title: String) -> ConnectorAttribute {
        ConnectorAttribute(name: name, title: title, isSecret: false, isRequired: true, form: .string)
    }

    static func optional(_ name: String, _ title: String, _ form: Form = .string) -> ConnectorAttribute {
        ConnectorAttribute(name: name, title: title, isSecret: false, isRequired: false, form: form)
    }

    static func secret(_ name: String, _ title: String, isRequired: Bool = true) -> ConnectorAttribute {
        ConnectorAttribute(name: name, title: title, isSecret: true, isRequired: isRequired, form: .string)
    }
}

/// How long a session lasts, in seconds.
package struct SessionLifetime: Sendable, Equatable {
    package let minimum: Int
    package let standard: Int
    /// Nil where only AWS sets a limit.
    package let maximum: Int?
}
