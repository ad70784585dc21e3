package import AWSSignature

/// What the credential chain found.
package enum DiscoveredCredentials: Sendable, Equatable {
    /// An access key without a session token.
    case longLived(AWSCredentials)
    /// An access key with a session token.
    case temporary(AWSCredentials)
    /// A role that the profile says to assume with other credentials. No call was made yet for this role.
    case role(RoleToAssume)

    /// By whether they have a session token.
    init(_ credentials: AWSCredentials) {
        self = credentials.sessionToken == nil ? .longLived(credentials) : .temporary(credentials)
    }
}

/// A profile's `role_arn` and what AssumeRole takes for it.
package struct RoleToAssume: Sendable, Equatable {
    package let roleARN: String
    /// What signs the call: of `source_profile`, or of `credential_source`.
    package let source: AWSCredentials
    /// The keys that stand in `source_profile` itself; nil where it gets its own elsewhere, and for
    /// `credential_source`.
    package let sourceKeys: AWSCredentials?
    /// `external_id`.
    package let externalID: String?
    /// `role_session_name`; nil where the caller chooses one.
    package let sessionName: String?
    /// `duration_seconds`; nil for the role's default.
    package let durationSeconds: Int?

    package init(
        roleARN: String,
        source: AWSCredentials,
        sourceKeys: AWSCredentials?,
        externalID: String?,
        sessionName: String?,
        durationSeconds: Int?
    ) {
        self.roleARN = roleARN
        self.source = source
        self.sourceKeys = sourceKeys
        self.externalID = externalID
        self.sessionName = sessionName
        self.durationSeconds = durationSeconds
    }
}
