import GRDB

extension StoreWriter {
    /// Stores a service connector and its secrets.
    ///
    /// - Returns: its ID.
    /// - Throws: ``StoreConflict/serviceConnectorExists(_:)``.
    @discardableResult
    package func insertServiceConnector(_ connector: NewServiceConnector) throws -> String {
        try refuseTaken(connector.values.name)
        let id = try drawIdentifier()
        var values = connector.values
        values.secretID = try insertSecret(connector.secrets)
        return try insert(values, id: id).id
    }

    /// Changes a service connector.
    ///
    /// - Parameters:
    ///   - asRead: the connector as the command read it before it asked AWS; nil where that does not matter.
    ///   - secrets: all of its secret attributes, which replace the present ones; nil to keep these.
    ///   - change: what becomes of the values.
    /// - Returns: the connector as stored.
    /// - Throws: ``StoreConflict`` where it is gone or changed, its new name is taken, or components rely on what
    ///   would change; what `change` throws.
    @discardableResult
    package func updateServiceConnector(
        id: String,
        asRead: ServiceConnectorRecord? = nil,
        secrets: [String: String]? = nil,
        _ change: (inout ServiceConnectorValues) throws -> Void
    ) throws -> ServiceConnectorRecord {
        let present = try presentConnector(id)
        if let asRead, asRead != present { throw StoreConflict.serviceConnectorChanged(name: present.name) }
        var values = present.values
        try change(&values)
        if values.name != present.name { try refuseTaken(values.name) }
        if let part = frozenPart(present.values, values), try !reader.components(ofConnector: id).isEmpty {
            throw StoreConflict.serviceConnectorFrozen(part)
        }
        guard let secrets else { return try update(present, to: values) }
        values.secretID = try insertSecret(secrets)
        let changed = try update(present, to: values)
        // Only now does nothing refer to it.
        try deleteSecret(of: present)
        return changed
    }

    /// Deletes a service connector and its secrets.
    ///
    /// - Returns: what was deleted.
    /// - Throws: ``StoreConflict/serviceConnectorGone(id:)``,
    ///   ``StoreConflict/serviceConnectorInUse(id:components:)``.
    @discardableResult
    package func deleteServiceConnector(id: String) throws -> ServiceConnectorRecord {
        let present = try presentConnector(id)
        let components = try reader.components(ofConnector: id).count
        guard components == 0 else { throw StoreConflict.serviceConnectorInUse(id: id, components: components) }
        try present.delete(db)
        try deleteSecret(of: present)
        return present
    }

    private func presentConnector(_ id: String) throws -> ServiceConnectorRecord {
        guard let present = try reader.serviceConnector(id: id) else {
            throw StoreConflict.serviceConnectorGone(id: id)
        }
        return present
    }

    private func deleteSecret(of connector: ServiceConnectorRecord) throws {
        guard let id = connector.secretID else { return }
        try SecretRecord.deleteOne(db, key: id)
    }

    private func refuseTaken(_ name: String) throws {
        let sameName: [ServiceConnectorRecord] = try reader.all(where: [ServiceConnectorValues.CodingKeys.name: name])
        guard sameName.isEmpty else { throw StoreConflict.serviceConnectorExists(name) }
    }

    /// The first change of that which components rely on, in the order in which ZenML looks.
    private func frozenPart(
        _ present: ServiceConnectorValues,
        _ values: ServiceConnectorValues
    ) -> StoreConflict.FrozenPart? {
        if values.connectorType != present.connectorType { return .connectorType }
        if values.authMethod != present.authMethod { return .authMethod }
        if values.resourceTypes != present.resourceTypes { return .resourceType }
        if values.resourceID != present.resourceID { return .resourceID }
        return nil
    }
}
