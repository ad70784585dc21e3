package import Foundation
package import OCI
package import Storage
package import World

/// A copy of images of one repository in another, as replication and pull-through caches make it.
package struct ImageCopy: Sendable {
    private let source: RepositoryID
    private let target: Repository
    private let world: WorldStore
    private let store: RegistryStore

    package init(from source: RepositoryID, to target: Repository, _ world: WorldStore, _ store: RegistryStore) {
        self.source = source
        self.target = target
        self.world = world
        self.store = store
    }

    /// Copies what an image needs, and then the image.
    ///
    /// - Parameter tags: what it is called there; nil for the names that it has here. The images of an index keep theirs,
    ///   unless `tags` are given: then they have none.
    /// - Returns: what became of it; nil where a part of it is not in the source.
    /// - Throws: ``ImagesError`` for what the target refuses, or what world and storage throw.
    @discardableResult
    package func copy(_ digest: Digest, tags: [Tag]? = nil, at now: Date) async throws -> PutOutcome? {
        guard let found = try store.imageWithManifest(.digest(digest), in: source) else { return nil }
        let manifest = try Manifest(found.manifest, contentType: found.image.mediaType)
        for child in manifest.children {
            guard try await copy(child, tags: tags.map { _ in [] }, at: now) != nil else { return nil }
        }
        for layer in manifest.neededBlobs {
            _ = try await store.mountLayer(layer, from: source, to: target.id, requiresImage: false)
        }
        let push = ImagePush(
            repository: target,
            manifest: manifest,
            bytes: found.manifest,
            digest: digest,
            tags: tags ?? found.image.tags.compactMap { Tag($0) }
        )
        let outcome = try await push.put(into: store, at: now, admit: target.admission(in: world))
        // By the settings of the registry that it comes into.
        if !outcome.wasThere { try await ImageScanning(in: target, world, store).scanOnPush(outcome.image, at: now) }
        return outcome
    }
}
