import Cryptography
package import Foundation

/// All that a store holds, for a reader: secrets appear as fingerprints, never in clear.
package struct StoredState: Sendable, Equatable, Codable {
    package struct Connector: Sendable, Equatable, Codable {
        package let id: String
        package let name: String
        package let type: String
        package let authMethod: String
        package let resourceTypes: [String]
        package let resourceID: String?
        package let configuration: [String: String]
        /// The ``Fingerprint`` of each secret attribute.
        package let secrets: [String: String]
        package let secretID: String?
        package let expiresAt: Date?
        package let expiresSkewTolerance: Int?
        package let expirationSeconds: Int?
        package let description: String
        package let labels: [Label]
        package let created: Date
        package let updated: Date
    }

    package struct Component: Sendable, Equatable, Codable {
        package let id: String
        package let name: String
        package let type: String
        package let flavor: String
        package let configuration: [String: String]
        package let labels: [Label]
        package let connectorID: String?
        package let connectorResourceID: String?
        package let created: Date
        package let updated: Date
    }

    package struct Stack: Sendable, Equatable, Codable {
        package let id: String
        package let name: String
        package let labels: [Label]
        package let isBuiltIn: Bool
        /// The IDs of its components, ascending.
        package let componentIDs: [String]
        package let created: Date
        package let updated: Date
    }

    /// In the order of registration.
    package let connectors: [Connector]
    /// In the order of registration.
    package let components: [Component]
    /// In the order of registration.
    package let stacks: [Stack]
    /// Empty where there is no stack.
    package let activeStackID: String

    /// What a client that never ran has stored.
    package static let empty = StoredState(connectors: [], components: [], stacks: [], activeStackID: "")
}

extension StoreReader {
    /// All that the store holds.
    package func state() throws -> StoredState {
        StoredState(
            connectors: try serviceConnectors().map { connector in
                StoredState.Connector(
                    id: connector.id,
                    name: connector.name,
                    type: connector.connectorType,
                    authMethod: connector.authMethod,
                    resourceTypes: connector.resourceTypes,
                    resourceID: connector.resourceID,
                    configuration: connector.configuration,
                    secrets: try secrets(of: connector).mapValues(Fingerprint.of),
                    secretID: connector.secretID,
                    expiresAt: connector.expiresAt,
                    expiresSkewTolerance: connector.expiresSkewTolerance,
                    expirationSeconds: connector.expirationSeconds,
                    description: connector.description,
                    labels: connector.labels,
                    created: connector.created,
                    updated: connector.updated
                )
            },
            components: try components().map { component in
                StoredState.Component(
                    id: component.id,
                    name: component.name,
                    type: component.type,
                    flavor: component.flavor,
                    configuration: component.configuration.dictionary,
                    labels: component.labels,
                    connectorID: component.connectorID,
                    connectorResourceID: component.connectorResourceID,
                    created: component.created,
                    updated: component.updated
                )
            },
            stacks: try stacks().map { stack in
                StoredState.Stack(
                    id: stack.id,
                    name: stack.name,
                    labels: stack.labels,
                    isBuiltIn: stack.isBuiltIn,
                    componentIDs: stack.components.map(\.id),
                    created: stack.created,
                    updated: stack.updated
                )
            },
            activeStackID: try activeStack().id
        )
    }
}

/// What stands for a secret where it must not be shown.
package enum Fingerprint {
    /// The first 8 hexadecimal digits of the secret's SHA-256.
    package static func of(_ secret: String) -> String { String(Hex.encode(SHA256.hash(secret)).prefix(8)) }
}
