import AWSCore
import NIOHTTP1

/// A request whose head is understood and whose body is still to come.
struct IncomingRequest: Sendable {
    let method: String
    /// Path and query as sent.
    let target: String
    /// The host that the request is for, without port.
    let host: String
    let headers: HeaderFields
    /// The bytes that the body will have; nil if the client does not say beforehand.
    let contentLength: Int?
    /// Whether the client waits for a `100 Continue` before it sends the body.
    let expectsContinue: Bool
    /// How the answer must be framed.
    let framing: AnswerFraming

    init(_ head: HTTPRequestHead, target: String, host: String, headers: HeaderFields) throws(ServerRefusal) {
        method = head.method.rawValue
        self.target = target
        self.host = host
        self.headers = headers
        let codings = head.headers["transfer-encoding"]
        guard codings.isEmpty || codings.count == 1 && codings[0].equalsIgnoringCase("chunked") else {
            throw .badRequest("The request's Transfer-Encoding is not chunked, the only one that the emulator takes.")
        }
        if let length = head.headers.first(name: "content-length") {
            // The parser has checked that these are digits: what does not fit is larger than any limit.
            contentLength = Int(length) ?? .max
        } else {
            contentLength = codings.isEmpty ? 0 : nil
        }
        let expectation = head.headers.first(name: "expect")
        if let expectation, !expectation.equalsIgnoringCase("100-continue") {
            throw ServerRefusal(status: 417, sentence: "The only expectation that can be met is 100-continue.")
        }
        expectsContinue = expectation != nil && head.version.minor > 0 && contentLength != 0
        framing = AnswerFraming(
            isHead: head.method == .HEAD,
            // The parser stops at a request for another protocol. It is not granted: the answer is plain HTTP, the last.
            keepsAlive: head.isKeepAlive && !head.headers.contains(name: "upgrade"),
            announcesKeepAlive: head.version.minor == 0
        )
    }
}
