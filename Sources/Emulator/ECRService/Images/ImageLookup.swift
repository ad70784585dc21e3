import AWSProtocols
import Images
import OCI
import Storage
import World

/// What an image ID leads to in a repository (docs/aws/ecr-images.md, "Batch failures").
enum ImageLookup {
    case found(StoredImage)
    case failed(ImageFailure)

    init(_ identifier: ImageIdentifier, in repository: RepositoryID, of store: RegistryStore) throws {
        self = try Self.look(identifier) { try store.image($0, in: repository) }
    }

    private static func look(
        _ identifier: ImageIdentifier,
        _ image: (ImageKey) throws -> StoredImage?
    ) throws -> ImageLookup {
        if let digest = identifier.digest, !ImageNames.isDigest(digest) { return .failed(.invalidDigest) }
        if let tag = identifier.tag, !ImageNames.isTag(tag) { return .failed(.invalidTag) }
        guard identifier.digest != nil || identifier.tag != nil else { return .failed(.missingDigestAndTag) }
        // A digest of another algorithm has the form that is asked for, but is not an image's.
        let key = identifier.digest.map { Digest($0).map(ImageKey.digest) }
        let byDigest = try key.map { try $0.flatMap(image) }
        let byTag = try identifier.tag.map { try image(.tag($0)) }
        switch (byDigest, byTag) {
        case (let found, nil), (nil, let found):
            return found.flatMap(\.self).map(ImageLookup.found) ?? .failed(.notFound)
        case (let named??, let tagged??):
            guard named.digest == tagged.digest else {
                return .failed(.tagDoesNotMatch(identifier.tag ?? "", digest: named.digest.description))
            }
            return .found(tagged)
        default:
            return .failed(.notFound)
        }
    }
}

extension ECRCall {
    /// The image that an operation is about.
    ///
    /// - Throws: `ImageNotFoundException`.
    func image(_ identifier: ImageIdentifier, in repository: Repository) async throws(ECRError) -> StoredImage {
        let lookup = try await stored { try ImageLookup(identifier, in: repository.id, of: $0) }
        guard case .found(let image) = lookup else {
            throw .imageNotFound(identifier.description, in: repository.name, repository.account)
        }
        return image
    }
}

/// Why an image of a batch was left out. The call as a whole succeeds.
enum ImageFailure: Error, Equatable {
    case notFound
    case missingDigestAndTag
    case invalidDigest
    /// The words are those about digests (inferred).
    case invalidTag
    case tagDoesNotMatch(String, digest: String)
    /// The image is in the archive. The words are inferred.
    case archived
    /// A pull-through cache does not get it.
    case upstreamAccessDenied
    case upstreamTooManyRequests
    /// In the words of the failure.
    case upstreamUnavailable(UpstreamFailure)
    /// By the indexes of these digests.
    case referenced(by: [String])

    /// Nil for what is said in another way.
    init?(_ failure: UpstreamFailure) {
        switch failure {
        case .accessDenied: self = .upstreamAccessDenied
        case .tooManyRequests: self = .upstreamTooManyRequests
        case .unavailable, .absent: self = .upstreamUnavailable(failure)
        case .notFound, .secret: return nil
        }
    }

    private var code: String {
        switch self {
        case .notFound: "ImageNotFound"
        case .missingDigestAndTag: "MissingDigestAndTag"
        case .invalidDigest: "InvalidImageDigest"
        case .invalidTag: "InvalidImageTag"
        case .tagDoesNotMatch: "ImageTagDoesNotMatchDigest"
        case .archived: "ImageInaccessible"
        case .upstreamAccessDenied: "UpstreamAccessDenied"
        case .upstreamTooManyRequests: "UpstreamTooManyRequests"
        case .upstreamUnavailable: "UpstreamUnavailable"
        case .referenced: "ImageReferencedByManifestList"
        }
    }

    private var reason: String {
        switch self {
        case .notFound: "Requested image not found"
        case .missingDigestAndTag: "Invalid request parameters: both tag and digest cannot be null"
        case .invalidDigest:
            "Invalid request parameters: image digest should satisfy the regex '\(ImageNames.digestPattern)'"
        case .invalidTag: "Invalid request parameters: image tag should satisfy the regex '\(ImageNames.tagPattern)'"
        case .tagDoesNotMatch(let tag, let digest): "Tag '\(tag)' does not match digest '\(digest)'"
        case .archived: "Requested image is archived. Restore the image before pulling it."
        case .upstreamAccessDenied: UpstreamFailure.accessDenied.sentence
        case .upstreamTooManyRequests: UpstreamFailure.tooManyRequests.sentence
        case .upstreamUnavailable(let failure): failure.sentence
        case .referenced(let indexes):
            "Requested image referenced by manifest list: [\(indexes.joined(separator: ", "))]"
        }
    }

    /// As answers list it, with the image ID as it was asked for.
    func json(_ identifier: ImageIdentifier) -> JSONValue {
        .object([
            "imageId": identifier.json,
            "failureCode": .string(code),
            "failureReason": .string(reason),
        ])
    }
}
