import Foundation
import OCI
import World

/// An image of a world, ready to be put: manifests in the order in which they are, and the blobs that they need.
struct ImageSource: Sendable {
    /// As errors name it.
    let name: String
    let manifests: [ManifestDocument]
    let blobs: [any BlobContent]
    let pushedAt: Date
    /// Nil where the manifests have their own.
    private let tags: [Tag]?

    /// Reads the manifests. The layers of generated images are made once, for their digests.
    ///
    /// - Parameter making: is told the bytes of layers that are made; what it throws ends it.
    /// - Throws: ``EmulatorStartError`` where there is no such layout, or not one image for the tags; or what `making`
    ///   throws.
    init(_ image: WorldImage, in worldFolder: String, making: (Int) throws -> Void) throws {
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
                    created: image.pushedAt,
                    making: making
                )
            } catch let error as GeneratedImageError {
                throw EmulatorStartError(description: "\(name) cannot be made: \(error)")
            }
            manifests = generated.manifests
            blobs = generated.blobs
        case .layout(let path):
            name = "the image layout \(path) of line \(image.line)"
            let folder = path.hasPrefix("/") ? path : worldFolder + "/" + path
            let layout: ImageLayout
            do throws(LayoutError) {
                layout = try ImageLayout(folder: folder, verifiesBlobs: false)
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
