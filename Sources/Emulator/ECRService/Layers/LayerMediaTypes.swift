import Images
import OCI
import Storage
import World

/// The media types of layers. A layer comes without one: it is what the images say that name it.
struct LayerMediaTypes {
    private var known: [Digest: String] = [:]

    /// Nil where no image of the repository names the layer, or only images of schema 1, which have no media types.
    mutating func mediaType(of layer: Digest, in repository: Repository, _ store: RegistryStore) throws -> String? {
        if let type = known[layer] { return type }
        guard let (image, bytes) = try store.imageWithManifest(naming: layer, in: repository.id),
            case .image(let config, let layers) = try Manifest(bytes, contentType: image.mediaType).kind
        else { return nil }
        for descriptor in layers + [config] { known[descriptor.digest] = descriptor.mediaType }
        return known[layer]
    }
}
