package import AWSProtocols

/// An error of STS. All that STS says when it refuses stands here and in the extensions beside it, word for word
/// (docs/aws/sts.md, "Errors").
package struct STSError: ServiceError {
    package let answer: ErrorAnswer

    package init(_ answer: ErrorAnswer) { self.answer = answer }

    /// The same answer, with what stands behind it.
    func because(_ detail: String) -> STSError {
        var answer = answer
        answer.detail = detail
        return STSError(answer)
    }

    // MARK: The operation

    /// No such action, or another version.
    package static func unknownAction(_ name: String, version: String?) -> STSError {
        STSError("InvalidAction", "Could not find operation \(name) for version \(version ?? "NO_VERSION_SPECIFIED")")
    }

    /// The request names no action.
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

    /// STS is switched off in the region for the account whose credentials are asked for.
    package static func regionDisabled(_ account: String) -> STSError {
        STSError(
            "RegionDisabledException",
            "STS is not activated in this region for account:\(account). Your account administrator can activate STS "
                + "in this region using the IAM Console.",
            status: 403
        )
    }

    /// An operation that only the regions' own endpoints have, called at `sts.amazonaws.com` (text inferred).
    package static func notOnGlobalEndpoint(_ operation: String) -> STSError {
        STSError(
            "ValidationError",
            "\(operation) is not supported on the global endpoint. Call a regional endpoint of STS instead."
        )
    }

    // MARK: Who may call

    package static func accessDenied(_ sentence: String) -> STSError {
        STSError("AccessDenied", sentence, status: 403)
    }

    /// The sentence without a reason, where no policy was asked because none could change the outcome.
    package static func notAuthorized(_ caller: String, _ action: String, on resource: String) -> STSError {
        accessDenied("User: \(caller) is not authorized to perform: \(action) on resource: \(resource)")
    }

    /// Refusals of those who did not sign have no caller and no resource.
    package static func notAuthorized(_ action: String) -> STSError {
        accessDenied("Not authorized to perform \(action)")
    }

    /// Root assumes no roles (docs/aws/sts.md, "Who may call").
    package static let rootMayNotAssumeRoles = accessDenied("Roles may not be assumed by root accounts.")

    /// GetSessionToken and GetFederationToken take long-term credentials only.
    package static func sessionCredentials(_ operation: String) -> STSError {
        accessDenied("Cannot call \(operation) with session credentials")
    }

    /// One of `SerialNumber` and `TokenCode` without the other.
    package static let incompleteMFA = accessDenied(
        "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code."
    )

    /// A one-time code that is wrong, late, early or used; with a blank at the end.
    package static let wrongOneTimeCode = accessDenied(
        "MultiFactorAuthentication failed with invalid MFA one time pass code. "
    )

    /// A serial number that is not a device of the caller's; with two blanks.
    package static let unknownMFADevice = accessDenied(
        "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is "
            + "valid and associated with this user."
    )

    // MARK: At the service's end

    package static let unknownCaller = STSError(
        "InvalidClientTokenId",
        "The security token included in the request is invalid.",
        status: 403
    )

    package static let throttled = STSError("Throttling", "Rate exceeded")

    /// The text is that of the common errors of the API reference.
    package static let failed = server(
        "The request processing has failed because of an unknown error, exception or failure."
    )

    package static func server(_ reason: String) -> STSError {
        STSError("InternalFailure", reason, status: 500)
    }
}

/// The names of STS's protocol.
package enum STS {
    /// The one version of the API.
    package static let version = "2011-06-15"
    package static let eventSource = "sts.amazonaws.com"
    /// That of the answers.
    package static let namespace = "https://sts.amazonaws.com/doc/2011-06-15/"
}
