package import AWSClient
import AWSCore
import CurlHTTP
package import DockerConfiguration
import Foundation

/// Speaks with one registry as the OCI distribution specification has it, with one set of credentials.
///
/// Credentials go to the registry alone. A redirect elsewhere is followed without them, and never from https to http.
package actor RegistryClient {
    /// A request of the registry's API.
    struct Request {
        /// What is done, in the words of an error: `list the tags of team/app`.
        let what: String
        var method = "GET"
        /// Beginning with `/v2/`, or the address that an earlier answer gave.
        let target: String
        var headers: HeaderFields = [:]
        var body: [UInt8] = []
        var accepted: Set<Int> = [200]
        var receiver: (@Sendable (UnsafeRawBufferPointer) -> Bool)?

        /// Whether it may be sent again after an answer that did not come, or tells of trouble at the registry's end.
        var isRepeatable: Bool { (method == "GET" || method == "HEAD") && receiver == nil }
    }

    nonisolated let address: RegistryAddress
    private let environment: ClientEnvironment
    private let authorizer: RegistryAuthorizer
    /// What requests are sent with; nil until it is known, and for a registry that is open.
    private var authorization: String?

    private static let redirectLimit = 5
    private static let attemptLimit = 3
    /// Seconds for one exchange: the content of an image may be large, and the line slow.
    private static let timeLimit = 6.0 * 3_600
    private static let retriedStatuses: Set<Int> = [429, 500, 502, 503, 504]

    /// - Parameter credentials: nil for a registry that is open.
    package init(address: RegistryAddress, credentials: RegistryCredentials?, environment: ClientEnvironment) {
        self.address = address
        self.environment = environment
        authorizer = RegistryAuthorizer(address: address, credentials: credentials, environment: environment)
        authorization = authorizer.firstHeader
    }

    /// Sends a request, signs in where the registry demands it, and follows redirects.
    ///
    /// - Throws: ``RegistryClientError`` for any status that is not among those that are accepted.
    func send(_ request: Request) async throws(RegistryClientError) -> HTTPResponse {
        var url = try absolute(request.target, from: "https://\(address.host)", request.what)
        var response = try await exchange(request, url)
        if response.status == 401, isOwn(url) {
            if let header = try await header(after: response) {
                authorization = header
                response = try await exchange(request, url)
            }
        }
        var redirects = 0
        while [301, 302, 303, 307, 308].contains(response.status), ["GET", "HEAD"].contains(request.method) {
            redirects += 1
            guard redirects <= RegistryClient.redirectLimit, let location = response.headers["Location"] else {
                throw .unreadable(what: request.what, reason: "it leads nowhere")
            }
            url = try absolute(location, from: url, request.what)
            response = try await exchange(request, url)
        }
        guard request.accepted.contains(response.status) else { throw .refused(request.what, response) }
        return response
    }

    private func header(after refusal: HTTPResponse) async throws(RegistryClientError) -> String? {
        do throws(DockerConfigurationError) {
            return try await authorizer.header(after: refusal)
        } catch {
            throw .credentials(error)
        }
    }

    private func exchange(_ request: Request, _ url: String) async throws(RegistryClientError) -> HTTPResponse {
        var headers = request.headers
        if isOwn(url) { headers["Authorization"] = authorization }
        let message = HTTPRequest(
            method: request.method,
            url: url,
            headers: headers,
            body: request.body,
            timeoutSeconds: request.isRepeatable ? 60 : RegistryClient.timeLimit,
            receiver: request.receiver
        )
        var attempt = 1
        while true {
            let reason: RegistryClientError
            do throws(TransportError) {
                let response = try await environment.client(for: url).send(message)
                guard request.isRepeatable, RegistryClient.retriedStatuses.contains(response.status),
                    attempt < RegistryClient.attemptLimit
                else { return response }
                reason = .refused(request.what, response)
            } catch {
                reason = .transport(what: request.what, reason: error.description)
                guard request.isRepeatable, attempt < RegistryClient.attemptLimit,
                    [.closed, .timeout, .connectTimeout, .connect].contains(error.kind)
                else { throw reason }
            }
            do {
                try await environment.sleep(Double(1 << (attempt - 1)))
            } catch {
                throw reason
            }
            attempt += 1
        }
    }

    /// Whether a URL is the registry's own, which alone is sent its credentials.
    private func isOwn(_ url: String) -> Bool {
        url.hasPrefix("https://\(address.host)/")
    }

    private func absolute(_ target: String, from base: String, _ what: String) throws(RegistryClientError) -> String {
        guard let url = URL(string: target, relativeTo: URL(string: base))?.absoluteURL, let scheme = url.scheme else {
            throw .unreadable(what: what, reason: "it leads to what is not an address")
        }
        guard scheme == "https" else {
            throw .unreadable(what: what, reason: "it leads from https to \(scheme)")
        }
        return url.absoluteString
    }
}
