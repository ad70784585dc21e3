/// An error of STS. All that STS says when it refuses stands here, word for word (emulator.md B and C).
package struct STSError: Error, Sendable, Equatable {
    package let code: String
    package let message: String
    package let status: Int

    package init(_ code: String, _ message: String, status: Int = 400) {
        self.code = code
        self.message = message
        self.status = status
    }

    // MARK: The operation

    /// A.4: no such action, or another version.
    package static func unknownAction(_ name: String, version: String?) -> STSError {
        STSError("InvalidAction", "Could not find operation \(name) for version \(version ?? "NO_VERSION_SPECIFIED")")
    }

    /// A.4: the request names no action.
    package static let missingAction = STSError(
        "MissingAction",
        "The request is missing an action or a required parameter: send Action and Version=\(STS.version)."
    )

    /// A path or a method that STS does not have.
    package static func unknownOperation(_ method: String, _ path: String) -> STSError {
        STSError("UnknownOperationException", "STS answers GET and POST of /, not \(method) of \(path).", status: 404)
    }

    package static let malformedForm = STSError(
        "MalformedQueryString",
        "The parameters are not application/x-www-form-urlencoded text in UTF-8."
    )

    // MARK: Parameters

    /// C.9: one or more members break their constraints; the violations are joined.
    package static func validation(_ violations: [String]) -> STSError {
        let noun = violations.count == 1 ? "error" : "errors"
        return STSError(
            "ValidationError",
            "\(violations.count) validation \(noun) detected: " + violations.joined(separator: "; ")
        )
    }

    /// A number that is none, or that does not fit 32 bits (inferred).
    package static let notAnInteger = STSError("MalformedInput", "STRING_VALUE cannot be converted to Integer")

    package static func invalidARN(_ arn: String) -> STSError {
        STSError("ValidationError", "\(arn) is invalid")
    }

    package static let durationExceedsRole = STSError(
        "ValidationError",
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
    )

    package static let durationExceedsChaining = STSError(
        "ValidationError",
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
    )

    /// A member of AWS's that Drydock does not evaluate yet: refused, since ignoring it would be wrong.
    package static func notEvaluated(_ member: String, of operation: String) -> STSError {
        STSError(
            "NotImplemented",
            "Drydock does not evaluate \(member) of \(operation) yet, so a call with it is refused."
        )
    }

    // MARK: Who may call

    /// C.2.
    package static let rootMayNotAssumeRoles = STSError(
        "AccessDenied",
        "Roles may not be assumed by root accounts.",
        status: 403
    )

    /// C.2: GetSessionToken and GetFederationToken take long-term credentials only.
    package static func sessionCredentials(_ operation: String) -> STSError {
        STSError("AccessDenied", "Cannot call \(operation) with session credentials", status: 403)
    }

    /// C.9: one of `SerialNumber` and `TokenCode` without the other.
    package static let incompleteMFA = STSError(
        "AccessDenied",
        "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.",
        status: 403
    )

    /// An IAM refusal; `sentence` is that of F.9.
    package static func accessDenied(_ sentence: String) -> STSError {
        STSError("AccessDenied", sentence, status: 403)
    }

    /// Something inside the emulator failed; nothing was changed.
    package static func internalFailure(_ reason: String) -> STSError {
        STSError("InternalFailure", reason, status: 500)
    }
}

/// The names of STS's protocol.
package enum STS {
    /// The one version of the API.
    package static let version = "2011-06-15"
    package static let eventSource = "sts.amazonaws.com"
}
