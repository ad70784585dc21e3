import Cryptography
import Foundation
import GRDB

/// What can be read from a store, all of it as it was at one moment. Only good inside of ``ClientStore/read(_:)``.
package struct StoreReader {
    let db: Database
    let key: StoreKey
    let path: String

    /// Every service connector, in the order of registration.
    package func serviceConnectors() throws -> [ServiceConnectorRecord] { try all() }

    /// The service connector of an ID.
    package func serviceConnector(id: String) throws -> ServiceConnectorRecord? { try one(id) }

    /// The attributes of a service connector that are secret, in clear.
    package func secrets(of connector: ServiceConnectorRecord) throws -> [String: String] {
        guard let id = connector.secretID else { return [:] }
        guard let secret = try SecretRecord.rows(in: db, where: [SecretRecord.CodingKeys.id: id]).first else {
            throw ClientStoreError.damaged(path, "the secret of '\(connector.name)' is missing")
        }
        do {
            let text = try AESGCM.open(Array(secret.box), key: key.bytes, context: Array(id.utf8))
            return try JSONDecoder().decode([String: String].self, from: Data(text))
        } catch {
            throw ClientStoreError.damaged(path, "the secret of '\(connector.name)' does not open")
        }
    }

    /// The components that are linked to a service connector, in the order of registration.
    package func components(ofConnector id: String) throws -> [StackComponentRecord] {
        try all(where: [StackComponentValues.CodingKeys.connectorID: id])
    }

    /// Every component of a type, in the order of registration.
    package func components(ofType type: String) throws -> [StackComponentRecord] {
        try all(where: [StackComponentValues.CodingKeys.type: type])
    }

    /// Every component, in the order of registration.
    package func components() throws -> [StackComponentRecord] { try all() }

    /// The component of an ID.
    package func component(id: String) throws -> StackComponentRecord? { try one(id) }

    /// Every stack, in the order of registration.
    package func stacks() throws -> [StackRecord] {
        let components = Dictionary(grouping: try compositions(), by: \.stackID)
        let byID = Dictionary(uniqueKeysWithValues: try self.components().map { ($0.id, $0) })
        let rows: [Stored<StackValues>] = try all()
        return rows.map { row in
            stack(row, of: (components[row.id] ?? []).compactMap { byID[$0.componentID] })
        }
    }

    /// The stack of an ID.
    package func stack(id: String) throws -> StackRecord? {
        guard let row: Stored<StackValues> = try one(id) else { return nil }
        let composition = try compositions(where: [StackComposition.CodingKeys.stackID: id])
        return stack(row, of: try composition.compactMap { try component(id: $0.componentID) })
    }

    /// The stacks that hold a component, in the order of registration.
    package func stacks(withComponent id: String) throws -> [StackRecord] {
        try stacks().filter { stack in stack.components.contains { $0.id == id } }
    }

    /// The stack that commands mean which name none.
    package func activeStack() throws -> StackRecord {
        guard let id = try storeRow().activeStackID, let stack = try stack(id: id) else {
            throw ClientStoreError.damaged(path, "it has no active stack")
        }
        return stack
    }

    func storeRow() throws -> StoreRow {
        guard let row = try StoreRow.rows(in: db).first else {
            throw ClientStoreError.damaged(path, "its first row is missing")
        }
        return row
    }

    /// The rows of a table in which columns have these values, in the order of registration.
    func all<Values>(
        where values: KeyValuePairs<any CodingKey, any DatabaseValueConvertible> = [:]
    ) throws -> [Stored<Values>] {
        try Stored<Values>.rows(in: db, where: values, orderedBy: Stored<Values>.CodingKeys.number)
    }

    func one<Values>(_ id: String) throws -> Stored<Values>? {
        try Stored<Values>.rows(in: db, where: [Stored<Values>.CodingKeys.id: id]).first
    }

    func compositions(
        where values: KeyValuePairs<any CodingKey, any DatabaseValueConvertible> = [:]
    ) throws -> [StackComposition] {
        try StackComposition.rows(in: db, where: values)
    }

    private func stack(_ row: Stored<StackValues>, of components: [StackComponentRecord]) -> StackRecord {
        StackRecord(row: row, components: components.sorted { $0.id < $1.id })
    }
}
