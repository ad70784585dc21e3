import AWSCore
import AWSProtocols
import CurlHTTP

/// Answers of what stands between client and service, such as a load balancer's HTML page: botocore gives them the
/// status for a code and the status's name for a message.
enum GenericError {
    /// Nil where a service itself seems to have answered.
    static func answer(status: Int, body: [UInt8]) -> AWSErrorAnswer? {
        guard status >= 500 else { return nil }
        let content = body.drop { [0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D].contains($0) }
        guard content.isEmpty || content.starts(with: "<html>".utf8) else { return nil }
        return AWSErrorAnswer(code: String(status), message: HTTPStatusText.of(status), status: status)
    }
}
