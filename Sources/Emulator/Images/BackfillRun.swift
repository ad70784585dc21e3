import AWSCore
package import Foundation
import OCI
package import Storage
package import World

/// Has the backfills of all registries do what they were to do up to a moment (docs/aws/ecr-features.md, "Replication
/// backfills").
///
/// Nothing runs in the background: the copies that are due are made right before somebody asks, so that everybody sees what
/// the clock says has happened.
package struct BackfillRun: Sendable {
    private let world: WorldStore
    private let store: RegistryStore

    package init(_ world: WorldStore, _ store: RegistryStore) {
        self.world = world
        self.store = store
    }

    /// - Throws: what world and storage throw where a change could not be kept; the next run goes on from there.
    package func catchUp(to now: Date) async throws {
        for registry in world.backfillingRegistries {
            let backfills = world.account(registry.account)?.registrySettings(in: registry.region).backfills ?? []
            for backfill in backfills where backfill.isInProgress && now >= backfill.preparedAt {
                try await catchUp(backfill, of: registry, to: now)
            }
        }
    }

    private func catchUp(
        _ backfill: ReplicationBackfill,
        of registry: ReplicationDestination,
        to now: Date
    ) async throws {
        var present = backfill
        if present.items == nil { present.items = try items(for: backfill, of: registry) }
        let due = present.due(by: now)
        for number in 0..<due {
            guard let item = present.items?[number], !item.isDone else { continue }
            let moment = backfill.preparedAt.addingTimeInterval(Double(number + 1) * ReplicationBackfill.duration)
            present.items?[number].failure = try await copy(item, of: registry, to: backfill.destination, at: moment)
            present.items?[number].isDone = true
        }
        guard present != backfill else { return }
        try await world.keeping { [present] in
            try world.updateRegistry(registry.account, registry.region) { settings in
                // Whoever was faster has done the same, and what was stopped meanwhile stays stopped.
                guard let place = settings.backfills.firstIndex(where: { $0.id == backfill.id }),
                    settings.backfills[place] == backfill
                else { return }
                settings.backfills[place] = present
            }
        }
    }

    /// What the registry has, as far as its rules copy it to the destination: each image under each of its tags, but for
    /// those of the archive.
    private func items(
        for backfill: ReplicationBackfill,
        of registry: ReplicationDestination
    ) throws -> [ReplicationBackfill.Item] {
        let settings = world.account(registry.account)?.registrySettings(in: registry.region)
        var items: [ReplicationBackfill.Item] = []
        for repository in world.repositories(registry.account, registry.region)
        where settings?.replicates(repository.name, to: backfill.destination) ?? false {
            for image in try store.images(in: repository.id, limit: .max) where !image.isArchived {
                let tags: [String?] = image.tags.isEmpty ? [nil] : image.tags
                items += tags.map { tag in
                    ReplicationBackfill.Item(
                        repository: repository.name,
                        digest: image.digest,
                        tag: tag,
                        isIndex: [MediaTypes.ociIndex, MediaTypes.dockerManifestList].contains(image.mediaType)
                    )
                }
            }
        }
        return items
    }

    /// - Returns: why it was not copied, as a code; nil where it was.
    private func copy(
        _ item: ReplicationBackfill.Item,
        of registry: ReplicationDestination,
        to destination: ReplicationDestination,
        at moment: Date
    ) async throws -> String? {
        guard let repository = world.repository(registry.account, registry.region, item.repository),
            let digest = Digest(item.digest)
        else { return Replication.absentImage }
        // A tag that has moved since is a newer image's, there too.
        let tag = try item.tag.flatMap { tag in
            try store.image(.tag(tag), in: repository.id)?.digest == digest ? Tag(tag) : nil
        }
        return try await Replication(of: repository, world, store).backfill(
            digest,
            tags: tag.map { [$0] } ?? [],
            to: destination,
            at: moment
        ).failure
    }
}
