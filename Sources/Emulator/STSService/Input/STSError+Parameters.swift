import AWSProtocols

/// What STS says about parameters that it refuses (docs/aws/sts.md, "Errors").
extension STSError {
    package static func invalidARN(_ arn: String) -> STSError {
        STSError("ValidationError", "\(arn) is invalid")
    }

    /// The ARN of a role or provider at the operations that nobody signs.
    package static let invalidRequestARN = STSError("ValidationError", "Request ARN is invalid")

    package static let durationExceedsRole = STSError(
        "ValidationError",
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
    )

    package static let durationExceedsChaining = STSError(
        "ValidationError",
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
    )

    /// A context assertion, which only the service that made it can read; Drydock cannot, so none is valid here (text
    /// inferred).
    package static let invalidContextAssertion = STSError(
        "ValidationError",
        "The provided context assertion is not valid."
    )

    /// GetAccessKeyInfo of a key that nobody has (inferred).
    package static func unknownAccessKey(_ id: String) -> STSError {
        STSError("ValidationError", "\(id) is invalid")
    }

    /// What DecodeAuthorizationMessage cannot read.
    package static let invalidAuthorizationMessage = STSError(
        "InvalidAuthorizationMessageException",
        "Message is not valid"
    )

    // MARK: Scoped sessions

    /// GetScopedCredentials without anything to narrow by (text inferred).
    package static let nothingToScopeDown = STSError(
        "ValidationError",
        "At least one of Policy and DurationSeconds must be specified."
    )

    /// GetScopedCredentials by an access key that belongs to no session (text inferred).
    package static let invalidSubjectCredentials = STSError(
        "InvalidSubjectCredentials",
        "The session used to call GetScopedCredentials is not a valid session."
    )

    /// (Text inferred.)
    package static let insufficientLifetime = STSError(
        "InsufficientSessionLifetime",
        "The requested DurationSeconds is greater than the remaining lifetime of the calling session."
    )

    /// (Text inferred.)
    package static func tooManyScopeDownPolicies(_ most: Int) -> STSError {
        accessDenied("A session cannot have more than \(most) scope down policies.")
    }

    // MARK: Session tags

    package static let duplicateTagKeys = STSError(
        "InvalidParameterValue",
        "Duplicate tag keys found. Please note that Tag keys are case insensitive."
    )

    package static let transitiveKeyWithoutTag = STSError(
        "InvalidParameterValue",
        "The specified transitive tag key must be included in the requested tags."
    )

    package static let transitiveKeyConflict = STSError(
        "InvalidParameterValue",
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from "
            + "the calling session."
    )

    /// A tag key that begins `aws:` (IAM's sentence about tags of users and roles; inferred for sessions).
    package static let reservedTagKey = STSError(
        "InvalidParameterValue",
        "aws: prefixed tag key names are not allowed for external use."
    )

    // MARK: Session policies

    package static func malformedPolicy(_ message: String) -> STSError {
        STSError("MalformedPolicyDocument", message)
    }

    /// A session policy's ARN that is well formed and leads to no policy of the account's or AWS's (the sentence is
    /// that of IAM when a policy is attached; inferred for sessions).
    package static func unknownPolicy(_ arn: String) -> STSError {
        malformedPolicy("Policy \(arn) does not exist or is not attachable.")
    }

    package static func packedPolicyTooLarge(_ percent: Int) -> STSError {
        STSError(
            "PackedPolicyTooLarge",
            "Packed policy consumes \(percent)% of allotted space, please use smaller policy."
        )
    }

    package static func packedTagsTooLarge(_ percent: Int) -> STSError {
        STSError("PackedPolicyTooLarge", "Packed size of session tags consumes \(percent)% of allotted space.")
    }
}
