import AWSCore
package import Foundation
package import OCI
package import Storage
package import World

/// The copies that a push makes in other registries, and the deletions there (docs/aws/ecr-features.md, "Replication").
///
/// They are made before the push is answered. What cannot be copied is noted with the image and fails no push. A copy is
/// not copied on: it does not come by a push.
package struct Replication: Sendable {
    /// Why an image was not copied; the codes are those of the errors that a push would meet (inferred).
    private enum Failure: String, Error {
        /// The world does not have the registry.
        case absent = "RegistryNotFound"
        /// The destination's policies do not let ECR do it.
        case denied = "AccessDenied"
        /// Another image has the tag there for good.
        case tagFixed = "ImageTagAlreadyExists"
        /// A part of it is not in the repository that it comes from.
        case incomplete = "LayersNotFound"
    }

    /// The code of an image that is no longer where it comes from.
    static let absentImage = Failure.incomplete.rawValue

    private let source: Repository
    private let world: WorldStore
    private let store: RegistryStore

    package init(of source: Repository, _ world: WorldStore, _ store: RegistryStore) {
        self.source = source
        self.world = world
        self.store = store
    }

    /// Copies an image with its tags to wherever the registry's rules say.
    ///
    /// - Throws: what world and storage throw where a change could not be kept.
    package func copy(_ digest: Digest, at now: Date) async throws {
        let settings = world.account(source.account)?.registrySettings(in: source.region)
        guard let destinations = settings?.replicationDestinations(of: source.name), !destinations.isEmpty else {
            return
        }
        var replications: [ImageReplication] = []
        for destination in destinations {
            replications.append(try await copy(digest, to: destination, at: now))
        }
        try await store.note(replications, of: digest, in: source.id)
    }

    /// Copies an image to one registry, and notes what became of it.
    ///
    /// - Parameter tags: what it is called there; nil for all the names that it has here.
    /// - Returns: what became of it.
    package func backfill(
        _ digest: Digest,
        tags: [Tag],
        to destination: ReplicationDestination,
        at now: Date
    ) async throws -> ImageReplication {
        let replication = try await copy(digest, tags: tags, to: destination, at: now)
        try await store.note([replication], of: digest, in: source.id)
        return replication
    }

    /// Deletes wherever the registry's rules say what was deleted here: a tag, or with its digest or its last tag an image.
    ///
    /// What the destination does not let ECR do is not done, and neither is what it cannot: an image stays there while an
    /// index has it, and a tag that another image has there.
    ///
    /// - Parameters:
    ///   - key: what was deleted.
    ///   - image: as it was before.
    ///   - isGone: whether the image went with it.
    func delete(_ key: ImageKey, of image: StoredImage, isGone: Bool, at now: Date) async throws {
        let settings = world.account(source.account)?.registrySettings(in: source.region)
        for destination in settings?.replicationDestinations(of: source.name, deleting: true) ?? [] {
            guard let target = world.repository(destination.account, destination.region, source.name),
                may("ecr:ReplicateImage", in: destination)
            else { continue }
            if case .tag = key, !isGone, try store.image(key, in: target.id)?.digest != image.digest { continue }
            let copy = isGone ? .digest(image.digest) : key
            do {
                let outcome = try await store.deleteImage(
                    copy,
                    in: target.id,
                    rules: DeleteRules(lastTagRemovesImage: false),
                    admit: target.admission(in: world)
                )
                // There it is a deletion like any other (inferred).
                if case .deleted(let gone) = outcome { target.tellDeletion(of: gone, by: copy, in: store, at: now) }
            } catch ImagesError.repositoryNotFound {
                continue
            }
        }
    }

    private func copy(
        _ digest: Digest,
        tags: [Tag]? = nil,
        to destination: ReplicationDestination,
        at now: Date
    ) async throws -> ImageReplication {
        var failure: Failure?
        do {
            let target = try await repository(in: destination, at: now)
            try await copy(digest, tags: tags, to: target, at: now)
        } catch let reason as Failure {
            failure = reason
        }
        // Of a registry that is not there nobody hears.
        if failure != .absent {
            let names = try tags?.map(\.description) ?? store.image(.digest(digest), in: source.id)?.tags ?? []
            tell(digest, names, to: destination, succeeded: failure == nil, at: now)
        }
        return ImageReplication(
            account: destination.account,
            region: destination.region,
            failure: failure?.rawValue
        )
    }

    /// Tells it in the registry that the image goes to.
    private func tell(
        _ digest: Digest,
        _ tags: [String],
        to destination: ReplicationDestination,
        succeeded: Bool,
        at now: Date
    ) {
        for tag in tags.optionals {
            let copy = Notice.CopiedImage(digest, tag: tag, from: source.account, source.region, succeeded: succeeded)
            let subject = Notice.Subject.replication(copy, in: source.name)
            store.notices.add(Notice(subject, of: destination.account, destination.region, at: now), at: now)
        }
    }

    /// The repository that the image goes to, made where there is none.
    private func repository(in destination: ReplicationDestination, at now: Date) async throws -> Repository {
        let (account, region) = (destination.account, destination.region)
        guard world.account(account)?.registries[region] != nil else { throw Failure.absent }
        guard may("ecr:ReplicateImage", in: destination) else { throw Failure.denied }
        if let known = world.repository(account, region, source.name) { return known }
        guard may("ecr:CreateRepository", in: destination) else { throw Failure.denied }
        let creation = RepositoryCreation(of: source.name, in: account, region, for: .replication)
        guard let repository = try await creation.create(in: world, store, at: now) else { throw Failure.absent }
        return repository
    }

    private func may(_ action: String, in destination: ReplicationDestination) -> Bool {
        world.mayReplicate(from: source.account, action, to: source.name, in: destination)
    }

    private func copy(_ digest: Digest, tags: [Tag]?, to target: Repository, at now: Date) async throws {
        do {
            let copy = ImageCopy(from: source.id, to: target, world, store)
            guard try await copy.copy(digest, tags: tags, at: now) != nil else { throw Failure.incomplete }
        } catch ImagesError.tagFixed {
            throw Failure.tagFixed
        } catch ImagesError.layersMissing, ImagesError.imagesMissing {
            throw Failure.incomplete
        } catch ImagesError.repositoryNotFound {
            throw Failure.absent
        }
    }
}
