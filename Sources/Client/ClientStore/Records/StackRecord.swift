package import Foundation
import GRDB

/// A stack as it is stored, with its components.
@dynamicMemberLookup
package struct StackRecord: Sendable, Equatable, Identifiable {
    /// The name of the stack that comes with the store, and of its components.
    package static let builtInName = "default"

    let row: Stored<StackValues>
    /// In ascending order of their IDs.
    package let components: [StackComponentRecord]

    /// A UUID in lower case.
    package var id: String { row.id }
    package var created: Date { row.created }
    package var updated: Date { row.updated }

    /// What the values say.
    package subscript<Value>(dynamicMember path: KeyPath<StackValues, Value>) -> Value { row.values[keyPath: path] }
}

/// What is kept of a stack, its components apart.
package struct StackValues: StoredValues {
    package static let tableName = "stack"

    /// Unique among the stacks.
    package var name: String
    package var labels: [Label]
    /// Whether it came with the store: such a stack has no owner and can be neither changed nor deleted.
    package internal(set) var isBuiltIn = false

    enum CodingKeys: String, CodingKey {
        case name
        case labels
        case isBuiltIn = "is_built_in"
    }
}

/// That a component is in a stack.
struct StackComposition: StoreRecord {
    static let databaseTableName = "stack_composition"

    let stackID: String
    let componentID: String

    enum CodingKeys: String, CodingKey {
        case stackID = "stack_id"
        case componentID = "component_id"
    }
}
