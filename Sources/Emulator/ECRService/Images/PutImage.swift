import AWSCore
package import AWSProtocols
import Images
import OCI
import Storage
import World

/// Keeps a manifest, with a tag or without (docs/aws/ecr-images.md, "Putting images").
package struct PutImage: RepositoryOperation {
    package static let name = "PutImage"

    package let repository: RepositoryReference
    private let text: String
    private let mediaType: String?
    private let identifier: ImageIdentifier

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input, takesAlias: true)
        text = try input.requiredText("imageManifest", .length(1...Manifest.longest))
        mediaType = try input.text("imageManifestMediaType")
        identifier = try ImageIdentifier(&input, digest: .digest, tag: .imageTag)
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let bytes = Array(text.utf8)
        let manifest = try Self.manifest(bytes, mediaType)
        let digest = Digest.of(bytes)
        if let given = identifier.digest, given != digest.description {
            throw ECRError(.imageDigestDiffers(given, in: repository.id(call)))
        }
        let found = try repository.repository(call)
        let tag = try identifier.tag.map(ImageNames.tag)
        let push = ImagePush(
            repository: found,
            manifest: manifest,
            bytes: bytes,
            digest: digest,
            tags: tag.map { [$0] } ?? []
        )
        let outcome = try await call.stored { store in
            try await push.perform(in: call.world, store, at: call.now)
        }
        guard !outcome.wasThere else {
            throw .imageAlreadyExists(digest.description, tag: identifier.tag, in: found.name, found.account)
        }
        return .object([
            "image": ImageShape.image(outcome.image, manifest: text, tag: identifier.tag, of: found)
        ])
    }

    /// Whatever makes a manifest unreadable has one text.
    private static func manifest(_ bytes: [UInt8], _ mediaType: String?) throws(ECRError) -> Manifest {
        do throws(ManifestError) {
            return try ImagePush.manifest(bytes, contentType: mediaType)
        } catch {
            throw ECRError(.invalidManifest)
        }
    }
}
