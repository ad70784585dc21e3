import AWSCore
import AWSProtocols
import AWSSignature
import CurlHTTP
import Determinism

/// One way for every call: endpoint, signature, exchange, error, another attempt.
struct AWSCaller: Sendable {
    let settings: AWSSettings
    /// Nil for calls that are not signed.
    let credentials: AWSCredentials?
    var region: String
    let endpointURL: String?

    private var environment: ClientEnvironment { settings.environment }

    /// What is sent, without its signature.
    struct Message: Sendable {
        let service: ClientService
        /// The operation's name, for errors.
        let operation: String
        var method = "POST"
        /// What follows the endpoint's path, percent-encoded: `clusters/a%20b`.
        var path = ""
        /// Without the question mark.
        var query = ""
        /// A bucket whose own URL the call goes to.
        var bucket: String?
        var headers: HeaderFields = [:]
        var body: [UInt8] = []
    }

    /// An answer that is the last word, and how often the call was repeated for it.
    struct Answer: Sendable {
        let response: HTTPResponse
        /// Nil where attempts were left.
        let reachedRetries: Int?

        var isSuccess: Bool { (200..<300).contains(response.status) }
    }

    /// Sends a message until an answer is a success, or is not worth another attempt.
    func send(_ message: Message) async throws(AWSCallError) -> Answer {
        let rules = try EndpointRules(settings)
        let url = try url(of: message, rules)
        let client = environment.client(for: url, caBundle: rules.caBundle)
        let policy = RetryPolicy(maxAttempts: try rules.maxAttempts())
        var random: RandomStream?
        var attempt = 1
        while true {
            let outcome = await exchange(message, url: url, over: client)
            let isLast = attempt >= policy.maxAttempts
            switch outcome {
            case .success(let response):
                let answer = Answer(response: response, reachedRetries: isLast ? attempt - 1 : nil)
                if answer.isSuccess || isLast { return answer }
                let error = message.service.wireProtocol.error(of: response)
                guard policy.isRetryable(code: error.code, status: error.status) else { return answer }
            case .failure(let error):
                guard policy.isRetryable(error), !isLast else { throw .transport(url: url, error) }
            }
            var stream = random ?? environment.randomness.stream("retry")
            let delay = policy.delay(afterAttempt: attempt, using: &stream)
            random = stream
            do {
                try await environment.sleep(delay)
            } catch {
                let cancelled = TransportError(kind: .cancelled, url: url, detail: "the request was cancelled")
                throw .transport(url: url, cancelled)
            }
            attempt += 1
        }
    }

    /// As ``send(_:)``; an answer that is not a success is an error.
    func succeed(_ message: Message) async throws(AWSCallError) -> [UInt8] {
        let answer = try await send(message)
        guard answer.isSuccess else { throw refusal(answer, of: message) }
        return answer.response.body
    }

    /// What an answer that is not a success means.
    func refusal(_ answer: Answer, of message: Message) -> AWSCallError {
        let error = message.service.wireProtocol.error(of: answer.response)
        let policy = RetryPolicy(maxAttempts: 1)
        return .service(
            code: error.code,
            operation: message.operation,
            message: error.message,
            status: error.status,
            reachedRetries: policy.isRetryable(code: error.code, status: error.status) ? answer.reachedRetries : nil
        )
    }

    private func url(of message: Message, _ rules: EndpointRules) throws(AWSCallError) -> String {
        // A connector's endpoint is never STS's.
        let explicit = message.service == .sts ? nil : endpointURL
        if let bucket = message.bucket {
            return try rules.url(ofBucket: bucket, region: region, explicit: explicit)
        }
        let base = try rules.url(of: message.service, region: region, explicit: explicit)
        guard !message.path.isEmpty else { return base }
        let query = message.query.isEmpty ? "" : "?" + message.query
        return base + (base.hasSuffix("/") ? "" : "/") + message.path + query
    }

    /// One attempt, signed anew: the clock moved on.
    private func exchange(
        _ message: Message,
        url: String,
        over client: HTTPClient
    ) async -> Result<HTTPResponse, TransportError> {
        let parts = AWSCaller.parts(of: url)
        var headers = message.headers
        headers["Host"] = parts.host
        if let credentials {
            let signer = Signer(
                credentials: credentials,
                region: region,
                service: message.service.rawValue,
                normalizesPath: message.service != .s3,
                signsBody: message.service == .s3
            )
            headers = signer.sign(
                SignableRequest(
                    method: message.method,
                    path: parts.path,
                    query: parts.query,
                    headers: headers,
                    body: BodyHash.of(message.body)
                ),
                at: environment.clock.now
            )
        }
        do throws(TransportError) {
            return .success(
                try await client.send(
                    HTTPRequest(method: message.method, url: url, headers: headers, body: message.body)
                )
            )
        } catch {
            return .failure(error)
        }
    }

    /// The `Host` header, without the scheme's own port, path and query of a URL that ``EndpointRules`` made.
    private static func parts(of url: String) -> (host: String, path: String, query: String) {
        let scheme = url.prefix { $0 != ":" }
        let rest = url.dropFirst(scheme.count + 3)
        let authority = rest.prefix { $0 != "/" }
        let defaultPort = scheme.equalsIgnoringCase("https") ? ":443" : ":80"
        let host = authority.hasSuffix(defaultPort) ? authority.dropLast(defaultPort.count) : authority
        let target = rest.dropFirst(authority.count)
        let path = target.prefix { $0 != "?" }
        return (String(host), String(path), String(target.dropFirst(path.count + 1)))
    }
}
