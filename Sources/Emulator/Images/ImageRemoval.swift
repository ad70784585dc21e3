package import Foundation
package import Storage
package import World

/// An image, or a tag, that is deleted from a repository, by a call or by a lifecycle policy (docs/aws/ecr-images.md,
/// "Deleting images").
package struct ImageRemoval: Sendable {
    private let repository: Repository
    private let world: WorldStore
    private let store: RegistryStore

    package init(from repository: Repository, _ world: WorldStore, _ store: RegistryStore) {
        self.repository = repository
        self.world = world
        self.store = store
    }

    /// Removes it, and from wherever the registry replicates deletions to, and tells it.
    ///
    /// - Throws: ``ImagesError/repositoryNotFound(_:)``, or what world and storage throw.
    package func remove(
        _ key: ImageKey,
        rules: DeleteRules = DeleteRules(),
        at now: Date
    ) async throws -> DeleteOutcome {
        let outcome = try await store.deleteImage(
            key,
            in: repository.id,
            rules: rules,
            admit: repository.admission(in: world)
        )
        if case .deleted(let image) = outcome {
            repository.tellDeletion(of: image, by: key, in: store, at: now)
            let isGone = try store.image(.digest(image.digest), in: repository.id) == nil
            try await Replication(of: repository, world, store).delete(key, of: image, isGone: isGone, at: now)
        }
        return outcome
    }
}
