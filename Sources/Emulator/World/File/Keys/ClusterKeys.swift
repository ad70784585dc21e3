/// The keys of a cluster.
enum ClusterKey: String, WorldFileKey {
    case status
    case version
    case platformVersion = "platform_version"
    case endpoint
    case certificateAuthority = "certificate_authority"
    case role
    case vpc
    case subnets
    case securityGroups = "security_groups"
    case publicAccess = "public_access"
    case privateAccess = "private_access"
    case oidcIssuer = "oidc_issuer"
    case authenticationMode = "authentication_mode"
    case createdAt = "created_at"
    case tags
}

/// The keys of a bucket.
enum BucketKey: String, WorldFileKey {
    case region
    case createdAt = "created_at"
    case tags
}
