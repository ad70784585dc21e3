/// What a connector gives access to, or why it does not, by resource type (docs/zenml/connectors.md, "Verification").
package struct ConnectorResources: Sendable, Equatable {
    /// What was found out about one resource type.
    package enum Outcome: Sendable, Equatable {
        /// Nothing was asked: `🤷 none listed`.
        case notListed
        /// The canonical names of resources; at least one.
        case names([String])
        /// `💥 error: …`.
        case error(String)
    }

    /// A row of the resource table.
    package struct Entry: Sendable, Equatable {
        package let type: ResourceType
        package internal(set) var outcome: Outcome
    }

    package let connectorType: ServiceConnectorType
    /// In the connector type's order.
    package internal(set) var entries: [Entry]
    /// Why the connector as a whole is of no use; every entry has it too. A connector of one resource type has that
    /// type's error here.
    package internal(set) var error: ConnectorError?

    init(_ connectorType: ServiceConnectorType, _ types: [ResourceType]) {
        self.connectorType = connectorType
        entries = types.map { Entry(type: $0, outcome: .notListed) }
    }

    /// The same, unless the connector as a whole is of no use.
    ///
    /// - Throws: ``error``.
    package func checked() throws(ConnectorError) -> ConnectorResources {
        if let error { throw error }
        return self
    }

    /// The one resource of a connector of one resource type without instances: what its resource ID is by default.
    package var defaultResourceID: String? {
        guard entries.count == 1, let entry = entries.first, !entry.type.hasInstances,
            case .names(let names) = entry.outcome, names.count == 1
        else { return nil }
        return names.first
    }

    /// Sets an error for one type, and for the whole where that is the only one; for all where no type is named.
    mutating func fail(_ error: ConnectorError, for type: ResourceType?) {
        if type == nil || entries.count == 1 { self.error = error }
        for index in entries.indices where type == nil || entries[index].type == type {
            entries[index].outcome = .error(error.message)
        }
    }

    mutating func set(_ names: [String], for type: ResourceType) {
        for index in entries.indices where entries[index].type == type { entries[index].outcome = .names(names) }
    }
}
