/// What a policy document is for, which decides its grammar and what it may hold.
package enum PolicyKind: String, Sendable, Codable, CaseIterable {
    /// Of users, groups and roles, inline or managed; also permissions boundaries.
    case identity
    /// Passed to STS when a session is made.
    case session
    case serviceControl
    case resourceControl
    case endpoint
    case trust
    case repository
    /// Of a repository of ECR Public.
    case publicRepository
    case registry
}

extension PolicyKind {
    /// How many characters AWS takes at most, of an identity policy where it is managed; inline policies have the limits
    /// below, which hold for all inline policies of one user, group or role together. Compare with
    /// ``PolicyDocument/characterCount``.
    package var characterLimit: Int {
        switch self {
        case .identity: 6144
        // The quota may be raised to 4096.
        case .trust: 2048
        case .session: 2048
        case .serviceControl: 10_240
        case .resourceControl: 5120
        case .endpoint: 20_480
        case .repository, .publicRepository, .registry: 10_240
        }
    }

    package static let userInlineCharacterLimit = 2048
    package static let roleInlineCharacterLimit = 10_240
    package static let groupInlineCharacterLimit = 5120

    /// Whether it is a repository's own, private or public.
    package var isOfRepository: Bool { self == .repository || self == .publicRepository }

    /// IAM does not count white space; STS, Organizations and ECR do.
    package var countsWhiteSpace: Bool { self != .identity && self != .trust }
}
