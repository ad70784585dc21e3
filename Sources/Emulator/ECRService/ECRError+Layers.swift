package import AWSCore
import AWSProtocols

/// What ECR says of layers (docs/aws/ecr.md, "Errors").
extension ECRError {
    /// A layer that no image has. The text is that of the API's model (inferred).
    package static let layerInaccessible = ECRError(
        "LayerInaccessibleException",
        "The specified layer is not available because it is not associated with an image. Unassociated image layers "
            + "may be cleaned up at any time."
    )

    /// A layer that only images of the archive have. Code and text are inferred.
    package static let layerArchived = ECRError(
        "LayerInaccessibleException",
        "The specified layer is archived. Restore the image before pulling it."
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
}
