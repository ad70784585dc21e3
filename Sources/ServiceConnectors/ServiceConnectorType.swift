/// A kind of service connector: what it gives access to and how it authenticates (client.md, section 5).
package struct ServiceConnectorType: Sendable {
    /// Such as `aws`.
    package let identifier: String
    /// Such as `AWS Service Connector`.
    package let name: String
    package let emoji: String
    /// In ZenML's order.
    package let resourceTypes: [ResourceType]
    /// In ZenML's order.
    package let authMethods: [AuthMethod]

    /// As tables show it: `🔶 aws`.
    package var label: String { "\(emoji) \(identifier)" }

    package func resourceType(_ identifier: String) -> ResourceType? {
        resourceTypes.first { $0.identifier == identifier }
    }

    package func authMethod(_ identifier: String) -> AuthMethod? {
        authMethods.first { $0.identifier == identifier }
    }
}

/// A kind of resource that a connector gives access to.
package struct ResourceType: Sendable, Equatable {
    /// Such as `docker-registry`.
    package let identifier: String
    /// Such as `AWS ECR container registry`.
    package let name: String
    package let emoji: String
    /// Whether a connector may give access to several resources of the type.
    package let hasInstances: Bool
    /// Whether this program can use it; the others are known by name only.
    package let isBuilt: Bool

    /// As tables show it: `🐳 docker-registry`.
    package var label: String { "\(emoji) \(identifier)" }
}

/// A way to authenticate.
package struct AuthMethod: Sendable, Equatable {
    /// Such as `session-token`.
    package let identifier: String
    /// In the order in which ZenML asks for them.
    package let attributes: [ConnectorAttribute]
    /// Of the sessions that are made with the credentials; nil for a method that makes none.
    package let lifetime: SessionLifetime?

    package var requiredAttributes: [String] { attributes.filter(\.isRequired).map(\.name) }
    package var secretAttributes: [String] { attributes.filter(\.isSecret).map(\.name) }
}

/// An attribute of a connector's configuration.
package struct ConnectorAttribute: Sendable, Equatable {
    package let name: String
    package let isSecret: Bool
    package let isRequired: Bool
}

/// How long a session lasts, in seconds.
package struct SessionLifetime: Sendable, Equatable {
    package let minimum: Int
    package let standard: Int
    /// Nil where only AWS sets a limit.
    package let maximum: Int?
}
