import AWSCore
import IAM

/// Writes a world in the form of its file, which ``WorldReader`` reads: the same world again, but for what the form has no
/// keys for. What is as the reader takes it anyway is left out.
struct WorldWriter {
    let world: World
    /// What repositories hold from the start.
    let images: [RepositoryPlace: [WorldImage]]

    struct RepositoryPlace: Hashable {
        let account: AccountID
        let region: Region
        let name: String
    }

    init(_ world: World) {
        self.world = world
        images = Dictionary(
            world.initialImages.map {
                (RepositoryPlace(account: $0.account, region: $0.region, name: $0.repository), $0.images)
            }
        ) { $0 + $1 }
    }

    var value: WrittenValue {
        .record(WorldKey.self) { key in
            switch key {
            case .seed: world.seed.map { .text($0) }
            case .denials: world.denials == .current ? nil : .word(world.denials.rawValue)
            case .organization: organization
            case .accounts:
                .members(world.accounts.values.map { (key: $0.id.value, value: account($0)) })
            case .metadata: world.metadata.flatMap(metadata)
            case .scans: scans(world.scans)
            case .upstreams:
                WrittenValue.members(world.upstreams.map { (key: $0.key, value: upstream($0.value)) }).unlessEmpty
            }
        }
    }

    private func account(_ account: Account) -> WrittenValue {
        let record = WrittenValue.record(AccountKey.self) { key in
            switch key {
            case .name: account.profile.name.map { .text($0) }
            case .email: account.profile.email.map { .text($0) }
            case .closed: account.profile.closed.map { .moment($0) }
            case .alias: account.identitySettings.alias.map { .text($0) }
            case .root: root(account)
            case .users: named(account.users, user)
            case .groups: named(account.groups, group)
            case .roles: named(account.roles, role)
            case .policies: named(account.managedPolicies, managedPolicy)
            case .instanceProfiles: named(account.instanceProfiles, instanceProfile)
            case .serverCertificates: named(account.identitySettings.serverCertificates, serverCertificate)
            case .oidcProviders:
                WrittenValue.members(
                    account.oidcProviders.values.map { (key: $0.issuer, value: oidcProvider($0)) }
                ).unlessEmpty
            case .samlProviders: named(account.samlProviders, samlProvider)
            case .vpcEndpoints: named(account.vpcEndpoints, endpoint)
            case .globalEndpointTokenVersion:
                account.identitySettings.globalEndpointTokenVersion == .one ? nil : .number(2)
            case .outboundWebIdentityFederation: account.outboundIssuer == nil ? nil : .flag(true)
            case .regions: regions(account)
            case .buckets: named(account.buckets, bucket)
            case .passwordPolicy: account.identitySettings.passwordPolicy.map(passwordPolicy)
            case .publicRepositories:
                account.registries[.publicRegistry].map { registry in
                    named(registry.repositories, publicRepository) ?? .nothing
                }
            }
        }
        return record.and(level(world.organization?[account.id] ?? PolicyLevel()))
    }

    /// What has names, in their order; nil where there is nothing.
    func named<Value>(_ values: [String: Value], _ written: (Value) -> WrittenValue) -> WrittenValue? {
        WrittenValue.members(values.map { (key: $0.key, value: written($0.value)) }).unlessEmpty
    }
}

extension World {
    /// The world in the form of its file, as ``load(yaml:fileName:goesOn:)`` reads it. What the form has no keys for is
    /// left out: when accounts, identities and policies were made, policies' versions that do not apply, unused devices,
    /// requests to create accounts, handshakes, and what was pushed.
    ///
    /// - Parameter comment: what stands above it, in lines without `#`.
    /// - Throws: what the emitter of YAML does.
    package func yaml(comment: [String] = []) throws -> String {
        try comment.map { "# \($0)\n" }.joined() + WorldWriter(self).value.yaml()
    }
}
