extension ServiceConnectorType {
    /// The connector of any registry with a user name and a password.
    package static let docker = ServiceConnectorType(
        identifier: "docker",
        name: "Docker Service Connector",
        emoji: "🐳",
        description: [
            .paragraph(
                "Signs in to a registry of Docker's or of the OCI's kind with a user name and a password, and lets the "
                    + "local docker client do so."
            )
        ],
        resourceTypes: [.ociRegistry],
        authMethods: [.password],
        supportsAutoConfiguration: false
    )
}

extension ResourceType {
    package static let ociRegistry = ResourceType(
        identifier: "docker-registry",
        name: "Docker/OCI container registry",
        emoji: "🐳",
        description: [
            .paragraph("A container registry. Its name has one of these forms; a repository is left out of it:"),
            .list([
                "DockerHub: docker.io or [https://]index.docker.io/v1/[/<repository-name>]",
                "generic OCI registry URI: http[s]://host[:port][/<repository-name>]",
            ]),
        ],
        hasInstances: false
    )
}

extension AuthMethod {
    package static let password = AuthMethod(
        identifier: "password",
        name: "Docker username and password/token",
        description: [.paragraph("A user name with a password or an access token.")],
        attributes: [.username, .password, .registry],
        lifetime: nil
    )
}

extension ConnectorAttribute {
    static let username = secret("username", "Username")
    static let password = secret("password", "Password")
    static let registry = optional("registry", "Registry server URL. Omit to use DockerHub.")
}
