/// What already stands in the store, or no longer does, and so forbids a change.
package enum StoreConflict: Error, Sendable, Equatable {
    /// A service connector of this name is there.
    case serviceConnectorExists(String)
    /// A component of this type and name is there.
    case componentExists(type: String, name: String)
    /// A stack of this name is there.
    case stackExists(String)
    /// A component was removed meanwhile.
    case componentGone(id: String)
    /// A stack was removed meanwhile.
    case stackGone(id: String)
}
