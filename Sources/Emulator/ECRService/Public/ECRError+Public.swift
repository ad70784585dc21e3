import AWSProtocols

/// What only ECR Public says. The texts are those of its model (docs/aws/ecr-public.md, "Errors", inferred).
extension ECRError {
    package static let registryNotFound = ECRError("RegistryNotFoundException", "The registry doesn't exist.")

    package static let catalogDataNotFound = ECRError(
        "RepositoryCatalogDataNotFoundException",
        "The repository catalog data doesn't exist."
    )
}
