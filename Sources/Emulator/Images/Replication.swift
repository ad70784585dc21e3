import AWSCore
package import Foundation
package import OCI
package import Storage
package import World

/// The copies that a push makes in other registries (docs/aws/ecr-features.md, "Replication").
///
/// They are there before the push is answered. What cannot be copied is noted with the image and fails no push. A copy is
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
        let tags = try store.image(.digest(digest), in: source.id)?.tags ?? []
        var replications: [ImageReplication] = []
        for destination in destinations {
            var failure: Failure?
            do {
                let target = try await repository(in: destination, at: now)
                try await copy(digest, to: target, at: now)
            } catch let reason as Failure {
                failure = reason
            }
            // Of a registry that is not there nobody hears.
            if failure != .absent { tell(digest, tags, to: destination, succeeded: failure == nil, at: now) }
            replications.append(
                ImageReplication(
                    account: destination.account,
                    region: destination.region,
                    failure: failure?.rawValue
                )
            )
        }
        try await store.note(replications, of: digest, in: source.id)
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

    /// The repository that the image goes to, made where there is none: by a template, or as ECR makes them.
    private func repository(in destination: ReplicationDestination, at now: Date) async throws -> Repository {
        let (account, region) = (destination.account, destination.region)
        guard world.account(account)?.registries[region] != nil else { throw Failure.absent }
        guard may("ecr:ReplicateImage", in: destination) else { throw Failure.denied }
        if let known = world.repository(account, region, source.name) { return known }
        guard may("ecr:CreateRepository", in: destination) else { throw Failure.denied }
        let template = world.template(for: source.name, appliedFor: .replication, in: account, region)
        let made =
            template?.repository(named: source.name, in: account, region, createdAt: now)
            ?? Repository(name: source.name, account: account, region: region, createdAt: now)
        _ = try await made.create(in: world, store)
        guard let repository = world.repository(account, region, source.name) else { throw Failure.absent }
        return repository
    }

    private func may(_ action: String, in destination: ReplicationDestination) -> Bool {
        world.mayReplicate(from: source.account, action, to: source.name, in: destination)
    }

    /// Copies what an image needs, and then the image.
    private func copy(_ digest: Digest, to target: Repository, at now: Date) async throws {
        guard let found = try store.imageWithManifest(.digest(digest), in: source.id) else { throw Failure.incomplete }
        let manifest = try Manifest(found.manifest, contentType: found.image.mediaType)
        for child in manifest.children { try await copy(child, to: target, at: now) }
        for layer in manifest.neededBlobs {
            _ = try await store.mountLayer(layer, from: source.id, to: target.id, requiresImage: false)
        }
        let push = ImagePush(
            repository: target,
            manifest: manifest,
            bytes: found.manifest,
            digest: digest,
            tags: found.image.tags.compactMap { Tag($0) }
        )
        do {
            let outcome = try await push.put(into: store, at: now, admit: target.admission(in: world))
            // By the settings of the registry that it comes into.
            if !outcome.wasThere {
                try await ImageScanning(in: target, world, store).scanOnPush(outcome.image, at: now)
            }
        } catch ImagesError.tagFixed {
            throw Failure.tagFixed
        } catch ImagesError.layersMissing, ImagesError.imagesMissing {
            throw Failure.incomplete
        } catch ImagesError.repositoryNotFound {
            throw Failure.absent
        }
    }
}
