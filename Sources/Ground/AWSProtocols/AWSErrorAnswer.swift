/// What an AWS service said when it refused a call.
package struct AWSErrorAnswer: Sendable, Equatable {
    /// The code on the wire, such as `AccessDenied`; the status where the answer names none.
    package let code: String
    package let message: String
    /// The HTTP status.
    package let status: Int

    package init(code: String, message: String, status: Int) {
        self.code = code
        self.message = message
        self.status = status
    }
}
