import IAM

/// Identity providers and VPC endpoints.
extension WorldWriter {
    func oidcProvider(_ provider: OIDCProvider) -> WrittenValue {
        .record(OIDCProviderKey.self) { key in
            switch key {
            case .clientIDs: .texts(provider.clientIDs)
            case .jwks: provider.keys.map { .block($0) }
            case .thumbprints: WrittenValue.texts(provider.thumbprints).unlessEmpty
            case .tags: WrittenValue.texts(provider.tags).unlessEmpty
            }
        }
    }

    func samlProvider(_ provider: SAMLProvider) -> WrittenValue {
        .record(SAMLProviderKey.self) { key in
            switch key {
            case .issuer: .text(provider.issuer)
            case .certificate: .block(provider.certificatePEM)
            case .tags: WrittenValue.texts(provider.tags).unlessEmpty
            }
        }
    }

    func endpoint(_ endpoint: VPCEndpoint) -> WrittenValue {
        .record(VPCEndpointKey.self) { key in
            switch key {
            case .vpc: .text(endpoint.vpc)
            case .policy: endpoint.policy.map(policy)
            }
        }
    }
}
