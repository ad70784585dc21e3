package import AWSClient
import AWSCore
import CurlHTTP
import Determinism
import Foundation

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

    /// Logs in: `GET https://REGISTRY/v2/` with the password, and after a 200 the configuration.
    ///
    /// The configuration is read first, so that one that cannot be used costs no request. The password goes to this
    /// one origin over TLS and, where the configuration names a helper, to that helper: no redirect or token realm is
    /// followed, and there is no fallback from a helper to the file.
    ///
    /// - Parameter registry: a host with an optional port, with or without `https://`.
    package func login(
        registry: String,
        username: String,
        password: String
    ) async throws(DockerConfigurationError) -> Outcome {
        let host = try DockerLogin.host(of: registry)
        _ = try DockerConfigurationFile.load(in: environment)
        try await check(host: host, username: username, password: password)
        // Read again: another login may have changed the file while the registry was asked.
        var file = try DockerConfigurationFile.load(in: environment)
        var random = environment.randomness.stream("docker-configuration")
        let suffix = ".\(random.text(10, of: "abcdefghijklmnopqrstuvwxyz0123456789")).tmp"
        guard let name = file.helperName(for: host) else {
            file.setLogin(registry: host, username: username, password: password)
            try file.save(suffix: suffix)
            return Outcome(isStoredInClear: true, configurationPath: file.path)
        }
        let helper = CredentialHelper(name: name, environment: environment, timeLimit: helperTimeLimit)
        try await helper.store(registry: host, username: username, password: password)
        file.clearLogin(registry: host)
        try file.save(suffix: suffix)
        return Outcome(isStoredInClear: false, configurationPath: file.path)
    }

    private func check(host: String, username: String, password: String) async throws(DockerConfigurationError) {
        let url = "https://\(host)/v2/"
        let login = Data("\(username):\(password)".utf8).base64EncodedString()
        let response: HTTPResponse
        do throws(TransportError) {
            response = try await environment.client(for: url)
                .send(HTTPRequest(method: "GET", url: url, headers: ["Authorization": "Basic " + login]))
        } catch {
            throw .transport(url: url, reason: error.detail)
        }
        guard response.status == 200 else { throw .refused(url: url, status: response.status) }
    }

    /// The host and port that the configuration is keyed by.
    private static func host(of registry: String) throws(DockerConfigurationError) -> String {
        var rest = registry[...]
        if let end = rest.range(of: "://") {
            guard rest[..<end.lowerBound].equalsIgnoringCase("https") else {
                throw .registry(registry, reason: "passwords are sent over https only")
            }
            rest = rest[end.upperBound...]
        }
        let host = rest.prefix { $0 != "/" }
        let isPlain = host.utf8.allSatisfy { $0.isWordCharacter || [0x2D, 0x2E, 0x3A, 0x5B, 0x5D].contains($0) }
        guard !host.isEmpty, isPlain else { throw .registry(registry, reason: "it is not a host name") }
        return String(host)
    }
}
