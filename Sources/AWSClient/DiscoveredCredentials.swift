package import AWSSignature

/// What the credential chain found.
package enum DiscoveredCredentials: Sendable, Equatable {
    /// An access key without a session token.
    case longLived(AWSCredentials)
    /// An access key with a session token.
    case temporary(AWSCredentials)
    /// A role that the profile says to assume with other credentials. No call was made yet.
    case role(RoleToAssume)
}

/// A profile's `role_arn` and what AssumeRole takes for it.
package struct RoleToAssume: Sendable, Equatable {
    package let roleARN: String
    /// The credentials of `source_profile`.
    package let source: AWSCredentials
    /// `external_id`.
    package let externalID: String?
    /// `role_session_name`; nil where the caller chooses one.
    package let sessionName: String?
    /// `duration_seconds`; nil for the role's default.
    package let durationSeconds: Int?

    package init(
        roleARN: String,
        source: AWSCredentials,
        externalID: String?,
        sessionName: String?,
        durationSeconds: Int?
    ) {
        self.roleARN = roleARN
        self.source = source
        self.externalID = externalID
        self.sessionName = sessionName
        self.durationSeconds = durationSeconds
    }
}

/// Credentials, where they came from, and the region that goes with them.
package struct Discovery: Sendable, Equatable {
    /// Nil where no place holds any.
    package let credentials: DiscoveredCredentials?
    /// Nil where neither the environment nor the profile names one.
    package let region: String?
    /// Where the credentials came from, such as `environment variables`; for logs.
    package let source: String

    package init(credentials: DiscoveredCredentials?, region: String?, source: String) {
        self.credentials = credentials
        self.region = region
        self.source = source
    }
}
