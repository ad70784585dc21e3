package import CurlHTTP

/// Why a call of AWS's API gave no result. Its description is botocore's sentence.
package enum AWSCallError: Error, Sendable, CustomStringConvertible {
    /// The service refused.
    ///
    /// - Parameter reachedRetries: how often the call was repeated before that; nil where attempts were left.
    case service(code: String, operation: String, message: String, status: Int, reachedRetries: Int?)
    /// No answer came from `url`, attempts included.
    case transport(url: String, TransportError)
    /// The configuration or the arguments do not allow the call; nothing was sent.
    case configuration(String)
    /// An answer came that is not what the operation returns.
    case unreadableAnswer(operation: String, reason: String)

    /// The service's error code, such as `AccessDenied`; nil where no service answered.
    package var code: String? {
        guard case .service(let code, _, _, _, _) = self else { return nil }
        return code
    }

    package var description: String {
        switch self {
        case .service(let code, let operation, let message, _, let retries):
            let suffix = retries.map { " (reached max retries: \($0))" } ?? ""
            return "An error occurred (\(code)) when calling the \(operation) operation\(suffix): \(message)"
        case .transport(let url, let error):
            return AWSCallError.sentence(url: url, error)
        case .configuration(let text):
            return text
        case .unreadableAnswer(let operation, let reason):
            return "The answer to the \(operation) operation cannot be read: \(reason)"
        }
    }

    private static func sentence(url: String, _ error: TransportError) -> String {
        switch error.kind {
        case .resolve, .connect:
            "Could not connect to the endpoint URL: \"\(url)\""
        case .connectTimeout:
            "Connect timeout on endpoint URL: \"\(url)\""
        case .timeout:
            "Read timeout on endpoint URL: \"\(url)\""
        case .tls:
            "SSL validation failed for \(url) \(error.detail)"
        case .proxy, .proxyRefused:
            "Failed to connect to proxy URL: \"\(error.proxy ?? "")\""
        case .closed:
            "Connection was closed before we received a valid response from endpoint URL: \"\(url)\"."
        case .bodyTooLarge, .cancelled, .shutDown, .other:
            "An HTTP Client raised an unhandled exception: \(error.detail)"
        }
    }
}
