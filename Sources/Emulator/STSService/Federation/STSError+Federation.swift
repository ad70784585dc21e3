import AWSProtocols
import Federation

/// What STS says about identity providers and what they vouch for (docs/aws/sts.md, "AssumeRoleWithWebIdentity").
extension STSError {
    package static func invalidIdentityToken(_ message: String) -> STSError {
        STSError("InvalidIdentityToken", message)
    }

    /// - Parameter issuer: the token's `iss`.
    package static func noOIDCProvider(_ issuer: String) -> STSError {
        invalidIdentityToken("No OpenIDConnect provider found in your account for \(issuer)")
    }

    package static let incorrectAudience = invalidIdentityToken("Incorrect token audience")

    package static let invalidSourceIdentity = invalidIdentityToken(
        #"Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:""#
    )

    /// With two blanks (aws/aws-cli#7194).
    package static let keysNotRetrievable = invalidIdentityToken(
        "Couldn't retrieve verification key from your identity provider,  please reference "
            + "AssumeRoleWithWebIdentity documentation for requirements"
    )

    /// A token of a provider that has to be asked over the network (text inferred): Drydock reaches
    /// nobody.
    package static func providerNotReachable(_ provider: String) -> STSError {
        STSError("IDPCommunicationError", "The identity provider \(provider) could not be reached.")
    }

    /// A web identity token that is refused.
    init(_ error: WebIdentityError) {
        self.init(
            error.isExpiry ? "ExpiredTokenException" : "InvalidIdentityToken",
            error.message,
            detail: error.description
        )
    }

    package static let noSAMLProvider = invalidIdentityToken("Specified provider doesn't exist.")

    /// A SAML response that is refused.
    init(_ error: SAMLError) {
        self.init(
            error.isExpiry ? "ExpiredTokenException" : "InvalidIdentityToken",
            error.message,
            detail: error.description
        )
    }

    // MARK: Tokens for others

    /// `Scope` without what it needs, or with a value twice (texts inferred, as is the next).
    package static let scopeWithoutOrigin = STSError(
        "ValidationError",
        "Scope can be specified only when SubjectMode is OriginIdentity."
    )

    package static let scopeForSeveral = STSError(
        "ValidationError",
        "Scope can be specified only when exactly one audience is requested."
    )

    package static let repeatedScope = STSError("ValidationError", "Scope must not contain duplicate values.")

    /// No session here has a context of trusted identity propagation: AssumeRole takes no context assertions.
    package static let noOriginIdentity = STSError(
        "ValidationError",
        "SubjectMode OriginIdentity requires aws:OriginIdentity/Subject in the trusted identity propagation context of "
            + "the calling session.",
        detail:
            "Drydock makes no sessions with such a context, for it cannot read context assertions (ProvidedContexts)"
    )

    /// The account does not issue tokens (text inferred, as are the two that follow).
    package static let outboundFederationDisabled = STSError(
        "OutboundWebIdentityFederationDisabledException",
        "The outbound web identity federation feature is not enabled for this account.",
        status: 403
    )

    package static let sessionDurationEscalation = STSError(
        "SessionDurationEscalationException",
        "The requested token duration would extend the session beyond its original expiration time.",
        status: 403
    )

    package static let tokenPayloadTooLarge = STSError(
        "JWTPayloadSizeExceededException",
        "The requested token payload size exceeds the maximum allowed size."
    )
}
