import Cryptography
import Foundation

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
        /// The fingerprint of each secret attribute: the first 8 hexadecimal digits of its SHA-256.
        package let secrets: [String: String]
        package let secretID: String?
        /// UTC, as `2024-05-14 09:30:00.000000`.
        package let expiresAt: String?
        package let expiresSkewTolerance: Int?
        package let expirationSeconds: Int?
        package let description: String
        package let labels: [Label]
        package let created: String
        package let updated: String
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
        package let created: String
        package let updated: String
    }

    package struct Stack: Sendable, Equatable, Codable {
        package let id: String
        package let name: String
        package let labels: [Label]
        package let isBuiltIn: Bool
        /// The IDs of its components, ascending.
        package let componentIDs: [String]
        package let created: String
        package let updated: String
    }

    /// In the order of registration.
    package let connectors: [Connector]
    /// In the order of registration.
    package let components: [Component]
    /// In the order of registration.
    package let stacks: [Stack]
    /// Empty where there is no stack.
    package let activeStackID: String

    /// What a client remembers that never ran.
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
                    secrets: try secrets(of: connector).mapValues(fingerprint),
                    secretID: connector.secretID,
                    expiresAt: connector.expiresAt.map(timestamp),
                    expiresSkewTolerance: connector.expiresSkewTolerance,
                    expirationSeconds: connector.expirationSeconds,
                    description: connector.description,
                    labels: connector.labels,
                    created: timestamp(connector.created),
                    updated: timestamp(connector.updated)
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
                    created: timestamp(component.created),
                    updated: timestamp(component.updated)
                )
            },
            stacks: try stacks().map { stack in
                StoredState.Stack(
                    id: stack.id,
                    name: stack.name,
                    labels: stack.labels,
                    isBuiltIn: stack.isBuiltIn,
                    componentIDs: stack.components.map(\.id),
                    created: timestamp(stack.created),
                    updated: timestamp(stack.updated)
                )
            },
            activeStackID: try activeStack().id
        )
    }
}

private func fingerprint(_ secret: String) -> String {
    String(Hex.encode(SHA256.hash(secret)).prefix(8))
}

/// UTC with microseconds, as ZenML writes it: `2024-05-14 09:30:00.000000`.
private func timestamp(_ date: Date) -> String {
    let microseconds = date.microseconds
    let (seconds, fraction) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    let whole = Date(timeIntervalSince1970: Double(fraction < 0 ? seconds - 1 : seconds))
    let text = whole.formatted(
        .iso8601.year().month().day().dateTimeSeparator(.space).time(includingFractionalSeconds: false)
    )
    let digits = String(fraction < 0 ? fraction + 1_000_000 : fraction)
    return text + "." + String(repeating: "0", count: 6 - digits.count) + digits
}
