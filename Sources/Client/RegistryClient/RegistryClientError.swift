import AWSProtocols
import CurlHTTP
package import DockerConfiguration

/// Why something could not be done with a registry: one line, which never holds a password.
package enum RegistryClientError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The registry answered with an error; `code` is OCI's, such as `NAME_UNKNOWN`, where it sent one.
    case refused(what: String, status: Int, code: String?, message: String)
    /// The registry gave no answer.
    case transport(what: String, reason: String)
    /// The answer is not what the protocol demands.
    case unreadable(what: String, reason: String)
    case credentials(DockerConfigurationError)
    /// The folder or the name of an image does not do.
    case image(String)

    package var description: String {
        switch self {
        case .refused(let what, let status, let code, let message):
            "Failed to \(what): \(code ?? HTTPStatusText.of(status)): \(message) (HTTP status \(status))"
        case .transport(let what, let reason): "Failed to \(what): \(reason)"
        case .unreadable(let what, let reason): "Failed to \(what): the registry's answer cannot be read: \(reason)"
        case .credentials(let error): error.description
        case .image(let text): text
        }
    }

    /// OCI's code of an error, where the registry sent one.
    package var code: String? {
        if case .refused(_, _, let code, _) = self { code } else { nil }
    }

    /// What an answer says that is not a success (OCI distribution specification, "Error Codes").
    static func refused(_ what: String, _ response: HTTPResponse) -> RegistryClientError {
        let error = (try? JSONValue.parse(response.body))?["errors"]?.array?.first
        let message = error?["message"]?.string ?? "the registry gave no reason"
        return .refused(
            what: what,
            status: response.status,
            code: error?["code"]?.string,
            message: message.split(whereSeparator: \.isNewline).joined(separator: " ")
        )
    }
}
