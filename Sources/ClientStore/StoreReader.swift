import Cryptography
import Foundation
import GRDB

/// What can be read from a store, all of it as it was at one moment. Only good inside of ``ClientStore/read(_:)``.
package struct StoreReader {
    let db: Database
    let key: StoreKey
    let path: String

    /// Every service connector, in the order of registration.
    package func serviceConnectors() throws -> [ServiceConnectorRecord] {
        try ServiceConnectorRow.fetchAll(db, sql: "SELECT * FROM service_connector ORDER BY number").map(\.record)
    }

    /// The service connector of an ID.
    package func serviceConnector(id: String) throws -> ServiceConnectorRecord? {
        try ServiceConnectorRow.fetchOne(db, sql: "SELECT * FROM service_connector WHERE id = ?", arguments: [id])?
            .record
    }

    /// The attributes of a service connector that are secret, in clear.
    package func secrets(of connector: ServiceConnectorRecord) throws -> [String: String] {
        guard let id = connector.secretID else { return [:] }
        guard let row = try SecretRow.fetchOne(db, sql: "SELECT * FROM secret WHERE id = ?", arguments: [id]) else {
            throw ClientStoreError.damaged(path, "the secret of '\(connector.name)' is missing")
        }
        do {
            let text = try AESGCM.open(Array(row.box), key: key.bytes, context: Array(id.utf8))
            return try JSONDecoder().decode([String: String].self, from: Data(text))
        } catch {
            throw ClientStoreError.damaged(path, "the secret of '\(connector.name)' does not open")
        }
    }

    /// Every component of a type, in the order of registration.
    package func components(ofType type: String) throws -> [StackComponentRecord] {
        try StackComponentRow.fetchAll(
            db,
            sql: "SELECT * FROM stack_component WHERE type = ? ORDER BY number",
            arguments: [type]
        ).map(\.record)
    }

    /// Every component, in the order of registration.
    package func components() throws -> [StackComponentRecord] {
        try StackComponentRow.fetchAll(db, sql: "SELECT * FROM stack_component ORDER BY number").map(\.record)
    }

    /// Every stack, in the order of registration.
    package func stacks() throws -> [StackRecord] {
        try StackRow.fetchAll(db, sql: "SELECT * FROM stack ORDER BY number").map { row in
            row.record(components: try components(ofStack: row.id))
        }
    }

    /// The stack of an ID.
    package func stack(id: String) throws -> StackRecord? {
        guard let row = try StackRow.fetchOne(db, sql: "SELECT * FROM stack WHERE id = ?", arguments: [id]) else {
            return nil
        }
        return row.record(components: try components(ofStack: id))
    }

    /// The stack that commands mean which name none.
    package func activeStack() throws -> StackRecord {
        guard let row = try StoreRow.fetchOne(db, sql: "SELECT * FROM store WHERE id = 1"),
            let id = row.active_stack_id, let stack = try stack(id: id)
        else { throw ClientStoreError.damaged(path, "it has no active stack") }
        return stack
    }

    private func components(ofStack id: String) throws -> [StackComponentRecord] {
        try StackComponentRow.fetchAll(
            db,
            sql: """
                SELECT stack_component.* FROM stack_component
                JOIN stack_composition ON stack_composition.component_id = stack_component.id
                WHERE stack_composition.stack_id = ? ORDER BY stack_component.id
                """,
            arguments: [id]
        ).map(\.record)
    }
}
