package import Foundation

/// A stack as it is stored.
package struct StackRecord: Sendable, Equatable {
    /// The name of the stack that comes with the store.
    package static let builtInName = "default"

    /// A UUID in lower case.
    package let id: String
    /// Unique among the stacks.
    package let name: String
    package let labels: [Label]
    /// Whether it came with the store: such a stack has no owner and cannot be changed.
    package let isBuiltIn: Bool
    /// In ascending order of their IDs.
    package let components: [StackComponentRecord]
    package let created: Date
    package let updated: Date
}

/// A stack component as it is stored.
package struct StackComponentRecord: Sendable, Equatable {
    /// A UUID in lower case.
    package let id: String
    /// Unique among the components of its type.
    package let name: String
    /// Such as `container_registry`.
    package let type: String
    /// Such as `aws`.
    package let flavor: String
    /// Such as `uri`.
    package let configuration: [String: String]
    package let labels: [Label]
    /// The service connector it is linked to.
    package let connectorID: String?
    /// The resource that the connector gives access to.
    package let connectorResourceID: String?
    package let created: Date
    package let updated: Date
}
