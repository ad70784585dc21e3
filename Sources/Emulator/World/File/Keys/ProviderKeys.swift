/// The keys of an OpenID Connect provider.
enum OIDCProviderKey: String, WorldFileKey {
    case clientIDs = "client_ids"
    case jwks
    case thumbprints
    case tags
}

/// The keys of a SAML provider.
enum SAMLProviderKey: String, WorldFileKey {
    case issuer
    case certificate
    case tags
}

/// The keys of a VPC endpoint.
enum VPCEndpointKey: String, WorldFileKey {
    case vpc
    case policy
}
