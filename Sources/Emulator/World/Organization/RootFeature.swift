/// What an organization does centrally about the root users of its member accounts (docs/aws/iam-api.md, "Root access").
package enum RootFeature: String, Sendable, CaseIterable {
    case credentialsManagement = "RootCredentialsManagement"
    case sessions = "RootSessions"

    /// The service whose access to the organization they need.
    package static let service = "iam.amazonaws.com"
}

extension Organization {
    /// Those that are switched on, in AWS's order.
    package var rootFeatures: [RootFeature] {
        RootFeature.allCases.filter { feature in
            switch feature {
            case .credentialsManagement: managesRootCredentials ?? false
            case .sessions: allowsRootSessions
            }
        }
    }

    package mutating func setRootFeature(_ feature: RootFeature, isEnabled: Bool) {
        switch feature {
        case .credentialsManagement: managesRootCredentials = isEnabled ? true : nil
        case .sessions: allowsRootSessions = isEnabled
        }
    }

    /// Whether IAM has trusted access to the organization, without which it has no such features.
    package var trustsIAM: Bool { trustedServices[RootFeature.service] != nil }
}
