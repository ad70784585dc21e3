package import AWSCore
import AWSProtocols
import Images

/// What ECR says of scans (docs/aws/ecr.md, "Errors").
extension ECRError {
    /// - Parameter image: the image ID in the form `{imageDigest:'…', imageTag:'…'}`.
    package static func scanNotFound(_ image: String, in repository: String, _ registry: AccountID) -> ECRError {
        ECRError(
            "ScanNotFoundException",
            "Image scan does not exist for the image with '\(image)' in the repository with name '\(repository)' in the "
                + "registry with id '\(registry)'"
        )
    }

    package static let scanQuotaExceeded = ECRError(
        "LimitExceededException",
        "The scan quota per image has been exceeded. Wait and try again."
    )

    /// Worded as the quota per image is (inferred).
    package static let registryScanQuotaExceeded = ECRError(
        "LimitExceededException",
        "The scan quota per registry has been exceeded. Wait and try again."
    )

    package static func unsupportedImageType(_ mediaType: String) -> ECRError {
        ECRError("UnsupportedImageTypeException", ScanSentences.unsupported(mediaType))
    }

    /// The text is the model's description (inferred).
    package static let imageArchived = ECRError(
        "ImageArchivedException",
        "The specified image is archived and cannot be scanned."
    )

    /// What a registry under enhanced scanning says of scans by the repository or the image
    /// (alexjurkiewicz/ecr-scan-image#44).
    package static let scanningDisabled = ECRError("ValidationException", "This feature is disabled")
}

/// What the status of a scan says, beside its word (docs/aws/ecr-features.md, "Scanning").
enum ScanSentences {
    static let complete = "The scan was completed successfully."
    static let failed = "UnsupportedImageError: The operating system and/or package manager are not supported."
    static let unreadable = "LayerError: Failed to extract layer for image scan."
    static let continuous = "Continuous scan is selected for image."

    static func unsupported(_ mediaType: String) -> String {
        "An artifact with media type '\(mediaType)' cannot be scanned. For more information, see the Amazon ECR "
            + "documentation."
    }
}
