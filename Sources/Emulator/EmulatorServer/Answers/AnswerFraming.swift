/// What decides how an answer is put on the wire, besides the answer itself.
struct AnswerFraming: Sendable, Equatable {
    /// Whether the request was a HEAD: the answer goes without its body.
    var isHead = false
    /// Whether the connection takes another request afterwards.
    var keepsAlive = false
    /// Whether the client must be told that it does: one of HTTP/1.0.
    var announcesKeepAlive = false

    /// The answer is the connection's last.
    static let last = AnswerFraming()

    /// This framing for an answer after which the connection ends.
    var asLast: AnswerFraming { AnswerFraming(isHead: isHead) }
}
