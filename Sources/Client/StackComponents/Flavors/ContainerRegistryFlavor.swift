/// A flavor of container registries: what a registry of it is configured with, and what it can be connected to.
package struct ContainerRegistryFlavor: Sendable, Equatable {
    /// What ZenML calls the class of a flavor's configuration.
    package enum Configuration: String, Sendable {
        case base = "BaseContainerRegistryConfig"
        case aws = "AWSContainerRegistryConfig"

        /// What `flavor describe` says of it.
        package var summary: String {
            switch self {
            case .base:
                "Base config for a container registry.\n\nAttributes:\n    uri: The URI of the container registry."
            case .aws: "Configuration for AWS Container Registry."
            }
        }
    }

    /// As it is typed, such as `aws`.
    package let name: String
    /// For a reader.
    package let title: String
    /// Where the flavor comes from: `built-in`, or an integration.
    package let integration: String
    /// The Python class that has this flavor in ZenML, which `flavor list` shows.
    package let source: String
    /// The type of service connectors that reach such a registry; nil for any that has the resource type.
    package let connectorType: String?
    package let configuration: Configuration
    /// What the local login of such a registry is made with, where it is not connected.
    package let localLogin: String

    /// The type of resources that a registry is.
    package static let resourceType = "docker-registry"
    /// The attribute whose value names the resource.
    package static let resourceAttribute = "uri"

    /// The page of ZenML's documentation about it.
    package var documentation: String {
        "https://docs.zenml.io/stack-components/container-registries/\(name)"
    }

    /// All of them, in the order in which ZenML 0.63.0 lists them.
    package static let all = [
        ContainerRegistryFlavor(
            name: "default",
            title: "Any registry",
            integration: "built-in",
            source: "zenml.container_registries.default_container_registry.DefaultContainerRegistryFlavor",
            connectorType: nil,
            configuration: .base,
            localLogin: "docker login <URI>, unless the registry is open"
        ),
        ContainerRegistryFlavor(
            name: "azure",
            title: "Azure Container Registry",
            integration: "built-in",
            source: "zenml.container_registries.azure_container_registry.AzureContainerRegistryFlavor",
            connectorType: "azure",
            configuration: .base,
            localLogin: "az acr login --name <REGISTRY_NAME>"
        ),
        ContainerRegistryFlavor(
            name: "dockerhub",
            title: "Docker Hub",
            integration: "built-in",
            source: "zenml.container_registries.dockerhub_container_registry.DockerHubContainerRegistryFlavor",
            connectorType: "docker",
            configuration: .base,
            localLogin: "docker login"
        ),
        ContainerRegistryFlavor(
            name: "gcp",
            title: "Google Artifact Registry",
            integration: "built-in",
            source: "zenml.container_registries.gcp_container_registry.GCPContainerRegistryFlavor",
            connectorType: "gcp",
            configuration: .base,
            localLogin: "gcloud auth configure-docker"
        ),
        ContainerRegistryFlavor(
            name: "github",
            title: "GitHub Container Registry",
            integration: "built-in",
            source: "zenml.container_registries.github_container_registry.GitHubContainerRegistryFlavor",
            connectorType: nil,
            configuration: .base,
            localLogin: "docker login ghcr.io, with a personal access token as the password"
        ),
        ContainerRegistryFlavor(
            name: "aws",
            title: "Amazon Elastic Container Registry",
            integration: "aws",
            source: "zenml.integrations.aws.flavors.aws_container_registry_flavor.AWSContainerRegistryFlavor",
            connectorType: "aws",
            configuration: .aws,
            localLogin: "aws ecr get-login-password | docker login --username AWS --password-stdin <URI>"
        ),
    ]
}
