package import Storage
package import World

extension Repository {
    /// Makes the repository, unless there is one of its name. It begins with nothing, whatever one before it left in the
    /// storage.
    ///
    /// - Returns: whether it was made.
    /// - Throws: what world and storage throw where the change could not be kept.
    package func create(in world: WorldStore, _ store: RegistryStore) async throws -> Bool {
        try await store.clear(id) { world.repository(account, region, name) != nil }
        return try world.createRepository(self)
    }
}
