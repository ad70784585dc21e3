package import AWSCore
import AWSProtocols
package import Images

/// What ECR says of images that are not there, are there already, or are refused.
extension ECRError {
    /// - Parameter image: the image ID in the form `{imageDigest:'…', imageTag:'…'}`.
    package static func imageNotFound(_ image: String, in repository: String, _ registry: AccountID) -> ECRError {
        ECRError(
            "ImageNotFoundException",
            "The image with imageId \(image) does not exist within the repository with name '\(repository)' in the "
                + "registry with id '\(registry)'"
        )
    }

    /// - Parameter failure: of the secret with which ECR signs in at the upstream registry.
    package static func unableToGetUpstreamImage(_ failure: UpstreamFailure) -> ECRError {
        ECRError("UnableToGetUpstreamImageException", failure.sentence)
    }

    /// - Parameter failure: as for ``unableToGetUpstreamImage(_:)``.
    package static func unableToListUpstreamReferrers(_ failure: UpstreamFailure) -> ECRError {
        ECRError("UnableToListUpstreamImageReferrersException", failure.sentence)
    }

    /// The text is the model's description (inferred).
    package static let storageClassNotSupported = ECRError(
        "ImageStorageClassUpdateNotSupportedException",
        "The requested image storage class update is not supported."
    )

    /// - Parameter tag: nil where the image was put without a tag, for which AWS writes `null`.
    package static func imageAlreadyExists(
        _ digest: String,
        tag: String?,
        in repository: String,
        _ registry: AccountID
    ) -> ECRError {
        ECRError(
            "ImageAlreadyExistsException",
            "Image with digest '\(digest)' and tag '\(tag ?? "null")' already exists in the repository with name "
                + "'\(repository)' in registry with id '\(registry)'"
        )
    }
}
