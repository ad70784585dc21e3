import GRDB

extension StoreWriter {
    /// Stores a component.
    ///
    /// - Returns: its ID.
    /// - Throws: ``StoreConflict/componentExists(type:name:)``.
    @discardableResult
    package func insertComponent(_ component: StackComponentValues) throws -> String {
        try refuseTaken(component)
        return try insert(component, id: try drawIdentifier()).id
    }

    /// Changes a component.
    ///
    /// - Parameters:
    ///   - asRead: the component as the command read it before; nil where that does not matter.
    ///   - change: what becomes of the values.
    /// - Returns: the component as stored.
    /// - Throws: ``StoreConflict`` where it is gone, changed or built in, or its new name is taken; what `change`
    ///   throws.
    @discardableResult
    package func updateComponent(
        id: String,
        asRead: StackComponentRecord? = nil,
        _ change: (inout StackComponentValues) throws -> Void
    ) throws -> StackComponentRecord {
        let present = try presentComponent(id)
        if let asRead, asRead != present { throw StoreConflict.componentChanged(name: present.name) }
        var values = present.values
        try change(&values)
        guard !present.values.isBuiltIn else {
            throw StoreConflict.builtInComponent(type: present.type, .modify)
        }
        if values.name != present.name || values.type != present.type { try refuseTaken(values) }
        return try update(present, to: values)
    }

    /// Links a component to the resource of a service connector, instead of any other.
    ///
    /// - Parameter asRead: the component as the command read it before; nil where that does not matter.
    /// - Throws: ``StoreConflict``, also where the connector is gone.
    package func connect(
        componentID: String,
        asRead: StackComponentRecord? = nil,
        to connectorID: String,
        resourceID: String
    ) throws {
        try updateComponent(id: componentID, asRead: asRead) { component in
            guard try reader.serviceConnector(id: connectorID) != nil else {
                throw StoreConflict.serviceConnectorGone(id: connectorID)
            }
            component.connectorID = connectorID
            component.connectorResourceID = resourceID
        }
    }

    /// Unlinks a component from its service connector; one that has none stays as it is.
    ///
    /// - Throws: ``StoreConflict``.
    @discardableResult
    package func disconnect(componentID: String) throws -> StackComponentRecord {
        try updateComponent(id: componentID) { component in
            component.connectorID = nil
            component.connectorResourceID = nil
        }
    }

    /// Deletes a component.
    ///
    /// - Returns: what was deleted.
    /// - Throws: ``StoreConflict`` where it is gone, built in, or in a stack.
    @discardableResult
    package func deleteComponent(id: String) throws -> StackComponentRecord {
        let present = try presentComponent(id)
        guard !present.values.isBuiltIn else {
            throw StoreConflict.builtInComponent(type: present.type, .delete)
        }
        let stacks = try reader.compositions(where: [StackComposition.CodingKeys.componentID: id]).count
        guard stacks == 0 else {
            throw StoreConflict.componentInStacks(type: present.type, name: present.name, stacks: stacks)
        }
        try present.delete(db)
        return present
    }

    private func presentComponent(_ id: String) throws -> StackComponentRecord {
        guard let present = try reader.component(id: id) else { throw StoreConflict.componentGone(id: id) }
        return present
    }

    private func refuseTaken(_ component: StackComponentValues) throws {
        typealias Key = StackComponentValues.CodingKeys
        let sameName: [StackComponentRecord] = try reader.all(
            where: [Key.type: component.type, Key.name: component.name]
        )
        guard sameName.isEmpty else {
            throw StoreConflict.componentExists(type: component.type, name: component.name)
        }
    }
}
