import AWSCore
package import AWSProtocols
import Foundation
import Images
import OCI
import Storage
import World

/// Brings an image into the archive, from which it cannot be pulled, or out of it (docs/aws/ecr.md, "Operations on
/// images"; docs/aws/ecr-features.md, "Signing, storage classes, exclusions"). Here it comes out at once. An image that
/// an index refers to goes with the index only (inferred).
package struct UpdateImageStorageClass: RepositoryOperation {
    package static let name = "UpdateImageStorageClass"

    package let repository: RepositoryReference
    private let identifier: ImageIdentifier
    private let isArchive: Bool

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
        identifier = try ImageIdentifier(ofOne: &input)
        isArchive = try input.requiredText("targetStorageClass", .values(["STANDARD", "ARCHIVE"])) == "ARCHIVE"
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let found = try repository.repository(call)
        let missing = ECRError.imageNotFound(identifier.description, in: found.name, found.account)
        let image = try await call.image(identifier, in: found)
        let isChild = try await call.stored { try $0.children(in: found.id).contains(image.digest) }
        guard !isChild else { throw .storageClassNotSupported }
        let isThere = try await call.stored { store in
            try await store.setArchived(
                isArchive,
                image.digest,
                in: found.id,
                at: call.now,
                admit: call.admission(to: found)
            )
        }
        guard isThere else { throw missing }
        found.tellStorageClass(of: image, isArchived: isArchive, in: call.store, at: call.now)
        return repository.answer(
            call,
            [
                "imageId": ImageIdentifier(of: image, tag: identifier.tag).json,
                "imageStatus": isArchive ? "ARCHIVED" : "ACTIVE",
            ]
        )
    }
}
