package import AWSClient
import DockerConfiguration
package import ServiceConnectors

/// What commands reach beyond the terminal and the store.
package struct ClientServices: Sendable {
    /// Makes calls of AWS.
    package let calls: AWSCallsFactory
    /// Logs docker in.
    package let dockerLogin: DockerLoginCall

    package init(calls: @escaping AWSCallsFactory, dockerLogin: @escaping DockerLoginCall) {
        self.calls = calls
        self.dockerLogin = dockerLogin
    }

    /// The real ones: HTTP and docker's configuration, as the environment says.
    package init(_ environment: ClientEnvironment) {
        calls = { credentials, region, endpointURL in
            AWSSession(
                environment: environment,
                credentials: credentials,
                region: region,
                endpointURL: endpointURL
            )
        }
        dockerLogin = { (registry, username, password) async throws(DockerConfigurationError) in
            let outcome = try await DockerLogin(environment: environment)
                .login(registry: registry, username: username, password: password)
            return outcome.isStoredInClear ? outcome.configurationPath : nil
        }
    }
}
