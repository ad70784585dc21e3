import GRDB

extension StoreWriter {
    /// Stores a stack.
    ///
    /// - Returns: its ID.
    /// - Throws: ``StoreConflict/stackExists(_:)``, ``StoreConflict/componentGone(id:)``.
    @discardableResult
    package func insertStack(name: String, labels: [Label], componentIDs: [String]) throws -> String {
        try refuseTaken(name)
        let id = try drawIdentifier()
        let stack = try insert(StackValues(name: name, labels: labels), id: id)
        try insertComposition(of: stack.id, componentIDs)
        return stack.id
    }

    /// Changes a stack.
    ///
    /// - Parameters:
    ///   - componentIDs: its components; nil to keep the present ones.
    ///   - change: what becomes of the values.
    /// - Throws: ``StoreConflict`` where it is gone or built in, its new name is taken, or a component is gone.
    package func updateStack(
        id: String,
        componentIDs: [String]? = nil,
        _ change: (inout StackValues) -> Void = { _ in }
    ) throws {
        let present = try presentStack(id)
        guard !present.isBuiltIn else { throw StoreConflict.builtInStack(.modify) }
        var values = present.row.values
        change(&values)
        if values.name != present.name { try refuseTaken(values.name) }
        guard let componentIDs, Set(componentIDs) != Set(present.components.map(\.id)) else {
            _ = try update(present.row, to: values)
            return
        }
        try write(values, over: present.row)
        try StackComposition.filter(Column(StackComposition.CodingKeys.stackID) == id).deleteAll(db)
        try insertComposition(of: id, componentIDs)
    }

    /// Deletes a stack; its components stay, unless it is done recursively: then those go with it that are in no other
    /// stack.
    ///
    /// - Returns: what was deleted.
    /// - Throws: ``StoreConflict`` where it is gone, active or built in.
    @discardableResult
    package func deleteStack(
        id: String,
        recursively: Bool = false
    ) throws -> (stack: StackRecord, components: [StackComponentRecord]) {
        let present = try presentStack(id)
        guard try reader.storeRow().activeStackID != id else { throw StoreConflict.stackActive(name: present.name) }
        guard !present.isBuiltIn else { throw StoreConflict.builtInStack(.delete) }
        // Its rows of the composition go with it.
        try present.row.delete(db)
        guard recursively else { return (present, []) }
        let kept = Set(try reader.compositions().map(\.componentID))
        let free = present.components.filter { !kept.contains($0.id) }
        for component in free { try deleteComponent(id: component.id) }
        return (present, free)
    }

    /// Makes a stack the active one.
    ///
    /// - Throws: ``StoreConflict/stackGone(id:)``.
    package func activateStack(id: String) throws {
        _ = try presentStack(id)
        var row = try reader.storeRow()
        guard row.activeStackID != id else { return }
        row.activeStackID = id
        try row.update(db)
    }

    private func presentStack(_ id: String) throws -> StackRecord {
        guard let present = try reader.stack(id: id) else { throw StoreConflict.stackGone(id: id) }
        return present
    }

    private func refuseTaken(_ name: String) throws {
        let sameName: [Stored<StackValues>] = try reader.all(where: [StackValues.CodingKeys.name: name])
        guard sameName.isEmpty else { throw StoreConflict.stackExists(name) }
    }

    private func insertComposition(of stackID: String, _ componentIDs: [String]) throws {
        for id in componentIDs {
            guard try reader.component(id: id) != nil else { throw StoreConflict.componentGone(id: id) }
            try StackComposition(stackID: stackID, componentID: id).insert(db)
        }
    }
}
