package import Foundation
package import OCI
package import Storage
package import World

/// An image that PutImage or the registry's `PUT` stores (docs/aws/ecr-images.md, "Putting images").
///
/// The configuration and the layers of an image must be in the repository, and so must the images of an index. AWS does
/// not tell in which order it checks; here it is whether the image is there already, what it needs, and its tag.
package struct ImagePush: Sendable {
    package let repository: Repository
    package let manifest: Manifest
    /// The manifest's exact bytes.
    package let bytes: [UInt8]
    package let digest: Digest
    package let tags: [Tag]
    /// Whether what the manifest refers to must be there.
    package let requiresParts: Bool

    package init(
        repository: Repository,
        manifest: Manifest,
        bytes: [UInt8],
        digest: Digest,
        tags: [Tag],
        requiresParts: Bool = true
    ) {
        self.repository = repository
        self.manifest = manifest
        self.bytes = bytes
        self.digest = digest
        self.tags = tags
        self.requiresParts = requiresParts
    }

    /// A manifest as pushes take it. A signed one of schema 1 is refused: what names it is not the digest of its bytes.
    package static func manifest(_ bytes: [UInt8], contentType: String?) throws(ManifestError) -> Manifest {
        let manifest = try Manifest(bytes, contentType: contentType)
        guard manifest.mediaType != MediaTypes.dockerSignedSchema1 else { throw .signedSchema1 }
        return manifest
    }

    /// Puts it, scans it where that is wanted, and copies it to wherever the registry replicates to. Where the image has
    /// all the tags already, nothing changes, and the outcome says so.
    ///
    /// - Throws: ``ImagesError`` for what is missing or must not be overwritten, or what world and storage throw.
    package func perform(in world: WorldStore, _ store: RegistryStore, at now: Date) async throws -> PutOutcome {
        let outcome = try await put(into: store, at: now, admit: repository.admission(in: world))
        if !outcome.wasThere {
            repository.tellPush(digest, tags.map(\.description), in: store, at: now)
            try await ImageScanning(in: repository, world, store).scanOnPush(outcome.image, at: now)
            try await Replication(of: repository, world, store).copy(digest, at: now)
        }
        return outcome
    }

    /// Puts it, and nothing else.
    package func put(
        into store: RegistryStore,
        at now: Date,
        admit: @escaping @Sendable () throws -> Void = {}
    ) async throws -> PutOutcome {
        let image = NewImage(
            digest: digest,
            manifest: bytes,
            mediaType: manifest.mediaType,
            artifactMediaType: manifest.artifactMediaType,
            artifactType: manifest.artifactType,
            annotations: manifest.annotations,
            subject: manifest.subject?.digest,
            layers: manifest.neededBlobs,
            children: manifest.children,
            declaredSize: manifest.isIndex ? nil : manifest.declaredSize
        )
        let repository = repository
        do {
            return try await store.putImage(
                image,
                tags: tags.map(\.description),
                in: repository.id,
                at: now,
                rules: PutRules(requiresParts: requiresParts) { repository.tagMutability.isImmutable($0) },
                admit: admit
            )
        } catch let refusal as PutRefusal {
            throw ImagesError(refusal, repository)
        }
    }
}

extension ImagesError {
    fileprivate init(_ refusal: PutRefusal, _ repository: Repository) {
        switch refusal {
        case .layersMissing(let digests): self = .layersMissing(digests, in: repository.id)
        case .childrenMissing(let digests): self = .imagesMissing(digests, in: repository.id)
        case .tagFixed(let tag):
            self = .tagFixed(tag, in: repository.id, byRepository: repository.tagMutability.mode == .immutable)
        }
    }
}
