import AWSCore
package import AWSProtocols
import Images
import OCI
import Storage
import World

/// Removes up to 100 images or tags (docs/aws/ecr-images.md, "Deleting images"): a digest removes the image with all
/// its tags, a tag only itself, and with the last tag the image. One after the other in the order given, so that an
/// index named before its images can go with them in one call.
package struct BatchDeleteImage: RepositoryOperation {
    package static let name = "BatchDeleteImage"

    package let repository: RepositoryReference
    private let imageIDs: [ImageIdentifier]

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input, takesAlias: true, tellsRegistry: false)
        imageIDs = try input.imageIDs(isRequired: true) ?? []
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let repository = try repository.repository(call)
        var removed: [JSONValue] = []
        var failures: [JSONValue] = []
        for identifier in imageIDs.unique {
            switch try await remove(identifier, from: repository, call) {
            case .success(let identifiers): removed += identifiers.map(\.json)
            case .failure(let failure): failures.append(failure.json(identifier))
            }
        }
        return .object(["imageIds": .array(removed), "failures": .array(failures)])
    }

    /// - Returns: the pairs of digest and tag that are gone.
    private func remove(
        _ identifier: ImageIdentifier,
        from repository: Repository,
        _ call: ECRCall
    ) async throws(ECRError) -> Result<[ImageIdentifier], ImageFailure> {
        let lookup = try await call.stored { try ImageLookup(identifier, in: repository.id, of: $0) }
        guard case .found(let image) = lookup else {
            guard case .failed(let failure) = lookup else { return .failure(.notFound) }
            return .failure(failure)
        }
        let tag = identifier.digest == nil ? identifier.tag : nil
        let key = tag.map { ImageKey.tag($0) } ?? .digest(image.digest)
        let outcome = try await call.stored { store in
            try await ImageRemoval(from: repository, call.world, store).remove(key, at: call.now)
        }
        switch outcome {
        case .deleted(let gone):
            let digest = gone.digest.description
            if let tag { return .success([ImageIdentifier(digest: digest, tag: tag)]) }
            guard !gone.tags.isEmpty else { return .success([ImageIdentifier(digest: digest, tag: nil)]) }
            return .success(gone.tags.map { ImageIdentifier(digest: digest, tag: $0) })
        case .notFound: return .failure(.notFound)
        case .referenced(let indexes): return .failure(.referenced(by: indexes.map(\.description)))
        }
    }
}
