package import AWSProtocols
import Images
import OCI
import Storage
import World

/// Ends an upload: its bytes become a layer under the digest that is given (docs/aws/ecr-images.md, "Layers").
package struct CompleteLayerUpload: RepositoryOperation {
    package static let name = "CompleteLayerUpload"

    package let repository: RepositoryReference
    private let uploadID: String
    private let digests: [String]

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input, takesAlias: true)
        uploadID = try input.requiredText("uploadId", .uploadID)
        digests = try input.layerDigests(.elements(.digest))
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let found = try repository.repository(call)
        let upload = try await call.upload(uploadID, in: found)
        // Of several digests one must be right.
        for digest in digests.compactMap({ Digest($0) }) {
            guard let layer = try await complete(upload, as: digest, in: found, call) else { continue }
            guard !layer.wasThere else {
                throw .layerAlreadyExists(digest.description, in: found.name, found.account)
            }
            return repository.answer(
                call,
                ["uploadId": .string(uploadID), "layerDigest": .string(digest.description)]
            )
        }
        throw ECRError(.layerDigestDiffers)
    }

    /// - Returns: nil where the digest is another's; the upload stays as it is then.
    private func complete(
        _ upload: Upload,
        as digest: Digest,
        in repository: Repository,
        _ call: ECRCall
    ) async throws(ECRError) -> StoredLayer? {
        let completion = LayerCompletion(upload: upload)
        return try await call.stored { store in
            do {
                return try await completion.complete(as: digest, store: store, admit: call.admission(to: repository))
            } catch ImagesError.layerDigestDiffers {
                return nil
            }
        }
    }
}
