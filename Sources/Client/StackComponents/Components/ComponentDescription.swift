package import ClientStore

/// What there is to tell of a component.
package struct ComponentDescription: Sendable, Equatable {
    /// The resource that a component is linked to.
    package struct Connection: Sendable, Equatable {
        package let connector: ServiceConnectorRecord
        package let resourceType: String
        /// Nil where none is fixed.
        package let resourceName: String?
    }

    package let component: StackComponentRecord
    /// Whether the active stack holds it.
    package let isActive: Bool
    package let connection: Connection?
}

extension Components {
    /// Describes a component.
    ///
    /// - Parameter name: a name, an ID or the beginning of either; nil for the active stack's.
    /// - Throws: ``LookupError``, ``StackError``.
    package func describe(_ name: String?, in store: StoreReader) throws -> ComponentDescription {
        let component = try find(name, allowsNamePrefix: true, in: store)
        let connector = try component.connectorID.flatMap { try store.serviceConnector(id: $0) }
        return ComponentDescription(
            component: component,
            isActive: try active(in: store)?.id == component.id,
            connection: connector.map { connector in
                ComponentDescription.Connection(
                    connector: connector,
                    resourceType: ContainerRegistryFlavor.resourceType,
                    resourceName: component.connectorResourceID ?? connector.resourceID
                )
            }
        )
    }
}
