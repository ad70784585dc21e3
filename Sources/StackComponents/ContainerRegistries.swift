package import ClientStore
import ServiceConnectors

/// Finds, registers and connects container registries, each within one transaction (client.md, section 12).
package enum ContainerRegistries {
    /// The resource that a registry is linked to.
    package struct Link: Sendable {
        package let connectorID: String
        package let resourceID: String

        package init(connectorID: String, resourceID: String) {
            self.connectorID = connectorID
            self.resourceID = resourceID
        }
    }

    /// The registry that a name, an ID or the beginning of either means; nil for the active stack's.
    package static func find(_ name: String?, in store: StoreReader) throws -> StackComponentRecord {
        let type = StackComponentType.containerRegistry.rawValue
        if let name {
            return try NameLookup.components(allowsNamePrefix: true)
                .find(name, in: try store.components(ofType: type), id: \.id, name: \.name)
        }
        guard let active = try store.activeStack().components.first(where: { $0.type == type }) else {
            throw StackError(
                PythonText.keyError(
                    "No name_id_or_prefix provided and there is no active \(type) in the current active stack."
                )
            )
        }
        return active
    }

    /// Stores a registry, linked at once where a link is given.
    package static func register(
        _ name: String,
        _ registry: AWSContainerRegistry,
        labels: [Label],
        link: Link?,
        in store: StoreWriter
    ) throws {
        let component = StackComponentValues(
            name: name,
            type: StackComponentType.containerRegistry.rawValue,
            flavor: AWSContainerRegistry.flavor,
            configuration: Attributes(
                registry.attributes.sorted { $0.key > $1.key }.map { .init(name: $0, value: $1) }
            ),
            labels: labels
        )
        let id = try store.insertComponent(component)
        if let link { try store.connect(componentID: id, to: link.connectorID, resourceID: link.resourceID) }
    }

    /// Refuses a `--resource-id` that is not the registry's own URI: a registry gives access to nothing else.
    package static func check(resourceID: String?, uri: String) throws(StackError) {
        guard let resourceID, resourceID != uri else { return }
        if let asked = try? ECRRegistryID(resourceID), let own = try? ECRRegistryID(uri), asked == own { return }
        throw StackError(
            "The resource of this container registry is its own URI '\(uri)', not '\(resourceID)': leave --resource-id "
                + "out, or register a container registry for that URI."
        )
    }
}
