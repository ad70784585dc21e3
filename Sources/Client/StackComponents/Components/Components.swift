package import ClientStore
import ServiceConnectors

/// Finds and changes the components of one type (docs/zenml/stacks.md, "Keeping registries"). What changes something
/// does so within the transaction of the store it is given; nothing is printed.
package struct Components: Sendable {
    /// The container registries.
    package static let containerRegistries = Components(type: .containerRegistry)

    package let type: StackComponentType

    package init(type: StackComponentType) {
        self.type = type
    }

    /// The component that a name, an ID or the beginning of one means; nil, or nothing, for the active stack's.
    ///
    /// - Parameter allowsNamePrefix: whether the beginning of a name will do; that of an ID always does.
    /// - Throws: ``LookupError``, ``StackError``.
    package func find(
        _ name: String?,
        allowsNamePrefix: Bool,
        in store: StoreReader
    ) throws -> StackComponentRecord {
        if let name, !name.isEmpty {
            return try NameLookup.components(allowsNamePrefix: allowsNamePrefix)
                .find(name, in: try store.components(ofType: type.rawValue), id: \.id, name: \.name)
        }
        guard let active = try active(in: store) else {
            throw StackError(
                PythonText.keyError(
                    "No name_id_or_prefix provided and there is no active \(type.rawValue) in the current active stack."
                )
            )
        }
        return active
    }

    /// The active stack's component of this type.
    package func active(in store: StoreReader) throws -> StackComponentRecord? {
        try store.activeStack().component(of: type)
    }

    /// A component as it would be stored.
    ///
    /// - Throws: ``StackError``, ``ValidationFailure``.
    package func planned(
        _ name: String,
        flavor: String,
        attributes: Attributes,
        labels: [Label] = []
    ) throws -> StackComponentValues {
        StackComponentValues(
            name: name,
            type: type.rawValue,
            flavor: flavor,
            configuration: try checked(attributes, flavor: flavor),
            labels: labels
        )
    }

    /// Stores a component.
    ///
    /// - Returns: the component as stored.
    /// - Throws: ``StackError``, ``StoreConflict``.
    package func register(_ component: StackComponentValues, in store: StoreWriter) throws -> StackComponentRecord {
        try insert(component, in: store)
    }

    /// Sets attributes and labels of a component; the others stay.
    ///
    /// - Parameter name: a name, an ID or the beginning of an ID; nil for the active stack's.
    /// - Throws: ``LookupError``, ``StackError``, ``ValidationFailure``, ``StoreConflict``.
    package func update(
        _ name: String?,
        attributes: Attributes,
        labels: [LabelChange] = [],
        in store: StoreWriter
    ) throws -> StackComponentRecord {
        let component = try find(name, allowsNamePrefix: false, in: store.reader)
        return try store.updateComponent(id: component.id) { values in
            var configuration = values.configuration
            for attribute in attributes { configuration[attribute.name] = attribute.value }
            values.configuration = try checked(configuration, flavor: values.flavor)
            values.labels = values.labels.changed(by: labels)
        }
    }

    /// Takes attributes and labels away from a component. Those that it does not have are passed over.
    ///
    /// - Parameter name: a name, an ID or the beginning of an ID.
    /// - Returns: the component as stored.
    /// - Throws: ``LookupError``, ``StoreConflict``; ``ValidationFailure`` for an attribute that the flavor requires.
    package func removeAttributes(
        _ names: [String],
        labels: [String] = [],
        from name: String,
        in store: StoreWriter
    ) throws -> StackComponentRecord {
        let component = try find(name, allowsNamePrefix: false, in: store.reader)
        return try store.updateComponent(id: component.id) { values in
            for name in names { values.configuration[name] = nil }
            if !names.isEmpty { values.configuration = try checked(values.configuration, flavor: values.flavor) }
            values.labels = values.labels.changed(by: labels.map { LabelChange(key: $0, value: nil) })
        }
    }

    /// Gives a component another name.
    ///
    /// - Parameter name: a name, an ID or the beginning of an ID.
    /// - Returns: the component as it was.
    /// - Throws: ``LookupError``, ``StackError``, ``StoreConflict``.
    package func rename(_ name: String, to newName: String, in store: StoreWriter) throws -> StackComponentRecord {
        let component = try find(name, allowsNamePrefix: false, in: store.reader)
        guard try !store.reader.components(ofType: type.rawValue).contains(where: { $0.name == newName }) else {
            throw StackError("There are already existing components with the name '\(newName)'.")
        }
        try StackError.check(name: newName, of: "Component")
        try store.updateComponent(id: component.id) { $0.name = newName }
        return component
    }

    /// Stores a component like another one: all but its link to a service connector.
    ///
    /// - Parameter source: a name, an ID or the beginning of either.
    /// - Throws: ``LookupError``, ``StackError``, ``StoreConflict``.
    package func copy(_ source: String, to target: String, in store: StoreWriter) throws -> StackComponentRecord {
        let component = try find(source, allowsNamePrefix: true, in: store.reader)
        return try insert(
            StackComponentValues(
                name: target,
                type: component.type,
                flavor: component.flavor,
                configuration: component.configuration,
                labels: component.labels
            ),
            in: store
        )
    }

    /// Deletes a component.
    ///
    /// - Parameter name: a name, an ID or the beginning of an ID.
    /// - Returns: what was deleted.
    /// - Throws: ``LookupError``, ``StoreConflict``.
    package func delete(_ name: String, in store: StoreWriter) throws -> StackComponentRecord {
        try store.deleteComponent(id: try find(name, allowsNamePrefix: false, in: store.reader).id)
    }

    /// Unlinks a component from its service connector, if it has one.
    ///
    /// - Parameter name: a name, an ID or the beginning of an ID.
    /// - Throws: ``LookupError``, ``StoreConflict``.
    package func disconnect(_ name: String, in store: StoreWriter) throws -> StackComponentRecord {
        try store.disconnect(componentID: try find(name, allowsNamePrefix: false, in: store.reader).id)
    }

    private func insert(_ component: StackComponentValues, in store: StoreWriter) throws -> StackComponentRecord {
        try StackError.check(name: component.name, of: "Component")
        let id = try store.insertComponent(component)
        guard let stored = try store.reader.component(id: id) else { throw StoreConflict.componentGone(id: id) }
        return stored
    }

    private func checked(_ attributes: Attributes, flavor: String) throws -> Attributes {
        guard type == .containerRegistry else {
            throw StackError("Components of type '\(type.rawValue)' cannot be configured: this is not supported.")
        }
        return try ContainerRegistryFlavor.named(flavor).checked(attributes)
    }
}

extension StackRecord {
    /// Its component of a type.
    package func component(of type: StackComponentType) -> StackComponentRecord? {
        components.first { $0.type == type.rawValue }
    }

    /// The name of the user that it belongs to; nil where it came with the store.
    package var owner: String? { self.isBuiltIn ? nil : "default" }
}

extension StackComponentRecord {
    /// The name of the user that it belongs to; nil where it came with the store.
    package var owner: String? { values.isBuiltIn ? nil : "default" }
}
