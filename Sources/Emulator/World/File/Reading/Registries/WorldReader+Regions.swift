import AWSCore
import Foundation
import IAM

/// What an account has in a region: its registry with settings, templates and repositories, its
/// clusters and its secrets.
extension WorldReader {
    mutating func readRegion(
        _ field: YAMLField,
        _ region: Region,
        into account: inout Account
    ) throws(WorldFileError) {
        let record = try field.record(RegionKey.self)
        if try record[.sts]?.flag() == false { account.regionsWithoutSTS.insert(region) }
        var registry = Registry()
        registry.settings = try registrySettings(record, of: account.id, in: region)
        registry.repositories = try repositories(record[.repositories], account: account.id, region: region)
        account.registries[region] = registry
        let clusters = try clusters(record[.clusters], of: account.id, in: region)
        if !clusters.isEmpty { account.clusters[region] = clusters }
        let secrets = try secrets(record[.secrets])
        if !secrets.isEmpty { account.secrets[region] = secrets }
    }

    private mutating func registrySettings(
        _ record: [RegionKey: YAMLField],
        of account: AccountID,
        in region: Region
    ) throws(WorldFileError) -> RegistrySettings {
        var settings = RegistrySettings()
        if let policy = record[.registryPolicy] {
            settings.policy = try resourcePolicy(
                policy.policy(.registry),
                of: "the registry policy of \(region)"
            )
        }
        if let scope = record[.registryPolicyScope] {
            settings.policyScope = try scope.choice(of: RegistryPolicyScope.self)
        }
        settings.isBlobMountingEnabled =
            try record[.blobMounting]?.choice(of: ["ENABLED", "DISABLED"]) == "ENABLED"
        if let templates = record[.repositoryCreationTemplates] {
            settings.creationTemplates = try self.templates(templates, account: account, region: region)
        }
        if let rules = record[.replicationRules] {
            settings.replicationRules = try replicationRules(rules, from: account, region)
        }
        if let rules = record[.pullThroughCacheRules] {
            settings.pullThroughCacheRules = try pullThroughCacheRules(rules, of: account, region)
        }
        if let principals = record[.pullTimeUpdateExclusions] {
            settings.pullTimeExclusions = try pullTimeExclusions(principals)
        }
        if let scanning = record[.scanning] { settings.scanning = try Self.scanning(scanning) }
        if let signing = record[.signing] { settings.signing = try Self.signing(signing) }
        return settings
    }

    /// The ARNs of users and roles. As at ECR, they need not be there.
    private func pullTimeExclusions(_ field: YAMLField) throws(WorldFileError) -> [String: Date] {
        var exclusions: [String: Date] = [:]
        for entry in try field.list() {
            let text = try entry.text()
            guard text.utf8.count <= PullTimeExclusion.longestARN, PullTimeExclusion.isPrincipal(text) else {
                throw entry.error(
                    "\(entry.what) is '\(text)'; write the ARN of a user or role, such as arn:aws:iam::ACCOUNT:role/NAME"
                )
            }
            guard exclusions.updateValue(Self.usualCreation, forKey: text) == nil else {
                throw entry.error("'\(text)' stands twice in \(field.what); keep one")
            }
        }
        try field.requireEntries(exclusions.count, atMost: PullTimeExclusion.most)
        return exclusions
    }
}
