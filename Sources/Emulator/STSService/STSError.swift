package import AWSProtocols

/// An error of STS. All that STS says when it refuses stands here and in the extensions beside it, word for word
/// (docs/aws/sts.md, "Errors").
package struct STSError: QueryServiceError {
    package static let serviceName = "STS"
    package static let version = STS.version

    package let answer: ErrorAnswer

    package init(_ answer: ErrorAnswer) { self.answer = answer }

    // MARK: The operation

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
