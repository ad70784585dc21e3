import CurlHTTP

/// Why a login did not end in the docker configuration. Never holds a password.
package enum DockerConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The registry's name is not a host, or asks for plain HTTP.
    case registry(String, reason: String)
    /// The registry, or its server for tokens, did not accept the login; `status` is its HTTP status.
    case refused(url: String, status: Int)
    /// The registry gave no answer.
    case transport(url: String, reason: String)
    /// `config.json` is there but is not a docker configuration; it was left as it is.
    case malformed(path: String, line: Int, reason: String)
    /// `config.json` is there but cannot be read; it was left as it is.
    case unreadable(path: String, reason: String)
    /// `config.json` could not be written; it was left as it is.
    case unwritable(path: String, reason: String)
    /// The credential helper that the configuration names did not do its work; a password to store went nowhere else.
    case helper(name: String, reason: String)

    package var description: String {
        switch self {
        case .registry(let name, let reason):
            "Cannot log in to the registry '\(name)': \(reason)"
        case .refused(let url, let status):
            "Error response from daemon: login attempt to \(url) failed with status: \(status) "
                + HTTPStatusText.of(status)
        case .transport(let url, let reason):
            "Error response from daemon: Get \"\(url)\": \(reason)"
        case .malformed(let path, let line, let reason):
            "\(path):\(line): not a docker configuration: \(reason); correct the file, or name another one in "
                + (path.hasSuffix("/auth.json") ? "REGISTRY_AUTH_FILE" : "DOCKER_CONFIG")
        case .unreadable(let path, let reason):
            "Cannot read the docker configuration \(path): \(reason)"
        case .unwritable(let path, let reason):
            "Cannot write the docker configuration \(path): \(reason)"
        case .helper(let name, let reason):
            "The credential helper \(name) that the docker configuration names failed: \(reason)"
        }
    }
}
