import AWSClient
import AWSCore
package import DockerConfiguration
import Foundation

/// Checks a login at a registry and keeps it where docker looks.
///
/// Returns the path of the configuration file where the password now stands in clear, nil where a helper keeps it.
package typealias DockerLoginCall =
    @Sendable (
        _ registry: String, _ username: String, _ password: String
    ) async throws(DockerConfigurationError) -> String?

/// Logs the local docker client in to the registry of a service connector (client.md, section 12).
package struct RegistryLogin: Sendable {
    /// Why docker's side of a login failed.
    package struct DockerFailure: Error, Sendable {
        /// The registry's host name.
        package let registry: String
        /// What docker would print.
        package let reason: DockerConfigurationError
    }

    private let login: DockerLoginCall

    package init(login: @escaping DockerLoginCall) {
        self.login = login
    }

    /// Fetches a password and logs in with it.
    ///
    /// - Returns: the path of docker's configuration file where the password stands in it in clear.
    /// - Throws: ``ConnectorError``, or ``DockerFailure``.
    package func logIn(with connector: AWSServiceConnector, resourceID: String?) async throws -> String? {
        let (registry, token) = try await connector.authorizationToken(resourceID: resourceID)
        guard let (username, password) = token.login else {
            throw ConnectorError.authorization(
                "Failed to get authorization token from ECR: the token is not base64 of a user name and a password"
            )
        }
        // The password goes only to the registry that was verified, whatever host the answer names.
        guard let host = URL(string: token.proxyEndpoint)?.host(), let id = try? ECRRegistryID(host),
            id.name == registry
        else {
            throw ConnectorError.authorization(
                "Failed to get authorization token from ECR: it is for '\(token.proxyEndpoint)', not for '\(registry)'"
            )
        }
        do throws(DockerConfigurationError) {
            return try await login(token.proxyEndpoint, username, password)
        } catch {
            throw DockerFailure(registry: host, reason: error)
        }
    }
}
