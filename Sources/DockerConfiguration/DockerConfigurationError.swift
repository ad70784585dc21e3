/// Why a login did not end in the docker configuration. Never holds a password.
package enum DockerConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The registry's name is not a host, or asks for plain HTTP.
    case registry(String, reason: String)
    /// The registry did not accept the login; `status` is its HTTP status.
    case refused(url: String, status: Int)
    /// The registry gave no answer.
    case transport(url: String, reason: String)
    /// `config.json` is there but is not a docker configuration; it was left as it is.
    case malformed(path: String, line: Int, reason: String)
    /// `config.json` is there but cannot be read; it was left as it is.
    case unreadable(path: String, reason: String)
    /// `config.json` could not be written; it was left as it is.
    case unwritable(path: String, reason: String)
    /// The credential helper that the configuration names did not do its work; the password went nowhere else.
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
            "\(path):\(line): not a docker configuration: \(reason); correct the file or set DOCKER_CONFIG"
        case .unreadable(let path, let reason):
            "Cannot read the docker configuration \(path): \(reason)"
        case .unwritable(let path, let reason):
            "Cannot write the docker configuration \(path): \(reason)"
        case .helper(let name, let reason):
            "The credential helper \(name) that the docker configuration names failed: \(reason); "
                + "the password was not stored"
        }
    }
}

/// The texts that Go, and so docker, gives to HTTP statuses.
enum HTTPStatusText {
    static func of(_ status: Int) -> String {
        texts[status] ?? ""
    }

    private static let texts: [Int: String] = [
        200: "OK", 201: "Created", 202: "Accepted", 204: "No Content",
        301: "Moved Permanently", 302: "Found", 303: "See Other", 307: "Temporary Redirect",
        308: "Permanent Redirect",
        400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
        407: "Proxy Authentication Required", 408: "Request Timeout", 429: "Too Many Requests",
        500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable",
        504: "Gateway Timeout",
    ]
}
