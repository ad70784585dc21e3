/// The keys of a pull-through cache rule.
enum PullThroughCacheRuleKey: String, WorldFileKey {
    case upstream
    case upstreamPrefix = "upstream_prefix"
    case credentialARN = "credential_arn"
    case customRoleARN = "custom_role_arn"
    case createdAt = "created_at"
}

/// The keys of a secret, beside its ``UpstreamCredentialsKey``.
enum SecretKey: String, WorldFileKey {
    case state
}

/// The keys of what one signs in with at an upstream.
enum UpstreamCredentialsKey: String, WorldFileKey {
    case username
    case accessToken = "access_token"
}

/// The keys of an upstream.
enum UpstreamKey: String, WorldFileKey {
    case credentials
    case failure
    case repositories
}

/// The keys of a repository of an upstream.
enum UpstreamRepositoryKey: String, WorldFileKey {
    case images
}
