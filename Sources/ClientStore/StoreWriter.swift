import Cryptography
import Determinism
import Foundation
import GRDB

/// A component before it is stored.
package struct NewStackComponent: Sendable {
    package var name: String
    package var type: String
    package var flavor: String
    package var configuration: [String: String]
    package var labels: [Label]
    package var connectorID: String?
    package var connectorResourceID: String?

    package init(
        name: String,
        type: String,
        flavor: String,
        configuration: [String: String] = [:],
        labels: [Label] = []
    ) {
        self.name = name
        self.type = type
        self.flavor = flavor
        self.configuration = configuration
        self.labels = labels
    }
}

/// What can be changed in a store, in one transaction: all of it, or nothing when an error is thrown. Only good inside
/// of ``ClientStore/write(_:)``.
package struct StoreWriter {
    let db: Database
    let key: StoreKey
    let path: String
    let clock: WorldClock
    let randomness: Randomness

    /// Reads what stands in the store now, the changes of this transaction included.
    package var reader: StoreReader { StoreReader(db: db, key: key, path: path) }

    /// Stores a service connector and its secrets.
    ///
    /// - Returns: its ID.
    /// - Throws: ``StoreConflict/serviceConnectorExists(_:)``.
    @discardableResult
    package func insertServiceConnector(_ connector: NewServiceConnector) throws -> String {
        guard try !exists("service_connector WHERE name = ?", [connector.name]) else {
            throw StoreConflict.serviceConnectorExists(connector.name)
        }
        let id = try drawIdentifier()
        let secretID = try connector.secrets.isEmpty ? nil : insertSecret(connector.secrets)
        let now = clock.now.microseconds
        try db.execute(
            sql: """
                INSERT INTO service_connector (
                    id, name, connector_type, description, auth_method, resource_types, resource_id, configuration,
                    secret_id, expires_at, expires_skew_tolerance, expiration_seconds, labels, created, updated
                ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, connector.name, connector.connectorType, connector.description, connector.authMethod,
                try jsonText(connector.resourceTypes), connector.resourceID, try jsonText(connector.configuration),
                secretID, connector.expiresAt?.microseconds, connector.expiresSkewTolerance,
                connector.expirationSeconds, try jsonText(connector.labels), now, now,
            ]
        )
        return id
    }

    /// Stores a component.
    ///
    /// - Returns: its ID.
    /// - Throws: ``StoreConflict/componentExists(type:name:)``.
    @discardableResult
    package func insertComponent(_ component: NewStackComponent) throws -> String {
        guard try !exists("stack_component WHERE type = ? AND name = ?", [component.type, component.name]) else {
            throw StoreConflict.componentExists(type: component.type, name: component.name)
        }
        let id = try drawIdentifier()
        let now = clock.now.microseconds
        try db.execute(
            sql: """
                INSERT INTO stack_component (
                    id, name, type, flavor, configuration, labels, connector_id, connector_resource_id, created, updated
                ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, component.name, component.type, component.flavor, try jsonText(component.configuration),
                try jsonText(component.labels), component.connectorID, component.connectorResourceID, now, now,
            ]
        )
        return id
    }

    /// Links a component to the resource of a service connector, instead of any other.
    ///
    /// - Throws: ``StoreConflict/componentGone(id:)``.
    package func connect(componentID: String, to connectorID: String, resourceID: String) throws {
        try db.execute(
            sql: "UPDATE stack_component SET connector_id = ?, connector_resource_id = ?, updated = ? WHERE id = ?",
            arguments: [connectorID, resourceID, clock.now.microseconds, componentID]
        )
        guard db.changesCount == 1 else { throw StoreConflict.componentGone(id: componentID) }
    }

    /// Stores a stack.
    ///
    /// - Returns: its ID.
    /// - Throws: ``StoreConflict/stackExists(_:)``.
    @discardableResult
    package func insertStack(
        name: String,
        labels: [Label],
        componentIDs: [String],
        isBuiltIn: Bool = false
    ) throws -> String {
        guard try !exists("stack WHERE name = ?", [name]) else { throw StoreConflict.stackExists(name) }
        let id = try drawIdentifier()
        let now = clock.now.microseconds
        try db.execute(
            sql: "INSERT INTO stack (id, name, labels, is_built_in, created, updated) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [id, name, try jsonText(labels), isBuiltIn, now, now]
        )
        try insertComposition(of: id, componentIDs)
        return id
    }

    /// Gives a stack other components.
    ///
    /// - Throws: ``StoreConflict/stackGone(id:)``.
    package func setComponents(ofStack id: String, to componentIDs: [String]) throws {
        try db.execute(
            sql: "UPDATE stack SET updated = ? WHERE id = ?",
            arguments: [clock.now.microseconds, id]
        )
        guard db.changesCount == 1 else { throw StoreConflict.stackGone(id: id) }
        try db.execute(sql: "DELETE FROM stack_composition WHERE stack_id = ?", arguments: [id])
        try insertComposition(of: id, componentIDs)
    }

    /// Makes a stack the active one.
    package func activateStack(id: String) throws {
        try db.execute(sql: "UPDATE store SET active_stack_id = ? WHERE id = 1", arguments: [id])
    }

    private func insertComposition(of stackID: String, _ componentIDs: [String]) throws {
        for componentID in componentIDs {
            try db.execute(
                sql: "INSERT INTO stack_composition (stack_id, component_id) VALUES (?, ?)",
                arguments: [stackID, componentID]
            )
        }
    }

    private func insertSecret(_ values: [String: String]) throws -> String {
        let id = try drawIdentifier()
        // The stream is named by the ID, which is used once: so no nonce comes twice under one key.
        var stream = randomness.stream("client-store.nonce." + id)
        let box = try AESGCM.seal(
            Array(try jsonText(values).utf8),
            key: key.bytes,
            nonce: stream.bytes(12),
            context: Array(id.utf8)
        )
        try db.execute(sql: "INSERT INTO secret (id, box) VALUES (?, ?)", arguments: [id, Data(box)])
        return id
    }

    private func exists(_ condition: String, _ arguments: StatementArguments) throws -> Bool {
        try Row.fetchOne(db, sql: "SELECT 1 FROM \(condition)", arguments: arguments) != nil
    }

    /// A fresh UUID.
    ///
    /// The store counts them, and the count names the stream: with a seed, commands that run as processes of their own
    /// draw the same identifiers as commands that run one after the other in one process.
    private func drawIdentifier() throws -> String {
        try db.execute(sql: "UPDATE store SET identifiers_drawn = identifiers_drawn + 1 WHERE id = 1")
        let drawn = try Int.fetchOne(db, sql: "SELECT identifiers_drawn FROM store WHERE id = 1") ?? 0
        var stream = randomness.stream("client-store.identifier.\(drawn)")
        return stream.uuid()
    }
}
