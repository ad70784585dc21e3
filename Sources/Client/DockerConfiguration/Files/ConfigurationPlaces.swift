import AWSClient

/// Where logins are kept: in docker's configuration, and in that of containers' programs.
struct ConfigurationPlaces {
    private let environment: ClientEnvironment

    init(_ environment: ClientEnvironment) {
        self.environment = environment
    }

    /// The files that there are, in the order in which they are asked: docker's own, then those of podman, skopeo and
    /// buildah. Each is read when it is reached.
    func forEach(
        _ body: nonisolated(nonsending) (DockerConfigurationFile) async throws(DockerConfigurationError) -> Bool
    ) async throws(DockerConfigurationError) {
        if let file = try DockerConfigurationFile.load(dockerPath, .docker) {
            if try await body(file) { return }
        } else if environment.variable("DOCKER_CONFIG") == nil,
            let file = try DockerConfigurationFile.load(environment.path("~/.dockercfg"), .legacy)
        {
            if try await body(file) { return }
        }
        for path in containersPaths {
            guard let file = try DockerConfigurationFile.load(path, .containers) else { continue }
            if try await body(file) { return }
        }
    }

    /// The file that a login goes to: docker's configuration, unless only containers' programs have one.
    func fileForLogin() throws(DockerConfigurationError) -> DockerConfigurationFile {
        if let file = try DockerConfigurationFile.load(dockerPath, .docker) { return file }
        if environment.variable("DOCKER_CONFIG") == nil {
            for path in containersPaths {
                if let file = try DockerConfigurationFile.load(path, .containers) { return file }
            }
            if environment.variable("REGISTRY_AUTH_FILE") != nil, let path = containersPaths.first {
                return DockerConfigurationFile(path: path, form: .containers)
            }
        }
        return DockerConfigurationFile(path: dockerPath, form: .docker)
    }

    /// `$DOCKER_CONFIG/config.json`, else `~/.docker/config.json`.
    private var dockerPath: String {
        let directory = environment.path(environment.variable("DOCKER_CONFIG") ?? "~/.docker")
        return (directory.hasSuffix("/") ? String(directory.dropLast()) : directory) + "/config.json"
    }

    /// `$REGISTRY_AUTH_FILE` alone, where that is set; else the session's file, then the user's (containers-auth.json(5)).
    private var containersPaths: [String] {
        if let path = environment.variable("REGISTRY_AUTH_FILE") { return [environment.path(path)] }
        let session = environment.variable("XDG_RUNTIME_DIR").map { environment.path($0) }
        let user = environment.path(environment.variable("XDG_CONFIG_HOME") ?? "~/.config")
        return [session, user].compactMap { $0.map { $0 + "/containers/auth.json" } }
    }
}
