package import ClientStore
import ServiceConnectors

/// The components that a command names for a stack.
package struct ComponentSelection: Sendable {
    /// Names, IDs or prefixes by type.
    package var names: [StackComponentType: String]

    package init(_ names: [StackComponentType: String]) {
        self.names = names
    }

    /// Finds the components, in the order of the types.
    ///
    /// - Throws: ``LookupError`` for the first that is not there or not the only one.
    package func find(in store: StoreReader) throws -> [StackComponentType: StackComponentRecord] {
        var found: [StackComponentType: StackComponentRecord] = [:]
        for type in StackComponentType.allCases {
            guard let name = names[type] else { continue }
            found[type] = try NameLookup.components(allowsNamePrefix: true)
                .find(name, in: try store.components(ofType: type.rawValue), id: \.id, name: \.name)
        }
        return found
    }
}
