package import AWSCore
import AWSProtocols

/// What ECR says of repositories and policies that are not there, are there already, or are refused.
extension ECRError {
    package static func repositoryAlreadyExists(_ name: String, in registry: AccountID) -> ECRError {
        ECRError(
            "RepositoryAlreadyExistsException",
            "The repository with name '\(name)' already exists in the registry with id '\(registry)'"
        )
    }

    package static func repositoryNotEmpty(_ name: String, in registry: AccountID) -> ECRError {
        ECRError(
            "RepositoryNotEmptyException",
            "The repository with name '\(name)' in registry with id '\(registry)' cannot be deleted because it still "
                + "contains images"
        )
    }

    // MARK: Policies

    package static func repositoryPolicyNotFound(_ name: String, in registry: AccountID) -> ECRError {
        ECRError(
            "RepositoryPolicyNotFoundException",
            "Repository policy does not exist for the repository with name '\(name)' in the registry with id "
                + "'\(registry)'"
        )
    }

    package static func registryPolicyNotFound(in registry: AccountID) -> ECRError {
        ECRError(
            "RegistryPolicyNotFoundException",
            "Registry policy does not exist in the registry with id '\(registry)'"
        )
    }

    package static let invalidRepositoryPolicy = invalidParameter("PolicyText", "Invalid repository policy provided")

    package static let invalidRegistryPolicy = invalidParameter("PolicyText", "Invalid registry policy provided")

    /// A policy that names a user, role, account or provider that does not exist.
    package static let principalNotFound = invalidParameter("PolicyText", "Principal not found")

    /// A repository policy that would lock its author out, without `force`. No text of AWS's was found; this one is
    /// made of the API's description of `force`.
    package static let lockOut = invalidParameter(
        "PolicyText",
        "The policy would prevent you from setting another policy in the future. Set force to apply it."
    )
}
