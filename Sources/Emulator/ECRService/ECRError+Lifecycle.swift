package import AWSCore
import AWSProtocols

/// What ECR says of lifecycle policies (docs/aws/ecr.md, "Errors"; docs/aws/ecr-features.md, "Lifecycle policies").
extension ECRError {
    package static func lifecyclePolicyNotFound(_ name: String, in registry: AccountID) -> ECRError {
        ECRError(
            "LifecyclePolicyNotFoundException",
            "Lifecycle policy does not exist for the repository with name '\(name)' in the registry with id "
                + "'\(registry)'"
        )
    }

    /// The text is the model's description (inferred).
    package static let lifecyclePreviewNotFound = ECRError(
        "LifecyclePolicyPreviewNotFoundException",
        "There is no dry run for this repository."
    )

    package static func invalidLifecyclePolicy(_ reason: String) -> ECRError {
        invalidParameter("LifecyclePolicyText", "Lifecycle policy validation failure: \(reason)")
    }
}
