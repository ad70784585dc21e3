package import AWSClient
package import ServiceConnectors

/// What commands reach beyond the terminal and the store.
package struct ClientServices: Sendable {
    private let calls: AWSCallsFactory?
    private let dockerLogin: DockerLoginCall?
    private let dockerCheck: DockerCheckCall?

    /// The real ones: HTTP and docker's configuration, as the environment says.
    package static let real = ClientServices()

    /// - Parameters:
    ///   - calls: makes calls of AWS; nil for real ones.
    ///   - dockerLogin: logs docker in; nil for the real way.
    ///   - dockerCheck: checks a login at a registry; nil for the real way.
    package init(
        calls: AWSCallsFactory? = nil,
        dockerLogin: DockerLoginCall? = nil,
        dockerCheck: DockerCheckCall? = nil
    ) {
        (self.calls, self.dockerLogin, self.dockerCheck) = (calls, dockerLogin, dockerCheck)
    }

    /// What a command's connectors work with: the AWS configuration is read now, once for the command.
    func connectors(_ environment: ClientEnvironment, log: @escaping @Sendable (String) -> Void) -> ConnectorServices {
        ConnectorServices(
            settings: AWSSettings(environment),
            calls: calls,
            dockerLogin: dockerLogin,
            dockerCheck: dockerCheck,
            log: log
        )
    }
}
