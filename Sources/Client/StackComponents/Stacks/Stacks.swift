package import ClientStore
import ServiceConnectors

/// Finds and changes stacks (docs/zenml/stacks.md, "Stacks"). What changes something does so within the transaction of
/// the store it is given; nothing is printed.
package enum Stacks {
    /// The stack that a name, an ID or the beginning of one means; nil for the active one.
    ///
    /// - Parameter allowsNamePrefix: whether the beginning of a name will do; that of an ID always does.
    /// - Throws: ``LookupError``.
    package static func find(_ name: String?, allowsNamePrefix: Bool, in store: StoreReader) throws -> StackRecord {
        guard let name else { return try store.activeStack() }
        return try NameLookup.stacks(allowsNamePrefix: allowsNamePrefix)
            .find(name, in: try store.stacks(), id: \.id, name: { $0.name })
    }

    /// Whether a stack is the one that commands mean which name none.
    package static func isActive(_ stack: StackRecord, in store: StoreReader) throws -> Bool {
        try store.activeStack().id == stack.id
    }

    /// Registers a stack; it takes an artifact store and an orchestrator.
    ///
    /// - Returns: the stack as stored.
    /// - Throws: ``LookupError``, ``StackError``, ``StoreConflict``.
    package static func register(
        _ name: String,
        _ components: ComponentSelection,
        activates: Bool,
        in store: StoreWriter
    ) throws -> StackRecord {
        guard components.names[.artifactStore] != nil, components.names[.orchestrator] != nil else {
            throw StackError(
                "Only stack using service connector can be registered without specifying an artifact store and an "
                    + "orchestrator. Please specify the artifact store and the orchestrator or the service connector "
                    + "or cloud type settings."
            )
        }
        // ZenML looks for it as for any stack, so that the beginning of an ID is taken as well.
        guard (try? find(name, allowsNamePrefix: false, in: store.reader)) == nil else {
            throw StackError("A stack with name `\(name)` already exists, please use a different name.")
        }
        let found = try components.find(in: store.reader)
        // What ZenML puts on a stack that has what a pipeline needs.
        let labels = [Label(key: "zenml:full_stack", value: "True")]
        let stack = try insert(name, labels, found.values.map(\.id), in: store)
        if activates { try store.activateStack(id: stack.id) }
        return stack
    }

    /// Replaces components of a stack by others of their types; other types stay.
    ///
    /// - Parameter name: a name, an ID or the beginning of an ID; nil for the active stack.
    /// - Returns: the stack as stored.
    /// - Throws: ``LookupError``, ``StoreConflict``.
    package static func update(
        _ name: String?,
        _ components: ComponentSelection,
        in store: StoreWriter
    ) throws -> StackRecord {
        let stack = try find(name, allowsNamePrefix: false, in: store.reader)
        let found = try components.find(in: store.reader)
        return try setComponents(of: stack, replacing: Set(found.keys), by: Array(found.values), in: store)
    }

    /// Takes the components of some types out of a stack; the components themselves stay.
    ///
    /// - Parameter name: a name, an ID or the beginning of an ID; nil for the active stack.
    /// - Returns: the stack as stored.
    /// - Throws: ``LookupError``, ``StoreConflict``.
    package static func removeComponents(
        _ types: Set<StackComponentType>,
        from name: String?,
        in store: StoreWriter
    ) throws -> StackRecord {
        let stack = try find(name, allowsNamePrefix: false, in: store.reader)
        return try setComponents(of: stack, replacing: types, by: [], in: store)
    }

    /// Makes a stack the active one.
    ///
    /// - Parameter name: a name, an ID or the beginning of either.
    /// - Throws: ``StackError`` where none or several are meant.
    package static func activate(_ name: String, in store: StoreWriter) throws -> StackRecord {
        let stack: StackRecord
        do {
            stack = try find(name, allowsNamePrefix: true, in: store.reader)
        } catch is LookupError {
            throw StackError(
                PythonText.keyError(
                    "Stack '\(name)' cannot be activated since it is not registered yet. Please register it first."
                )
            )
        }
        try store.activateStack(id: stack.id)
        return stack
    }

    /// Gives a stack another name.
    ///
    /// - Parameter name: a name, an ID or the beginning of an ID.
    /// - Returns: the stack as it was.
    /// - Throws: ``LookupError``, ``StackError``, ``StoreConflict``.
    package static func rename(_ name: String, to newName: String, in store: StoreWriter) throws -> StackRecord {
        let stack = try find(name, allowsNamePrefix: false, in: store.reader)
        guard try !store.reader.stacks().contains(where: { $0.name == newName }) else {
            throw StackError("There are already existing stacks with the name '\(newName)'.")
        }
        try StackError.check(name: newName, of: "Stack")
        try store.updateStack(id: stack.id) { $0.name = newName }
        return stack
    }

    /// Registers a stack of the same components as another one, without its labels.
    ///
    /// - Parameter source: a name, an ID or the beginning of either.
    /// - Throws: ``LookupError``, ``StackError``, ``StoreConflict``.
    package static func copy(_ source: String, to target: String, in store: StoreWriter) throws -> StackRecord {
        let stack = try find(source, allowsNamePrefix: true, in: store.reader)
        return try insert(target, [], stack.components.map(\.id), in: store)
    }

    /// Deletes a stack.
    ///
    /// - Parameters:
    ///   - name: a name, an ID or the beginning of an ID.
    ///   - recursively: whether its components go too that are in no other stack.
    /// - Returns: what was deleted.
    /// - Throws: ``LookupError``, ``StoreConflict``.
    package static func delete(
        _ name: String,
        recursively: Bool,
        in store: StoreWriter
    ) throws -> (stack: StackRecord, components: [StackComponentRecord]) {
        let stack = try find(name, allowsNamePrefix: false, in: store.reader)
        return try store.deleteStack(id: stack.id, recursively: recursively)
    }

    private static func insert(
        _ name: String,
        _ labels: [Label],
        _ componentIDs: [String],
        in store: StoreWriter
    ) throws -> StackRecord {
        try StackError.check(name: name, of: "Stack")
        return try stored(try store.insertStack(name: name, labels: labels, componentIDs: componentIDs), in: store)
    }

    private static func setComponents(
        of stack: StackRecord,
        replacing types: Set<StackComponentType>,
        by components: [StackComponentRecord],
        in store: StoreWriter
    ) throws -> StackRecord {
        let names = Set(types.map(\.rawValue))
        let kept = stack.components.filter { !names.contains($0.type) }
        try store.updateStack(id: stack.id, componentIDs: (kept + components).map(\.id))
        return try stored(stack.id, in: store)
    }

    private static func stored(_ id: String, in store: StoreWriter) throws -> StackRecord {
        guard let stack = try store.reader.stack(id: id) else { throw StoreConflict.stackGone(id: id) }
        return stack
    }
}
