package import AWSClient
package import ClientStore
package import ServiceConnectors

/// What commands reach beyond the terminal.
package struct ClientServices: Sendable {
    private let calls: AWSCallsFactory?
    private let dockerLogin: DockerLoginCall?
    private let dockerCheck: DockerCheckCall?
    /// Keeps the store open for the next command; nil, and each command opens it and closes it.
    let storeKeeper: ClientStoreKeeper?

    /// The real ones: HTTP and docker's configuration, as the environment says.
    package static let real = ClientServices()

    /// - Parameters:
    ///   - calls: makes calls of AWS; nil for real ones.
    ///   - dockerLogin: logs docker in; nil for the real way.
    ///   - dockerCheck: checks a login at a registry; nil for the real way.
    ///   - storeKeeper: keeps the store open for the next command; nil, and each command opens it and closes it.
    package init(
        calls: AWSCallsFactory? = nil,
        dockerLogin: DockerLoginCall? = nil,
        dockerCheck: DockerCheckCall? = nil,
        storeKeeper: ClientStoreKeeper? = nil
    ) {
        (self.calls, self.dockerLogin, self.dockerCheck) = (calls, dockerLogin, dockerCheck)
        self.storeKeeper = storeKeeper
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
