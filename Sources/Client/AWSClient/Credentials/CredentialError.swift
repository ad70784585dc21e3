/// Why the credential chain gave up, in botocore's words where it has them. Never holds a secret.
package enum CredentialError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The configuration cannot be read, or the profile is not in it.
    case configuration(AWSConfigurationError)
    /// A place holds an access key ID but not all that belongs to it.
    case partial(provider: String, missing: String)
    /// The profile contradicts itself or another.
    case invalid(String)
    /// A program, a file or an endpoint did not hand out what it should have.
    case retrieval(provider: String, reason: String)
    /// A call of STS on the way gave no result; the text is the call's error.
    case call(String)
    /// The place is one that Drydock does not follow.
    case unsupported(String)

    package var description: String {
        switch self {
        case .configuration(let error):
            error.description
        case .partial(let provider, let missing):
            "Partial credentials found in \(provider), missing: \(missing)"
        case .retrieval(let provider, let reason):
            "Error when retrieving credentials from \(provider): \(reason)"
        case .invalid(let text), .call(let text):
            text
        case .unsupported(let text):
            "\(text); set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile with keys"
        }
    }
}
