package import Foundation
package import Storage
package import World

extension Repository {
    /// How the storage calls it.
    package var id: RepositoryID { RepositoryID(account: account, region: region, name: name) }

    /// Makes the repository, unless there is one of its name. It begins with nothing, whatever one before it left in the
    /// storage.
    ///
    /// - Returns: whether it was made.
    /// - Throws: what world and storage throw where the change could not be kept.
    package func create(in world: WorldStore, _ store: RegistryStore) async throws -> Bool {
        try await store.clear(id) { world.repository(account, region, name) != nil }
        return try await world.keeping { try world.createRepository(self) }
    }

    /// What is asked right before a change is made: a repository that was deleted meanwhile is not written to, and the
    /// change ends with ``ImagesError/repositoryNotFound(_:)``.
    package func admission(in world: WorldStore) -> @Sendable () throws -> Void {
        {
            guard world.repository(account, region, name) != nil else { throw ImagesError.repositoryNotFound(id) }
        }
    }
}

extension RegistryStore {
    /// An upload under way.
    ///
    /// - Throws: ``ImagesError/uploadNotFound(_:in:)``, or `StorageError`.
    package func knownUpload(_ id: String, in repository: RepositoryID, at now: Date) throws -> Upload {
        guard let upload = try upload(id, in: repository, at: now) else {
            throw ImagesError.uploadNotFound(id, in: repository)
        }
        return upload
    }
}
