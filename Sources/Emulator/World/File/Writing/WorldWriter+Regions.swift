import AWSCore
import IAM

/// What an account has in a region.
extension WorldWriter {
    func regions(_ account: Account) -> WrittenValue? {
        let regions = account.regionNames.compactMap { Region($0) }
        return WrittenValue.mapping(regions.map { (key: $0.name, value: region($0, account)) }).unlessEmpty
    }

    private func region(_ region: Region, _ account: Account) -> WrittenValue {
        let registry = account.registries[region] ?? Registry()
        let settings = registry.settings
        return .record(RegionKey.self) { key in
            switch key {
            case .sts: account.isSTSEnabled(in: region) ? nil : .flag(false)
            case .registryPolicy: settings.policy.map(policy)
            case .registryPolicyScope: settings.policyScope == .v2 ? nil : .word(settings.policyScope.rawValue)
            case .blobMounting: settings.isBlobMountingEnabled ? .word("ENABLED") : nil
            case .repositoryCreationTemplates:
                named(settings.creationTemplates) { template($0, in: account.id, region) }
            case .pullTimeUpdateExclusions: WrittenValue.texts(settings.pullTimeExclusions.keys.sorted()).unlessEmpty
            case .replicationRules: WrittenValue.list(settings.replicationRules.map(replicationRule)).unlessEmpty
            case .pullThroughCacheRules: named(settings.pullThroughCacheRules, pullThroughCacheRule)
            case .scanning: scanning(settings.scanning)
            case .signing: settings.signing.map(signing)
            case .repositories: named(registry.repositories, repository)
            case .clusters: named(account.clusters[region] ?? [:], cluster)
            case .secrets:
                WrittenValue.mapping(
                    (account.secrets[region] ?? []).map { (key: $0.name, value: secret($0)) }
                ).unlessEmpty
            }
        }
    }

    private func replicationRule(_ rule: ReplicationRule) -> WrittenValue {
        .record(ReplicationRuleKey.self) { key in
            switch key {
            case .destinations: .list(rule.destinations.map(destination))
            case .prefixes: WrittenValue.texts(rule.prefixes).unlessEmpty
            case .deleteReplication: rule.deletes.map { .flag($0) }
            }
        }
    }

    private func destination(_ destination: ReplicationDestination) -> WrittenValue {
        .record(ReplicationDestinationKey.self) { key in
            switch key {
            case .account: .text(destination.account.value)
            case .region: .text(destination.region.name)
            }
        }
    }

    private func scanning(_ scanning: ScanningConfiguration) -> WrittenValue? {
        guard scanning != ScanningConfiguration() else { return nil }
        return .record(ScanningKey.self) { key in
            switch key {
            case .type: .word(scanning.kind.rawValue)
            case .rules: WrittenValue.list(scanning.rules.map(scanningRule)).unlessEmpty
            }
        }
    }

    private func scanningRule(_ rule: ScanningConfiguration.Rule) -> WrittenValue {
        .record(ScanningRuleKey.self) { key in
            switch key {
            case .frequency: .word(rule.frequency.rawValue)
            case .repositories: .texts(rule.filters.map(\.text))
            }
        }
    }

    private func signing(_ signing: SigningConfiguration) -> WrittenValue {
        .list(
            signing.rules.map { rule in
                .record(SigningRuleKey.self) { key in
                    switch key {
                    case .profile: .text(rule.profile)
                    case .repositories: rule.filters.map { .texts($0.map(\.text)) }
                    }
                }
            }
        )
    }
}
