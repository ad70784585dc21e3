package import World

/// Why an image cannot be had from an upstream registry (docs/aws/ecr-features.md, "Pull-through caches").
package enum UpstreamFailure: Error, Sendable, Equatable {
    /// The upstream does not have it.
    case notFound
    /// The upstream refuses the credentials or the role, or asks for some.
    case accessDenied
    case tooManyRequests
    /// The upstream does not answer.
    case unavailable
    /// The world has nothing in the place of the upstream of this host.
    case absent(String)
    /// The secret of the rule is of no use.
    case secret(UpstreamSecretFailure)

    package var isSecrets: Bool {
        if case .secret = self { return true }
        return false
    }
}

extension UpstreamFailure {
    /// ECR's words. The second is recorded (aws/containers-roadmap#2354), those after it are inferred.
    package var sentence: String {
        switch self {
        case .notFound: "Requested image not found"
        case .accessDenied:
            "The authentication to the upstream registry failed. Verify that the credentials provided in the pull through "
                + "cache rule are correct, and try again."
        case .tooManyRequests: "The upstream registry has received too many requests. Try again later."
        case .unavailable: "The upstream registry is unavailable. Try again later."
        case .absent(let host):
            "Drydock has nothing in the place of \(host), and asks nobody else; add it to the world's file."
        case .secret(let failure): failure.sentence
        }
    }
}

extension UpstreamSecretFailure {
    /// What ECR says of it, as its model describes the exceptions (the first is recorded, entigolabs/entigo-infralib#1645).
    package var sentence: String {
        switch self {
        case .notFound:
            "The ARN of the secret specified in the pull through cache rule was not found. Update the pull through cache "
                + "rule with a valid secret ARN and try again."
        case .accessDenied:
            "The secret is unable to be accessed. Verify the resource permissions for the secret and try again."
        case .undecryptable:
            "The secret is accessible but is unable to be decrypted. Verify the resource permissions and try again."
        }
    }
}
