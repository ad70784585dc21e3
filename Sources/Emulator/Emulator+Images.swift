import AWSCore
import ECRService
import Foundation
import OCI
import RegistryService
import Storage
import World

extension Emulator {
    /// How far the images of the world are: bytes of layers that are in, and of all.
    package typealias ImageProgress = @Sendable (_ done: Int, _ total: Int) -> Void

    /// Brings the storage to where the world is: its images are put where they are not there yet, a reset that was cut
    /// off is ended, and what belonged to repositories that are gone is dropped. It must have returned before the first request.
    ///
    /// - Throws: ``EmulatorStartError`` for an image that cannot be had, or the storage's own error, one line each; and
    ///   `CancellationError` between two blobs.
    package func prepareImages(progress: @escaping ImageProgress = { _, _ in }) async throws {
        if try !registry.isInitialised, !configuration.world.initialImages.isEmpty {
            try await putWorldImages(progress)
            try await registry.markInitial()
        }
        try await registry.finishReset(at: world.tokenEpoch)
        let repositories = world.accountIDs.flatMap { account in
            world.regions(of: account).flatMap { world.repositories(account, $0) }
        }
        try await registry.prune(keeping: Set(repositories.map(\.id)))
    }

    private func putWorldImages(_ progress: @escaping ImageProgress) async throws {
        let sources = try configuration.world.initialImages.map { initial in
            (
                repository: try repository(of: initial),
                images: try initial.images.map { try ImageSource($0, configuration) }
            )
        }
        let total = sources.reduce(0) { $0 + $1.images.reduce(0) { $0 + $1.blobs.reduce(0) { $0 + $1.size } } }
        var done = 0
        progress(done, total)
        for (repository, images) in sources {
            for image in images {
                for blob in image.blobs {
                    try Task.checkCancellation()
                    try await registry.importLayer(blob.digest, in: [repository.id]) { sink in
                        try blob.write { try sink.write($0) }
                    }
                    done += blob.size
                    progress(done, total)
                }
                for manifest in image.manifests {
                    try await put(manifest, from: image, into: repository)
                }
            }
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
            _ = try await push.perform(on: registry, at: source.pushedAt) {}
        } catch let error as ECRError {
            throw EmulatorStartError(description: "\(source.name) cannot be put: \(error.message ?? error.code)")
        }
    }
}

/// An image of a world, ready to be put: manifests in the order in which they are, and the blobs that they need.
private struct ImageSource: Sendable {
    /// As errors name it.
    let name: String
    let manifests: [ManifestDocument]
    let blobs: [any BlobContent]
    let pushedAt: Date
    /// Nil where the manifests have their own.
    private let tags: [Tag]?

    /// - Throws: ``EmulatorStartError`` where there is no such layout, or not one image for the tags.
    init(_ image: WorldImage, _ configuration: EmulatorConfiguration) throws(EmulatorStartError) {
        pushedAt = image.pushedAt
        tags = image.tags
        switch image.source {
        case .generated(let recipe):
            name = "the generated image of line \(image.line)"
            let generated: GeneratedImage
            do {
                generated = try GeneratedImage(
                    seed: recipe.seed,
                    size: recipe.size,
                    layers: recipe.layers,
                    platforms: recipe.platforms,
                    created: image.pushedAt
                )
            } catch {
                throw EmulatorStartError(description: "\(name) cannot be made: \(error)")
            }
            manifests = generated.manifests
            blobs = generated.blobs
        case .layout(let path):
            name = "the image layout \(path) of line \(image.line)"
            let folder = path.hasPrefix("/") ? path : configuration.worldFolder + "/" + path
            let layout: ImageLayout
            do throws(LayoutError) {
                layout = try ImageLayout(folder: folder)
            } catch {
                throw EmulatorStartError(description: "\(name) cannot be read: \(error)")
            }
            manifests = layout.manifests
            blobs = layout.blobs
            let roots = layout.manifests.filter { !$0.tags.isEmpty }.count
            guard tags == nil || roots <= 1 else {
                throw EmulatorStartError(
                    description: "\(name) has \(roots) named images, so the world's tags fit none; take them out"
                )
            }
        }
    }

    /// The tags of a manifest: those that the world gives to the last, which all others lead to, or its own.
    func tags(of document: ManifestDocument) -> [Tag] {
        guard let tags else { return document.tags }
        return document == manifests.last ? tags : []
    }
}
