/// What counts as a denial: that signature, token or policy refused a call. What is not there, malformed, too large, or
/// failed at the service's end is not one.
enum Denials {
    /// The error codes with which the services deny; each has its own for the same.
    static let codes: Set<String> = [
        // A policy, or the operation's own rule about who may call it.
        "AccessDenied", "AccessDeniedException", "DENIED",
        // The signature, and the credentials that it is made with.
        "MissingAuthenticationToken", "MissingAuthenticationTokenException", "IncompleteSignature",
        "IncompleteSignatureException", "SignatureDoesNotMatch", "InvalidSignatureException", "InvalidClientTokenId",
        "UnrecognizedClientException",
        // A token: of a session, of an identity provider, of the registry.
        "ExpiredToken", "ExpiredTokenException", "InvalidIdentityToken", "IDPRejectedClaim", "UNAUTHORIZED",
        // S3's own of the same.
        "InvalidAccessKeyId", "InvalidToken", "AuthorizationHeaderMalformed", "AuthorizationQueryParametersError",
        "RequestTimeTooSkewed", "XAmzContentSHA256Mismatch",
    ]
}
