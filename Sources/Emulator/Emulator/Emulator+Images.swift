import AWSCore
import Foundation
import Images
import OCI
import RegistryService
import Storage
import World

extension Emulator {
    /// How far the images of the world are: what is done with them now, the bytes of layers with which it is done, and
    /// all.
    package typealias ImageProgress = @Sendable (_ step: ImageStep, _ done: Int, _ total: Int) -> Void

    /// Brings the storage to where the world is: its images are put where they are not there yet, a reset that was cut
    /// off is ended, and what belonged to repositories that are gone is dropped. It must have returned before the first
    /// request.
    ///
    /// - Throws: ``EmulatorStartError`` for an image that cannot be had, or the storage's own error, one line each; and
    ///   `CancellationError` soon after the task is cancelled: the next start begins with the images anew.
    package func prepareImages(progress: @escaping ImageProgress = { _, _, _ in }) async throws {
        let world = configuration.world
        if try !registry.isInitialised, !(world.initialImages.isEmpty && world.upstreams.isEmpty) {
            try await putWorldImages(progress)
            // They have been there all the while, and so have their scans.
            registry.notices.clear()
            try await registry.markInitial()
        }
        try await registry.finishReset(at: self.world.tokenEpoch)
        do {
            let upstream = world.upstreams.values.flatMap(\.stored)
            try await registry.prune(keeping: Set((self.world.repositories + upstream).map(\.id)))
        } catch let error as StorageError where error.kind == .diskFull {
            // It stays until there is room: nobody sees it, and a repository of that name begins with nothing.
        }
    }

    private func putWorldImages(_ progress: @escaping ImageProgress) async throws {
        let loading = ImageLoading(progress)
        try await withTaskCancellationHandler {
            let images = try worldImages()
            loading.begin(.making, total: images.reduce(0) { $0 + $1.image.source.sizeToMake })
            let sources = try images.map { repository, image in
                (repository, try ImageSource(image, in: configuration.worldFolder, making: loading.add))
            }
            loading.begin(.storing, total: sources.flatMap { $0.1.blobs }.reduce(0) { $0 + $1.size })
            for (repository, source) in sources { try await put(source, into: repository, loading) }
        } onCancel: {
            loading.cancel()
        }
    }

    /// All images that the world begins with, and where they go: those of its repositories, and those of the upstreams of
    /// pull-through caches.
    private func worldImages() throws(EmulatorStartError) -> [(repository: Repository, image: WorldImage)] {
        var images: [(repository: Repository, image: WorldImage)] = []
        for initial in configuration.world.initialImages {
            let repository = try repository(of: initial)
            images += initial.images.map { (repository: repository, image: $0) }
        }
        for upstream in configuration.world.upstreams.values.sorted(by: { $0.registry.host < $1.registry.host }) {
            for repository in upstream.repositories.values.sorted(by: { $0.name < $1.name }) {
                images += repository.images.enumerated().map { number, image in
                    (repository: repository.stored(number), image: image)
                }
            }
        }
        return images
    }

    private func put(_ image: ImageSource, into repository: Repository, _ loading: ImageLoading) async throws {
        for blob in image.blobs {
            // One that is stored already is not written.
            try loading.check()
            do {
                try await registry.importLayer(blob.digest, in: [repository.id]) { sink in
                    try blob.write { piece in
                        try loading.add(piece.count)
                        try sink.write(piece)
                    }
                }
            } catch let error as LayoutError {
                throw EmulatorStartError(description: "\(image.name) cannot be read: \(error)")
            }
        }
        for manifest in image.manifests {
            try await put(manifest, from: image, into: repository)
        }
    }

    private func repository(of images: InitialImages) throws(EmulatorStartError) -> Repository {
        guard let repository = world.repository(images.account, images.region, images.repository) else {
            throw EmulatorStartError(
                description:
                    "the world has images for \(images.repository) of \(images.account) in \(images.region), "
                    + "and no such repository; add it or take the images out"
            )
        }
        return repository
    }

    private func put(_ document: ManifestDocument, from source: ImageSource, into repository: Repository) async throws {
        let push = ImagePush(
            repository: repository,
            manifest: document.manifest,
            bytes: document.bytes,
            digest: document.digest,
            tags: source.tags(of: document)
        )
        do {
            let outcome = try await push.put(into: registry, at: source.pushedAt)
            try await ImageScanning(in: repository, world, registry).scanOnPush(outcome.image, at: source.pushedAt)
        } catch let error as ImagesError {
            throw EmulatorStartError(description: "\(source.name) cannot be put: \(error.sentence)")
        }
    }
}
