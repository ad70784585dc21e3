import AWSProtocols
import Images
import OCI
import Storage

/// `HEAD /v2/N/blobs/DIGEST` (docs/aws/registry.md, "Routes").
enum CheckBlob {
    static func answer(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let digest = try call.digest()
        let repository = try call.knownRepository()
        // A client that is told of a layer of the archive would not send it with an image that nobody has archived.
        let layer = try await registry {
            try call.store.isArchived(layer: digest, in: repository.id)
                ? nil : try call.store.layer(digest, in: repository.id)
        }
        guard let layer else { throw RegistryError(.layerNotFound(digest.description, in: repository.id)) }
        return RegistryAnswer(
            200,
            contentType: RegistryAnswer.octets,
            [
                ("Accept-Ranges", "bytes"), ("Docker-Content-Digest", digest.description),
                ("Content-Length", String(layer.size)),
            ]
        )
    }
}
