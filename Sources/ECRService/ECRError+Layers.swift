package import AWSCore
import AWSProtocols
package import World

/// What ECR says of layers and of their uploads (emulator.md D.3).
extension ECRError {
    package static func layerNotFound(_ digest: String, in repository: String, _ registry: AccountID) -> ECRError {
        ECRError(
            "LayersNotFoundException",
            "The layer with digest \(digest) does not exist within the repository with name '\(repository)' in the "
                + "registry with id '\(registry)'"
        )
    }

    /// A layer that no image has. The text is that of the API's model (inferred).
    package static let layerInaccessible = ECRError(
        "LayerInaccessibleException",
        "The specified layer is not available because it is not associated with an image. Unassociated image layers "
            + "may be cleaned up at any time."
    )

    /// The text is inferred; clients take the code as success.
    package static func layerAlreadyExists(
        _ digest: String,
        in repository: String,
        _ registry: AccountID
    ) -> ECRError {
        ECRError(
            "LayerAlreadyExistsException",
            "The layer with digest '\(digest)' already exists in the repository with name '\(repository)' in registry "
                + "with id '\(registry)'"
        )
    }

    package static let invalidLayer = ECRError(
        "InvalidLayerException",
        "None of the provided layer digests match the calculated layer digest"
    )

    /// The text is inferred.
    package static func uploadNotFound(_ id: String, in repository: String, _ registry: AccountID) -> ECRError {
        ECRError(
            "UploadNotFoundException",
            "The upload with id '\(id)' in the repository with name '\(repository)' in registry with id '\(registry)' "
                + "does not exist"
        )
    }

    package static func emptyUpload(_ id: String, in repository: String, _ registry: AccountID) -> ECRError {
        ECRError(
            "EmptyUploadException",
            "The upload with id '\(id)' in the repository with name '\(repository)' in registry with id '\(registry)' "
                + "cannot be completed because it does not have any parts."
        )
    }

    /// - Parameters:
    ///   - first: where the part begins that was sent.
    ///   - expected: where the next part must begin.
    package static func invalidLayerPart(
        first: Int,
        expected: Int,
        upload: String,
        in repository: Repository
    ) -> ECRError {
        ECRError(
            "InvalidLayerPartException",
            "First byte of the layer part is \(first) instead of \(expected)",
            members: [
                "registryId": .string(repository.account.value),
                "repositoryName": .string(repository.name),
                "uploadId": .string(upload),
                "lastValidByteReceived": .integer(expected - 1),
            ]
        )
    }

    package static let layerPartTooSmall = ECRError(
        "LayerPartTooSmallException",
        "All layer parts except the last part should be at least 5MB"
    )
}
