package import ClientStore
import ServiceConnectors

/// Registers and changes stacks, each within one transaction (client.md, section 12).
package struct Stacks {
    private let writer: StoreWriter

    package init(_ writer: StoreWriter) {
        self.writer = writer
    }

    /// Registers a stack; it takes an artifact store and an orchestrator.
    ///
    /// - Returns: the stack as stored.
    package func register(_ name: String, _ components: ComponentSelection, activates: Bool) throws -> StackRecord {
        guard components.names[.artifactStore] != nil, components.names[.orchestrator] != nil else {
            throw StackError(
                "Only stack using service connector can be registered without specifying an artifact store and an "
                    + "orchestrator. Please specify the artifact store and the orchestrator or the service connector "
                    + "or cloud type settings."
            )
        }

        guard try !writer.reader.stacks().contains(where: { $0.name == name }) else {
            throw StackError("A stack with name `\(name)` already exists, please use a different name.")
        }
        let found = try components.find(in: writer.reader)
        // What ZenML puts on a stack that has what a pipeline needs.
        let labels = [Label(key: "zenml:full_stack", value: "True")]
        let id = try writer.insertStack(name: name, labels: labels, componentIDs: found.values.map(\.id))
        if activates { try writer.activateStack(id: id) }
        guard let stack = try writer.reader.stack(id: id) else { throw StoreConflict.stackGone(id: id) }
        return stack
    }

    /// Replaces components of a stack by others of their types; other types stay.
    ///
    /// - Parameter name: a name, an ID or its prefix; nil for the active stack.
    /// - Returns: the stack's name.
    package func update(_ name: String?, _ components: ComponentSelection) throws -> String {
        let stack: StackRecord
        if let name {
            stack = try NameLookup.stacks(allowsNamePrefix: false)
                .find(name, in: try writer.reader.stacks(), id: \.id, name: \.name)
        } else {
            stack = try writer.reader.activeStack()
        }
        let found = try components.find(in: writer.reader)
        guard !stack.isBuiltIn else { throw StackError("The default stack cannot be modified.") }
        let replaced = Set(found.keys.map(\.rawValue))
        let kept = stack.components.filter { !replaced.contains($0.type) }
        try writer.updateStack(id: stack.id, componentIDs: (kept + found.values).map(\.id))
        return stack.name
    }
}
