import ECRService
import OCI
import Storage
import World

/// What the routes of uploads do with one.
extension RegistryCall {
    /// The upload that the path names.
    func upload() async throws(RegistryError) -> Upload {
        let repository = try knownRepository()
        let id = try reference()
        let upload = try await registry { try store.upload(id, in: repository.id, at: now) }
        guard let upload else {
            throw RegistryError(.uploadNotFound(id, in: repository.name, repository.account))
        }
        return upload
    }

    func discard(_ upload: Upload) async throws(RegistryError) {
        _ = try await registry { try store.cancelUpload(upload.id, in: upload.repository, at: now) }
    }

    /// Makes a blob of what came.
    ///
    /// - Returns: 201 with the blob's location.
    func complete(_ upload: Upload, as digest: Digest) async throws(RegistryError) -> RegistryAnswer {
        let repository = try knownRepository()
        _ = try await registry {
            let completion = LayerCompletion(
                upload: upload,
                repository: repository,
                allowsEmpty: dialect == .oci,
                checksPartSizes: dialect == .ecr,
                takesSHA512: dialect == .oci
            )
            do {
                return try await completion.complete(as: digest, store: store, admit: admission(to: repository))
            } catch UploadRefusal.busy {
                throw RegistryError.uploadBusy
            }
        }
        return .createdBlob(digest, in: repository, self)
    }
}
