/// Why a SAML response is refused (docs/aws/sts.md, "AssumeRoleWithSAML").
///
/// STS answers with ``isExpiry`` as `ExpiredTokenException`, otherwise as `InvalidIdentityToken`, both with status
/// 400, and with ``message`` as its sentence. ``description`` says more than AWS does and is for the journal.
package enum SAMLError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The text is not base64, or longer than STS takes it.
    case notBase64
    /// The text is not XML that may be accepted; `reason` says why.
    case notXML(reason: String)
    /// The XML is not a SAML 2.0 response that may be accepted; `reason` says why.
    case notAResponse(reason: String)
    /// Nothing vouches for the assertion, or what does is not the provider's; `reason` says why.
    case badSignature(reason: String)
    /// The assertion's issuer is not the provider's.
    case wrongIssuer(String)
    /// The assertion is not for AWS's sign-in; nil where it does not say for whom it is.
    case wrongRecipient(String?)
    /// The assertion's audience is not AWS, or it has none.
    case wrongAudience([String])
    /// The assertion was issued more than five minutes ago, or one of its times has passed: `what` is its name.
    case expired(what: String)
    /// The assertion is not valid yet: `what` is the name of the time that lies ahead.
    case notYetValid(what: String)
    /// The assertion has no attribute `RoleSessionName`.
    case missingSessionName
    /// The attribute `RoleSessionName` is not a session name.
    case invalidSessionName
    /// The attribute `SourceIdentity` is not a source identity.
    case invalidSourceIdentity
    /// Another of AWS's attributes has a value that it cannot have; `reason` says what it takes.
    case invalidAttribute(String, reason: String)

    /// Whether AWS answers with `ExpiredTokenException` and not with `InvalidIdentityToken`.
    package var isExpiry: Bool {
        if case .expired = self { return true }
        return false
    }

    /// AWS's sentence. Those for the signature, the issuer, the audience, the session name, the source identity and the
    /// five minutes are AWS's own; the others are inferred.
    package var message: String {
        switch self {
        case .notBase64: "Invalid base64 SAMLResponse"
        case .notXML, .notAResponse, .wrongRecipient, .notYetValid, .invalidAttribute:
            "Your request included an invalid SAML response."
        case .badSignature: "Response signature invalid"
        case .wrongIssuer: "Issuer not present in specified provider"
        case .wrongAudience: "Response does not contain the required audience."
        case .expired: "Token must be redeemed within 5 minutes of issuance"
        case .missingSessionName: "RoleSessionName is required in AuthnResponse"
        case .invalidSessionName: "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}"
        case .invalidSourceIdentity:
            "Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\""
        }
    }

    package var description: String {
        switch self {
        case .notBase64: "the SAML response is not base64 of at most \(SAMLResponse.limit) characters"
        case .notXML(let reason): "the SAML response is not XML: \(reason)"
        case .notAResponse(let reason): "not a SAML 2.0 response: \(reason)"
        case .badSignature(let reason): "the SAML response's signature is refused: \(reason)"
        case .wrongIssuer(let issuer): "the assertion's issuer '\(issuer)' is not the provider's"
        case .wrongRecipient(let recipient?): "the assertion's recipient '\(recipient)' is not AWS's sign-in"
        case .wrongRecipient(nil): "the assertion's subject confirmation names no recipient"
        case .wrongAudience(let audiences):
            audiences.isEmpty
                ? "the assertion has no audience" : "the assertion's audience is \(audiences.joined(separator: ", "))"
        case .expired(let what): "the assertion's \(what) has passed"
        case .notYetValid(let what): "the assertion's \(what) lies ahead"
        case .missingSessionName: "the assertion has no attribute RoleSessionName"
        case .invalidSessionName, .invalidSourceIdentity: message
        case .invalidAttribute(let name, let reason): "the assertion's attribute \(name) is refused: \(reason)"
        }
    }
}
