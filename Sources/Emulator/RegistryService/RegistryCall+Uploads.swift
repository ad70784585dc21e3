import Images
import OCI
import Storage
import World

/// What the routes of uploads do with one.
extension RegistryCall {
    /// The upload that the path names.
    func upload() async throws(RegistryError) -> Upload {
        let repository = try knownRepository()
        let id = try reference()
        return try await registry { try store.knownUpload(id, in: repository.id, at: now) }
    }

    func discard(_ upload: Upload) async throws(RegistryError) {
        _ = try await registry { try store.cancelUpload(upload.id, in: upload.repository, at: now) }
    }

    /// Makes a blob of what came.
    ///
    /// - Returns: 201 with the blob's location.
    func complete(_ upload: Upload, as digest: Digest) async throws(RegistryError) -> RegistryAnswer {
        let repository = try knownRepository()
        let completion = LayerCompletion(
            upload: upload,
            allowsEmpty: dialect == .oci,
            checksPartSizes: dialect == .ecr,
            takesSHA512: dialect == .oci
        )
        _ = try await registry {
            try await completion.complete(as: digest, store: store, admit: repository.admission(in: services.world))
        }
        return .createdBlob(digest, in: repository, self)
    }
}
