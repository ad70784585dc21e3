package import Foundation

/// A service connector as it is stored, without its secrets.
package typealias ServiceConnectorRecord = Stored<ServiceConnectorValues>

/// What is kept of a service connector, its secrets apart.
package struct ServiceConnectorValues: StoredValues {
    package static let tableName = "service_connector"

    /// Unique among the connectors.
    package var name: String
    /// Such as `aws`.
    package var connectorType: String
    package var description = ""
    /// Such as `session-token`.
    package var authMethod: String
    /// Such as `docker-registry`; several where the connector is one for several types.
    package var resourceTypes: [String]
    /// The canonical name of the one resource that the connector gives access to; nil where none is fixed.
    package var resourceID: String?
    /// The attributes that are not secret.
    package var configuration: [String: String]
    /// Where the attributes are that are secret; nil where none is. The store alone sets it.
    package internal(set) var secretID: String?
    /// When the credentials themselves end.
    package var expiresAt: Date?
    /// Seconds; nil for the default.
    package var expiresSkewTolerance: Int?
    /// The lifetime of the sessions that are made with the credentials, in seconds; nil for the method's default.
    package var expirationSeconds: Int?
    package var labels: [Label] = []

    enum CodingKeys: String, CodingKey {
        case name
        case connectorType = "connector_type"
        case description
        case authMethod = "auth_method"
        case resourceTypes = "resource_types"
        case resourceID = "resource_id"
        case configuration
        case secretID = "secret_id"
        case expiresAt = "expires_at"
        case expiresSkewTolerance = "expires_skew_tolerance"
        case expirationSeconds = "expiration_seconds"
        case labels
    }
}

/// What is known of a service connector before it is stored.
@dynamicMemberLookup
package struct NewServiceConnector: Sendable {
    /// What is not secret.
    package var values: ServiceConnectorValues
    /// Attributes that are stored apart and encrypted.
    package var secrets: [String: String]

    package init(
        name: String,
        connectorType: String,
        authMethod: String,
        resourceTypes: [String],
        resourceID: String?,
        configuration: [String: String],
        secrets: [String: String]
    ) {
        values = ServiceConnectorValues(
            name: name,
            connectorType: connectorType,
            authMethod: authMethod,
            resourceTypes: resourceTypes,
            resourceID: resourceID,
            configuration: configuration
        )
        self.secrets = secrets
    }

    /// What is not secret.
    package subscript<Value>(dynamicMember path: WritableKeyPath<ServiceConnectorValues, Value>) -> Value {
        get { values[keyPath: path] }
        set { values[keyPath: path] = newValue }
    }
}

extension NewServiceConnector: CustomDebugStringConvertible, CustomReflectable {
    /// The name alone: secrets never get into a log or an error.
    package var debugDescription: String { "NewServiceConnector('\(values.name)')" }
    package var customMirror: Mirror { Mirror(self, children: ["name": values.name]) }
}
