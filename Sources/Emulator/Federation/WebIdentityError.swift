/// Why a web identity token is refused (docs/aws/sts.md, "AssumeRoleWithWebIdentity").
///
/// STS answers with ``isExpiry`` as `ExpiredTokenException`, otherwise as `InvalidIdentityToken`, both with status 400,
/// and with ``message`` as its sentence. ``description`` says more than AWS does and is for the journal; it holds
/// neither the token nor its signature.
package enum WebIdentityError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The text is not a JSON Web Token that may be accepted; `reason` says why.
    case notAToken(reason: String)
    /// A claim that every token must have is not there.
    case missingClaim(String)
    /// A claim has a value of a form that it cannot have; `reason` says what it takes.
    case invalidClaim(String, reason: String)
    /// The provider's keys cannot be read, or must not be used; `reason` says why.
    case keysUnusable(reason: String)
    /// The provider has no key with this `kid`, or several keys and the token names none.
    case keyNotFound(keyID: String?)
    /// The token names another algorithm than its key is for: `none`, HMAC and unknown ones always.
    case algorithmRefused(String)
    /// The signature is not the key's.
    case badSignature
    /// The token has expired, five minutes or more ago. Both in seconds since 1970.
    case expired(now: Int, expiration: Int)
    /// The token was issued `seconds` ago, which is more than a day.
    case tooOld(seconds: Int)
    /// The token is not valid before a moment that lies more than five minutes ahead. In seconds since 1970.
    case notYetValid(now: Int, from: Int)

    /// Whether AWS answers with `ExpiredTokenException` and not with `InvalidIdentityToken`.
    package var isExpiry: Bool {
        switch self {
        case .expired, .tooOld: true
        default: false
        }
    }

    /// AWS's sentence. Known are those for keys, missing claims and tokens that are too old; the one for expiry, the
    /// one for what is not a token, and that a wrong signature is answered as missing keys are, are inferred.
    package var message: String {
        switch self {
        case .notAToken, .invalidClaim, .notYetValid:
            "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"
        case .missingClaim(let name): "Missing a required claim: \(name)"
        case .keysUnusable, .keyNotFound, .algorithmRefused, .badSignature:
            "Couldn't retrieve verification key from your identity provider,  please reference "
                + "AssumeRoleWithWebIdentity documentation for requirements"
        case .expired(let now, let expiration):
            "Token expired: current date/time \(now) must be before the expiration date/time\(expiration)"
        case .tooOld(let seconds): "Token too old: \(seconds)"
        }
    }

    package var description: String {
        switch self {
        case .notAToken(let reason): "not a JSON Web Token: \(reason)"
        case .missingClaim(let name): "the token has no claim '\(name)'"
        case .invalidClaim(let name, let reason): "the token's claim '\(name)' is refused: \(reason)"
        case .keysUnusable(let reason): "the provider's keys cannot be used: \(reason)"
        case .keyNotFound(let keyID?): "the provider has no key '\(keyID)'"
        case .keyNotFound(nil): "the token names no key (kid), and the provider has none or several"
        case .algorithmRefused(let name): "the token names the algorithm '\(name)', which is not its key's"
        case .badSignature: "the token's signature is not that of the provider's key"
        case .expired(let now, let expiration): "the token expired at \(expiration), and it is \(now)"
        case .tooOld(let seconds): "the token was issued \(seconds) seconds ago; a day is the most"
        case .notYetValid(let now, let from): "the token is valid from \(from) on, and it is \(now)"
        }
    }
}
