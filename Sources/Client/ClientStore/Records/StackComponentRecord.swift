/// A stack component as it is stored.
package typealias StackComponentRecord = Stored<StackComponentValues>

/// What is kept of a stack component.
package struct StackComponentValues: StoredValues {
    package static let tableName = "stack_component"

    /// Unique among the components of its type.
    package var name: String
    /// Such as `container_registry`.
    package var type: String
    /// Such as `aws`.
    package var flavor: String
    /// Such as `uri`, in the order in which they were given.
    package var configuration: Attributes
    package var labels: [Label]
    /// The service connector it is linked to. The store alone sets it, together with the resource.
    package internal(set) var connectorID: String?
    /// The resource that the connector gives access to.
    package internal(set) var connectorResourceID: String?

    package init(
        name: String,
        type: String,
        flavor: String,
        configuration: Attributes = [:],
        labels: [Label] = []
    ) {
        self.name = name
        self.type = type
        self.flavor = flavor
        self.configuration = configuration
        self.labels = labels
    }

    /// Whether it came with the store: such a component has no owner and can be neither changed nor deleted.
    package var isBuiltIn: Bool {
        name == StackRecord.builtInName && StackComponentValues.builtInTypes.contains(type)
    }

    /// The types of which there is a component from the start.
    private static let builtInTypes = ["orchestrator", "artifact_store"]

    enum CodingKeys: String, CodingKey {
        case name
        case type
        case flavor
        case configuration
        case labels
        case connectorID = "connector_id"
        case connectorResourceID = "connector_resource_id"
    }
}
