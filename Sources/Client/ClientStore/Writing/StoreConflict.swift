/// What stands in the store, or no longer does, and so forbids a change. Described in ZenML's words where it has them
/// (docs/zenml/output.md, "Failures inside").
package enum StoreConflict: Error, Sendable, Equatable {
    /// A service connector of this name is there.
    case serviceConnectorExists(String)
    /// A service connector was removed meanwhile.
    case serviceConnectorGone(id: String)
    /// A service connector is not what it was when the command read it.
    case serviceConnectorChanged(name: String)
    /// Components are linked to a service connector, which so cannot be deleted.
    case serviceConnectorInUse(id: String, components: Int)
    /// Components are linked to a service connector, which so keeps what they rely on.
    case serviceConnectorFrozen(FrozenPart)
    /// A component of this type and name is there.
    case componentExists(type: String, name: String)
    /// A component was removed meanwhile.
    case componentGone(id: String)
    /// A component is not what it was when the command read it.
    case componentChanged(name: String)
    /// A component is in stacks, and so cannot be deleted.
    case componentInStacks(type: String, name: String, stacks: Int)
    /// A component came with the store, and so stays as it is.
    case builtInComponent(type: String, BuiltInChange)
    /// A stack of this name is there.
    case stackExists(String)
    /// A stack was removed meanwhile.
    case stackGone(id: String)
    /// A stack is the active one, and so cannot be deleted.
    case stackActive(name: String)
    /// A stack came with the store, and so stays as it is.
    case builtInStack(BuiltInChange)

    /// What of a service connector its components rely on.
    package enum FrozenPart: String, Sendable {
        case connectorType = "service type"
        case authMethod = "authentication method"
        case resourceType = "resource type"
        case resourceID = "resource ID"
    }

    /// What cannot be done to that which came with the store.
    package enum BuiltInChange: String, Sendable {
        case modify = "modified"
        case delete = "deleted"
    }
}

extension StoreConflict: CustomStringConvertible {
    package var description: String {
        switch self {
        case .serviceConnectorExists(let name):
            "Unable to register service connector with name '\(name)': Found an existing service connector with the "
                + "same name in the same workspace 'default'."
        case .serviceConnectorGone(let id):
            "The service connector with ID '\(id)' was removed meanwhile."
        case .serviceConnectorChanged(let name):
            "The service connector '\(name)' was changed meanwhile by another command: try again."
        case .serviceConnectorInUse(let id, let components):
            "Service connector with ID \(id) cannot be deleted as it is still referenced by \(components) stack "
                + "components. Before deleting this service connector, make sure to remove it from all stack "
                + "components."
        case .serviceConnectorFrozen(let part):
            "Failed to update service connector: The \(part.rawValue) of a service connector that is already actively "
                + "used in one or more stack components cannot be changed."
        case .componentExists(let type, let name):
            // ZenML has two spaces there.
            "Unable to register '\(type)' component with name '\(name)': Found an existing component with the same "
                + "name and type in the same  workspace 'default'."
        case .componentGone(let id):
            "The stack component with ID '\(id)' was removed meanwhile."
        case .componentChanged(let name):
            "The stack component '\(name)' was changed meanwhile by another command: try again."
        case .componentInStacks(let type, let name, let stacks):
            // ZenML leaves the second quotation open.
            "Stack Component `\(name)` of type `\(type) cannot be deleted as it is part of \(stacks) stacks. Before "
                + "deleting this stack component, make sure to remove it from all stacks."
        case .builtInComponent(let type, let change):
            "The default \(type) cannot be \(change.rawValue)."
        case .stackExists(let name):
            "Unable to register stack with name '\(name)': Found an existing stack with the same name in the active "
                + "workspace, 'default'."
        case .stackGone(let id):
            "The stack with ID '\(id)' was removed meanwhile."
        case .stackActive(let name):
            "Unable to deregister active stack '\(name)'. Make sure to designate a new active stack before deleting "
                + "this one."
        case .builtInStack(let change):
            "The default stack cannot be \(change.rawValue)."
        }
    }
}
