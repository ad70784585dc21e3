import AWSProtocols
import Images
import OCI
import Storage
import World

/// `POST /v2/N/blobs/uploads/` (docs/aws/registry.md, "Uploads"): begins an upload, or mounts the blob.
enum StartUpload {
    /// ECR's. A `POST` that brings a whole blob is answered as any other: what came with it is dropped.
    static func begin(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let repository = try call.knownRepository()
        if let mounted = try await BlobMounting.answer(call, to: repository) { return mounted }
        let upload = try await start(call, in: repository, .sha256)
        try await UploadBody.drop(call.pieces)
        return .progress(202, of: upload, received: 0, call)
    }

    /// The specification's. A blob whose digest the request names comes whole with it.
    static func beginOrTakeWhole(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let repository = try call.knownRepository()
        if let mounted = try await BlobMounting.answer(call, to: repository) { return mounted }
        let named = call.query["digest"]
        let upload = try await start(call, in: repository, try algorithm(call, named))
        guard let named else {
            try await UploadBody.drop(call.pieces)
            return .progress(202, of: upload, received: 0, call)
        }
        do throws(RegistryError) {
            guard let digest = Digest(named) else { throw .invalidDigest }
            try await UploadBody.receive(call, upload, from: nil)
            return try await call.complete(upload, as: digest)
        } catch {
            try await call.discard(upload)
            throw error
        }
    }

    private static func start(
        _ call: RegistryCall,
        in repository: Repository,
        _ algorithm: Digest.Algorithm
    ) async throws(RegistryError) -> Upload {
        try await registry {
            try call.store.startUpload(
                in: repository.id,
                id: call.services.newUploadID(),
                algorithm: algorithm,
                at: call.now
            )
        }
    }

    private static func algorithm(_ call: RegistryCall, _ digest: String?) throws(RegistryError) -> Digest.Algorithm {
        if let name = call.query["digest-algorithm"] {
            guard let algorithm = Digest.Algorithm(rawValue: name) else { throw .invalidDigest }
            return algorithm
        }
        return digest.flatMap { Digest($0)?.algorithm } ?? .sha256
    }
}
