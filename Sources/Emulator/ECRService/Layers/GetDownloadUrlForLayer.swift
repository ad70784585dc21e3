package import AWSProtocols
import Images
import OCI
import Storage
import World

/// A link by which a layer can be fetched for an hour (docs/aws/ecr-images.md, "Layers"). Each call makes a fresh one.
package struct GetDownloadUrlForLayer: RepositoryOperation {
    package static let name = "GetDownloadUrlForLayer"

    package let repository: RepositoryReference
    private let layerDigest: String

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
        layerDigest = try input.requiredText("layerDigest", .digest)
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let repository = try repository.repository(call)
        let missing = ECRError(.layerNotFound(layerDigest, in: repository.id))
        guard let digest = Digest(layerDigest) else { throw missing }
        let isUsed = try await call.stored { store in
            guard try store.hasLayer(digest, in: repository.id) else { throw missing }
            guard try !store.isArchived(layer: digest, in: repository.id) else { throw ECRError.layerArchived }
            return try store.isReferenced(digest, in: repository.id)
        }
        guard isUsed else { throw .layerInaccessible }
        let url = call.layerURLs.url(of: digest, in: repository.id, origin: call.origin, at: call.now)
        return .object(["downloadUrl": .string(url), "layerDigest": .string(layerDigest)])
    }
}
