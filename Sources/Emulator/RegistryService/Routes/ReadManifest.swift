import Images
import OCI
import Storage

/// `GET` or `HEAD /v2/N/manifests/REF` (docs/aws/registry.md, "Manifests").
enum ReadManifest {
    static func answer(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let repository = try call.knownRepository()
        let key = try call.imageKey()
        let found = try await registry { try call.store.imageWithManifest(key, in: repository.id) }
        guard let found, !found.image.isArchived else { throw .unknownManifest }
        ImagePull(image: found.image.digest, repository: repository, caller: call.caller)
            .record(in: call.store, call.services.world, at: call.now)
        return RegistryAnswer(
            200,
            contentType: found.image.mediaType,
            [("Docker-Content-Digest", found.image.digest.description)],
            body: .bytes(found.manifest)
        )
    }
}
