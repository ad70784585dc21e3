package import Foundation

/// A service connector as it is stored, without its secrets.
package struct ServiceConnectorRecord: Sendable, Equatable {
    /// A UUID in lower case.
    package let id: String
    /// Unique among the connectors.
    package let name: String
    /// `aws`.
    package let connectorType: String
    package let description: String
    /// Such as `session-token`.
    package let authMethod: String
    /// Such as `docker-registry`.
    package let resourceTypes: [String]
    /// The canonical name of the one resource that the connector gives access to; nil where none is fixed.
    package let resourceID: String?
    /// The attributes that are not secret.
    package let configuration: [String: String]
    /// Nil where nothing is secret.
    package let secretID: String?
    /// When the credentials themselves end.
    package let expiresAt: Date?
    /// Seconds; nil for the default.
    package let expiresSkewTolerance: Int?
    /// The lifetime of the sessions that are made with the credentials, in seconds; nil for the method's default.
    package let expirationSeconds: Int?
    package let labels: [Label]
    package let created: Date
    package let updated: Date
}

/// What is known of a service connector before it is stored.
package struct NewServiceConnector: Sendable {
    package var name: String
    package var connectorType: String
    package var description = ""
    package var authMethod: String
    package var resourceTypes: [String]
    package var resourceID: String?
    package var configuration: [String: String]
    /// Attributes that are stored apart and encrypted.
    package var secrets: [String: String]
    package var expiresAt: Date?
    package var expiresSkewTolerance: Int?
    package var expirationSeconds: Int?
    package var labels: [Label] = []

    package init(
        name: String,
        connectorType: String,
        authMethod: String,
        resourceTypes: [String],
        resourceID: String?,
        configuration: [String: String],
        secrets: [String: String]
    ) {
        self.name = name
        self.connectorType = connectorType
        self.authMethod = authMethod
        self.resourceTypes = resourceTypes
        self.resourceID = resourceID
        self.configuration = configuration
        self.secrets = secrets
    }
}

extension NewServiceConnector: CustomDebugStringConvertible, CustomReflectable {
    /// The name alone: secrets never get into a log or an error.
    package var debugDescription: String { "NewServiceConnector('\(name)')" }
    package var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
