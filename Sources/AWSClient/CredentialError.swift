/// Why the credential chain gave up, in botocore's words where it has them. Never holds a secret.
package enum CredentialError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The configuration cannot be read, or the profile is not in it.
    case configuration(AWSConfigurationError)
    /// A place holds an access key ID but not all that belongs to it.
    case partial(provider: String, missing: String)
    /// The profile contradicts itself or another.
    case invalid(String)
    /// The profile assumes a role with credentials from a `credential_source`.
    case credentialSource(profile: String, String)
    /// The place is one that Drydock does not follow.
    case unsupported(String)

    package var description: String {
        switch self {
        case .configuration(let error):
            error.description
        case .partial(let provider, let missing):
            "Partial credentials found in \(provider), missing: \(missing)"
        case .invalid(let text):
            text
        case .credentialSource(let profile, let source):
            "Could not determine the IAM role ARN and source profile credentials from the environment: the profile "
                + "\"\(profile)\" has the credential_source \"\(source)\", which is not supported; use source_profile"
        case .unsupported(let text):
            "\(text); set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile with keys"
        }
    }
}
