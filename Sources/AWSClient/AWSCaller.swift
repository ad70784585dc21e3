import AWSCore
import AWSProtocols
import AWSSignature
import CurlHTTP
import Determinism

/// One way for every call: endpoint, signature, exchange, error, another attempt.
struct AWSCaller: Sendable {
    let environment: ClientEnvironment
    let credentials: AWSCredentials
    let region: String
    let endpointURL: String?

    /// What is sent, without its signature.
    private struct Message {
        let service: ClientService
        let operation: String
        let headers: HeaderFields
        let body: [UInt8]
        let parseError: @Sendable (Int, [UInt8]) -> AWSErrorAnswer
    }

    /// Calls STS in the Query protocol.
    ///
    /// - Parameter parameters: in the order in which they are sent; those without a value are left out.
    /// - Returns: the element `OPERATIONResult`.
    func sts(_ operation: String, _ parameters: [(String, String?)]) async throws(AWSCallError) -> XMLNode {
        let fixed: [(String, String)] = [("Action", operation), ("Version", "2011-06-15")]
        let pairs = fixed + parameters.compactMap { name, value in value.map { (name, $0) } }
        let answer = try await call(
            Message(
                service: .sts,
                operation: operation,
                headers: ["Content-Type": "application/x-www-form-urlencoded; charset=utf-8"],
                // As botocore writes spaces; a percent sign of a value itself became %25.
                body: Array(QueryParameters.encode(pairs).replacing("%20", with: "+").utf8),
                parseError: { AWSQuery.parseError(status: $0, body: $1) }
            )
        )
        do {
            let document = try AWSQuery.parse(answer)
            guard let result = document[operation + "Result"] else {
                throw AWSCallError.unreadableAnswer(operation: operation, reason: "it has no \(operation)Result")
            }
            return result
        } catch let error as AWSCallError {
            throw error
        } catch {
            throw .unreadableAnswer(operation: operation, reason: "it is not the XML of a result")
        }
    }

    /// Calls ECR in AWS JSON 1.1.
    ///
    /// - Parameter body: a JSON object.
    func ecr(_ operation: String, body: String) async throws(AWSCallError) -> JSONValue {
        let answer = try await call(
            Message(
                service: .ecr,
                operation: operation,
                headers: [
                    "X-Amz-Target": "AmazonEC2ContainerRegistry_V20150921." + operation,
                    "Content-Type": AWSJSON.contentType,
                ],
                body: Array(body.utf8),
                parseError: { AWSJSON.parseError(status: $0, body: $1) }
            )
        )
        do {
            return try JSONValue.parse(answer)
        } catch {
            throw .unreadableAnswer(operation: operation, reason: "it is not JSON")
        }
    }

    private func call(_ message: Message) async throws(AWSCallError) -> [UInt8] {
        let configuration: AWSConfiguration
        do throws(AWSConfigurationError) {
            configuration = try AWSConfiguration.load(in: environment)
        } catch {
            throw .configuration(error.description)
        }
        let rules = EndpointRules(environment: environment, configuration: configuration)
        let explicit = message.service == .ecr ? endpointURL : nil
        let url = try rules.url(of: message.service, region: region, explicit: explicit)
        let client = environment.client(for: url, caBundle: try rules.caBundle())
        let policy = RetryPolicy(maxAttempts: try rules.maxAttempts())
        var random: RandomStream?
        var attempt = 1
        while true {
            let failure: AWSCallError
            let isRetryable: Bool
            switch await exchange(message, url: url, over: client) {
            case .success(let response) where (200..<300).contains(response.status):
                return response.body
            case .success(let response):
                let answer =
                    GenericError.answer(status: response.status, body: response.body)
                    ?? message.parseError(response.status, response.body)
                isRetryable = policy.isRetryable(code: answer.code, status: answer.status)
                failure = .service(
                    code: answer.code,
                    operation: message.operation,
                    message: answer.message,
                    status: answer.status,
                    reachedRetries: attempt >= policy.maxAttempts ? attempt - 1 : nil
                )
            case .failure(let error):
                isRetryable = policy.isRetryable(error)
                failure = .transport(url: url, error)
            }
            guard isRetryable, attempt < policy.maxAttempts else { throw failure }
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

    /// One attempt, signed anew: the clock moved on.
    private func exchange(
        _ message: Message,
        url: String,
        over client: HTTPClient
    ) async -> Result<HTTPResponse, TransportError> {
        let (host, path) = AWSCaller.hostAndPath(of: url)
        var headers = message.headers
        headers["Host"] = host
        let signer = Signer(credentials: credentials, region: region, service: message.service.rawValue)
        let signed = signer.sign(
            SignableRequest(
                method: "POST",
                path: path,
                query: "",
                headers: headers,
                body: BodyHash.of(message.body)
            ),
            at: environment.clock.now
        )
        do throws(TransportError) {
            return .success(
                try await client.send(HTTPRequest(method: "POST", url: url, headers: signed, body: message.body))
            )
        } catch {
            return .failure(error)
        }
    }

    /// The `Host` header, without the scheme's own port, and the path of a URL that ``EndpointRules`` made.
    private static func hostAndPath(of url: String) -> (host: String, path: String) {
        let scheme = url.prefix { $0 != ":" }
        let rest = url.dropFirst(scheme.count + 3)
        let authority = rest.prefix { $0 != "/" }
        let defaultPort = scheme.equalsIgnoringCase("https") ? ":443" : ":80"
        let host = authority.hasSuffix(defaultPort) ? authority.dropLast(defaultPort.count) : authority
        return (String(host), String(rest.dropFirst(authority.count)))
    }
}
