/// The keys of an account, beside those of its ``LevelKey``.
enum AccountKey: String, WorldFileKey {
    case name
    case email
    case closed
    case alias
    case root
    case users
    case groups
    case roles
    case policies
    case instanceProfiles = "instance_profiles"
    case serverCertificates = "server_certificates"
    case oidcProviders = "oidc_providers"
    case samlProviders = "saml_providers"
    case vpcEndpoints = "vpc_endpoints"
    case globalEndpointTokenVersion = "global_endpoint_token_version"
    case outboundWebIdentityFederation = "outbound_web_identity_federation"
    case regions
    case buckets
    case publicRepositories = "public_repositories"
    case passwordPolicy = "password_policy"
}

/// The keys of an account's root.
enum RootKey: String, WorldFileKey {
    case accessKeys = "access_keys"
    case mfaDevices = "mfa_devices"
}
