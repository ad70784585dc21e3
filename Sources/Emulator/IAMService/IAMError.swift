import AWSCore
package import AWSProtocols

/// An error of IAM. All that IAM says when it refuses stands here and in the extensions beside it, word for word
/// (docs/aws/iam-api.md, "Errors").
package struct IAMError: QueryServiceError {
    package static let serviceName = "IAM"
    package static let version = IAMProtocol.version

    package let answer: ErrorAnswer

    package init(_ answer: ErrorAnswer) { self.answer = answer }

    // MARK: Who may call

    /// The operation means the caller's own user where it is given no name, and a session is nobody's.
    static let needsUserName = invalid("Must specify userName when calling with non-User credentials")

    // MARK: The input

    /// What the constraints of the model do not say.
    static func invalid(_ message: String) -> IAMError { IAMError("ValidationError", message) }

    static func invalidInput(_ message: String) -> IAMError { IAMError("InvalidInput", message) }

    static func invalidARN(_ arn: String) -> IAMError { invalidInput("ARN \(arn) is not valid.") }

    static let invalidMarker = invalid("Invalid Marker.")

    static let duplicateTagKeys = invalidInput(
        "Duplicate tag keys found. Please note that Tag keys are case insensitive."
    )

    static let reservedTagKey = invalidInput("Tag keys beginning with aws: are reserved for system use.")

    static func malformedPolicy(_ message: String) -> IAMError { IAMError("MalformedPolicyDocument", message) }

    // MARK: At the service's end

    package static let failed = IAMError(
        "ServiceFailure",
        "The request processing has failed because of an unknown error, exception or failure.",
        status: 500
    )

    package static func server(_ reason: String) -> IAMError { IAMError("ServiceFailure", reason, status: 500) }
}
