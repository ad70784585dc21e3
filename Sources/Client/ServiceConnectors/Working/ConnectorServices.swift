package import AWSClient
import Determinism
import DockerConfiguration
import Foundation

/// What connectors reach beyond themselves: AWS, registries, the user's files, and the log.
package struct ConnectorServices: Sendable {
    package let settings: AWSSettings
    /// Makes calls of AWS.
    let calls: AWSCallsFactory
    /// The same with the settings of another profile.
    private let profileCalls: @Sendable (AWSSettings) -> AWSCallsFactory
    let dockerLogin: DockerLoginCall
    let dockerCheck: DockerCheckCall
    /// Takes the lines that ZenML logs on standard output.
    package let log: @Sendable (String) -> Void

    /// - Parameters:
    ///   - settings: the AWS configuration, read once for the command.
    ///   - calls: makes calls of AWS; nil for real ones.
    ///   - dockerLogin: logs docker in; nil for the real way.
    ///   - dockerCheck: asks a registry; nil for the real way.
    ///   - log: takes the lines that ZenML logs on standard output.
    package init(
        settings: AWSSettings,
        calls: AWSCallsFactory? = nil,
        dockerLogin: DockerLoginCall? = nil,
        dockerCheck: DockerCheckCall? = nil,
        log: @escaping @Sendable (String) -> Void
    ) {
        self.settings = settings
        if let calls {
            self.calls = calls
            profileCalls = { _ in calls }
        } else {
            self.calls = AWSSession.factory(settings)
            profileCalls = { AWSSession.factory($0) }
        }
        let docker = DockerLogin(environment: settings.environment)
        self.dockerLogin = dockerLogin ?? ConnectorServices.login(docker)
        self.dockerCheck = dockerCheck ?? ConnectorServices.check(docker)
        self.log = log
    }

    private static func login(_ docker: DockerLogin) -> DockerLoginCall {
        { (registry, username, password) async throws(DockerConfigurationError) -> String? in
            let outcome = try await docker.login(registry: registry, username: username, password: password)
            return outcome.isStoredInClear ? outcome.configurationPath : nil
        }
    }

    private static func check(_ docker: DockerLogin) -> DockerCheckCall {
        { (registry, username, password) async throws(DockerConfigurationError) -> Void in
            try await docker.verify(registry: registry, username: username, password: password)
        }
    }

    var environment: ClientEnvironment { settings.environment }
    var now: Date { settings.environment.clock.now }

    /// Whether connectors may take their credentials from the environment.
    var allowsImplicit: Bool {
        let value = environment.variable("ZENML_ENABLE_IMPLICIT_AUTH_METHODS")?.lowercased()
        return value.map { ["1", "true", "yes", "y"].contains($0) } ?? false
    }

    /// Settings and calls of a profile; of the usual one where none is named.
    func selecting(profile: String?) -> (settings: AWSSettings, calls: AWSCallsFactory) {
        let selected = settings.selecting(profile: profile)
        return (selected, profileCalls(selected))
    }
}
