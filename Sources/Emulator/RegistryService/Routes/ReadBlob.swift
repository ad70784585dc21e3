import AWSCore
import AWSProtocols
import Images
import OCI
import Storage

/// `GET /v2/N/blobs/DIGEST` (docs/aws/registry.md, "Downloads").
enum ReadBlob {
    /// ECR sends clients to S3 for it.
    static func redirection(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let digest = try call.digest()
        let repository = try call.knownRepository()
        let isThere = try await registry {
            try call.store.hasLayer(digest, in: repository.id)
                && !call.store.isArchived(layer: digest, in: repository.id)
        }
        guard isThere else { throw RegistryError(.layerNotFound(digest.description, in: repository.id)) }
        let url = call.services.layerURLs.url(of: digest, in: repository.id, origin: call.origin, at: call.now)
        return RegistryAnswer(307, [("Location", url)])
    }

    static func content(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let digest = try call.digest()
        let repository = try call.knownRepository()
        let blob = try await registry {
            try call.store.isArchived(layer: digest, in: repository.id)
                ? nil : try await call.store.openLayer(digest, in: repository.id)
        }
        guard let blob else { throw RegistryError(.layerNotFound(digest.description, in: repository.id)) }
        let identity = [("Accept-Ranges", "bytes"), ("Docker-Content-Digest", digest.description)]
        return RegistryAnswer(
            of: blob,
            range: call.headers["Range"],
            contentType: RegistryAnswer.octets,
            identity
        )
    }
}
