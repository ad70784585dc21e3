package import AWSCore

/// What a service says when it refuses a call: the same value for all services, whatever it looks like on the wire.
package struct ErrorAnswer: Sendable {
    package let code: String
    /// Nil for the few errors that AWS sends without a text.
    package let message: String?
    /// The HTTP status.
    package let status: Int
    /// What some errors of the ECR API and of S3 say besides.
    package var members: [String: JSONValue]
    /// Header fields that S3's errors have.
    package var headers: HeaderFields
    /// What stands behind it, which AWS does not say: for the journal, without tokens or secrets. Nil where the message
    /// says it all.
    package var detail: String?

    package init(
        _ code: String,
        _ message: String?,
        status: Int,
        members: [String: JSONValue] = [:],
        headers: HeaderFields = [:],
        detail: String? = nil
    ) {
        self.code = code
        self.message = message
        self.status = status
        self.members = members
        self.headers = headers
        self.detail = detail
    }
}

extension ErrorAnswer: Equatable {
    /// What a client cannot tell apart is equal.
    package static func == (left: ErrorAnswer, right: ErrorAnswer) -> Bool {
        left.code == right.code && left.message == right.message && left.status == right.status
            && left.members == right.members && left.headers == right.headers
    }
}

/// An error of one service. Its type's members are all that the service says when it refuses, word for word; these are
/// what every service has words for.
package protocol ServiceError: Error, Sendable, Equatable {
    var answer: ErrorAnswer { get }
    init(_ answer: ErrorAnswer)

    /// An IAM refusal; `sentence` is that of docs/aws/iam.md, "Denials".
    static func accessDenied(_ sentence: String) -> Self
    /// Whoever has signed is not known, or not any more.
    static var unknownCaller: Self { get }
    /// Too many calls (docs/aws/endpoints.md, "Statuses").
    static var throttled: Self { get }
    /// The service failed, in its own words: what a fault shows.
    static var failed: Self { get }
    /// Something inside the emulator failed, and the call with it.
    static func server(_ reason: String) -> Self
}

extension ServiceError {
    /// - Parameter status: by default that of a mistake of the client's.
    package init(
        _ code: String,
        _ message: String?,
        status: Int = 400,
        members: [String: JSONValue] = [:],
        detail: String? = nil
    ) {
        self.init(ErrorAnswer(code, message, status: status, members: members, detail: detail))
    }

    /// The same answer, with what stands behind it.
    package func because(_ detail: String) -> Self {
        var answer = answer
        answer.detail = detail
        return Self(answer)
    }

    package var code: String { answer.code }
    package var message: String { answer.message ?? "" }
    package var status: Int { answer.status }
}
