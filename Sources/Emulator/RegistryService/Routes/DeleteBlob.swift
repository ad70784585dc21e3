import AWSProtocols
import Images
import OCI
import Storage

/// `DELETE /v2/N/blobs/DIGEST`, which ECR does not have.
enum DeleteBlob {
    static func answer(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let digest = try call.digest()
        let repository = try call.knownRepository()
        let wasThere = try await registry { try await call.store.deleteLayer(digest, in: repository.id) }
        guard wasThere else { throw RegistryError(.layerNotFound(digest.description, in: repository.id)) }
        return RegistryAnswer(202)
    }
}
