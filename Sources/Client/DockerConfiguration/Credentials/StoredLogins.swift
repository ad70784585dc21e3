package import AWSClient

/// Finds what docker, or else containers' programs, have stored for a registry: in their files or with their helpers.
package struct StoredLogins: Sendable {
    private let environment: ClientEnvironment
    private let helperTimeLimit: Duration

    /// - Parameter helperTimeLimit: how long a credential helper may take.
    package init(environment: ClientEnvironment, helperTimeLimit: Duration = .seconds(30)) {
        self.environment = environment
        self.helperTimeLimit = helperTimeLimit
    }

    /// What a registry is opened with; nil where nothing is stored for it.
    ///
    /// - Parameter repository: without the registry's host.
    package func credentials(
        for registry: RegistryAddress,
        repository: String? = nil
    ) async throws(DockerConfigurationError) -> RegistryCredentials? {
        var found: RegistryCredentials?
        try await ConfigurationPlaces(environment).forEach { (file) throws(DockerConfigurationError) in
            // As docker has it, a file whose passwords a helper keeps has none itself.
            if let name = file.helperName(for: registry) {
                let helper = CredentialHelper(name: name, environment: environment, timeLimit: helperTimeLimit)
                found = try await StoredLogins.ask(helper, registry, key: file.key(of: registry))
            } else {
                found = try file.credentials(for: registry, repository: repository)
            }
            return found != nil
        }
        return found
    }

    /// Asks by the usual name, then by that under which the helper has the registry.
    private static func ask(
        _ helper: CredentialHelper,
        _ registry: RegistryAddress,
        key: String
    ) async throws(DockerConfigurationError) -> RegistryCredentials? {
        if let found = try await helper.get(registry: key) { return found }
        // Not every helper can list.
        let names = (try? await helper.list()) ?? []
        guard let name = names.first(where: { $0 != key && registry.isNamed(by: $0) }) else { return nil }
        return try await helper.get(registry: name)
    }
}
