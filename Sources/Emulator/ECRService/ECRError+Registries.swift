package import AWSCore
import AWSProtocols

/// What ECR says of the settings of a registry. No recorded text was found of any; these have the form of those of
/// repositories, or are the model's descriptions (docs/aws/ecr.md, "Errors", inferred).
extension ECRError {
    // MARK: Repository creation templates

    package static func templateNotFound(_ prefix: String, in registry: AccountID) -> ECRError {
        ECRError(
            "TemplateNotFoundException",
            "The Repository Creation Template with prefix '\(prefix)' does not exist in the registry with id "
                + "'\(registry)'"
        )
    }

    package static func templateAlreadyExists(_ prefix: String, in registry: AccountID) -> ECRError {
        ECRError(
            "TemplateAlreadyExistsException",
            "The Repository Creation Template with prefix '\(prefix)' already exists in the registry with id "
                + "'\(registry)'"
        )
    }

    // MARK: Pull-time update exclusions

    package static func exclusionNotFound(_ principal: String, in registry: AccountID) -> ECRError {
        ECRError(
            "ExclusionNotFoundException",
            "The pull time update exclusion for '\(principal)' was not found in the registry with id '\(registry)'"
        )
    }

    package static func exclusionAlreadyExists(_ principal: String, in registry: AccountID) -> ECRError {
        ECRError(
            "ExclusionAlreadyExistsException",
            "The pull time update exclusion for '\(principal)' already exists for the registry with id '\(registry)'"
        )
    }

    // MARK: Signing

    package static func signingConfigurationNotFound(in registry: AccountID) -> ECRError {
        ECRError(
            "SigningConfigurationNotFoundException",
            "Signing configuration does not exist in the registry with id '\(registry)'"
        )
    }

    // MARK: Quotas

    /// - Parameter what: what there is too much of.
    package static func limitExceeded(_ what: String) -> ECRError {
        ECRError("LimitExceededException", "The limit for \(what) has been exceeded")
    }
}
