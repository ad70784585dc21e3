package import DockerConfiguration

/// Checks a login at a registry and keeps it where docker looks.
///
/// Returns the path of the configuration file where the password now stands in clear, nil where a helper keeps it.
package typealias DockerLoginCall =
    @Sendable (
        _ registry: String, _ username: String, _ password: String
    ) async throws(DockerConfigurationError) -> String?

/// Checks a login at a registry, and keeps nothing.
package typealias DockerCheckCall =
    @Sendable (
        _ registry: String, _ username: String, _ password: String
    ) async throws(DockerConfigurationError) -> Void

/// Why docker's side of a login failed (docs/zenml/connectors.md, "Login").
package struct DockerLoginFailure: Error, Sendable {
    /// The registry's host name.
    package let registry: String
    /// What docker would print.
    package let reason: DockerConfigurationError
    private let command: [String]

    /// - Parameter username: it is shown where it is the fixed name of ECR's, `AWS`, alone.
    init(registry: String, username: String, reason: DockerConfigurationError) {
        self.registry = registry
        self.reason = reason
        let name = username == "AWS" ? username : "[HIDDEN]"
        let target = registry == RegistryHostID.dockerHub ? [] : [registry]
        command = ["docker", "login", "-u", name, "--password-stdin"] + target
    }

    /// ZenML's text about the command that it runs.
    package var message: String {
        "Failed to authenticate to Docker registry '\(registry)': Command '\(PythonText.list(command))' returned non-zero "
            + "exit status 1."
    }
}
