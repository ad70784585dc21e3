package import AWSClient
import AWSCore
import CurlHTTP
import Determinism

/// `docker login` without docker: checks a user name and password at a registry and keeps them where docker looks.
package struct DockerLogin: Sendable {
    /// Where a login was kept.
    package struct Outcome: Sendable, Equatable {
        /// Whether the password stands in the configuration file in clear, so that docker's warning is due.
        package let isStoredInClear: Bool
        /// The configuration file, as the user knows it.
        package let configurationPath: String

        package init(isStoredInClear: Bool, configurationPath: String) {
            self.isStoredInClear = isStoredInClear
            self.configurationPath = configurationPath
        }
    }

    private let environment: ClientEnvironment
    private let helperTimeLimit: Duration

    /// - Parameter helperTimeLimit: how long a credential helper may take.
    package init(environment: ClientEnvironment, helperTimeLimit: Duration = .seconds(30)) {
        self.environment = environment
        self.helperTimeLimit = helperTimeLimit
    }

    /// Logs in: `GET https://REGISTRY/v2/` with the password, or with the token that the registry wants in its place, and
    /// after a 200 the configuration.
    ///
    /// The configuration is read first, so that one that cannot be used costs no request. The password goes to the
    /// registry over TLS, to the server for tokens that the registry names where that stands in its own domain, and,
    /// where the configuration names a helper, to that helper: no redirect is followed, and there is no fallback from a
    /// helper to the file.
    ///
    /// - Parameter registry: a host with an optional port, with or without `https://`.
    package func login(
        registry: String,
        username: String,
        password: String
    ) async throws(DockerConfigurationError) -> Outcome {
        let registry = try RegistryAddress(registry)
        let places = ConfigurationPlaces(environment)
        _ = try places.fileForLogin()
        try await check(registry, username: username, password: password)
        // Read again: another login may have changed the file while the registry was asked.
        var file = try places.fileForLogin()
        var random = environment.randomness.stream("docker-configuration")
        let suffix = ".\(random.text(10, of: "abcdefghijklmnopqrstuvwxyz0123456789")).tmp"
        guard let name = file.helperName(for: registry) else {
            file.setLogin(registry: registry, username: username, password: password)
            try file.save(suffix: suffix)
            return Outcome(isStoredInClear: true, configurationPath: file.path)
        }
        let key = file.key(of: registry)
        let helper = CredentialHelper(name: name, environment: environment, timeLimit: helperTimeLimit)
        try await helper.store(registry: key, username: username, password: password)
        file.clearLogin(registry: registry)
        do throws(DockerConfigurationError) {
            try file.save(suffix: suffix)
        } catch {
            // A login that is reported as failed leaves no password behind; what the helper says to that is not news.
            try? await helper.erase(registry: key)
            throw error
        }
        return Outcome(isStoredInClear: false, configurationPath: file.path)
    }

    /// Checks a user name and a password at a registry as ``login(registry:username:password:)`` does, and keeps nothing.
    package func verify(
        registry: String,
        username: String,
        password: String
    ) async throws(DockerConfigurationError) {
        try await check(try RegistryAddress(registry), username: username, password: password)
    }

    private func check(
        _ registry: RegistryAddress,
        username: String,
        password: String
    ) async throws(DockerConfigurationError) {
        let authorizer = RegistryAuthorizer(
            address: registry,
            credentials: .password(username: username, password: password),
            environment: environment
        )
        var response = try await ask(registry, authorization: authorizer.firstHeader)
        if let header = try await authorizer.header(after: response) {
            response = try await ask(registry, authorization: header)
        }
        guard response.status == 200 else { throw .refused(url: registry.checkURL, status: response.status) }
    }

    private func ask(
        _ registry: RegistryAddress,
        authorization: String?
    ) async throws(DockerConfigurationError) -> HTTPResponse {
        let url = registry.checkURL
        var headers: HeaderFields = [:]
        headers["Authorization"] = authorization
        do throws(TransportError) {
            return try await environment.client(for: url).send(HTTPRequest(method: "GET", url: url, headers: headers))
        } catch {
            throw .transport(url: url, reason: error.detail)
        }
    }
}
