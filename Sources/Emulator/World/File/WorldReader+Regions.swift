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
        let record = try field.record([
            "sts", "registry_policy", "registry_policy_scope", "blob_mounting", "repository_creation_templates",
            "pull_time_update_exclusions", "replication_rules", "pull_through_cache_rules", "scanning", "signing",
            "repositories", "clusters", "secrets",
        ])
        if try record["sts"]?.flag() == false { account.regionsWithoutSTS.insert(region) }
        var registry = Registry()
        registry.settings = try registrySettings(record, of: account.id, in: region)
        registry.repositories = try repositories(record["repositories"], account: account.id, region: region)
        account.registries[region] = registry
        let clusters = try clusters(record["clusters"], of: account.id, in: region)
        if !clusters.isEmpty { account.clusters[region] = clusters }
        let secrets = try secrets(record["secrets"])
        if !secrets.isEmpty { account.secrets[region] = secrets }
    }

    private mutating func registrySettings(
        _ record: [String: YAMLField],
        of account: AccountID,
        in region: Region
    ) throws(WorldFileError) -> RegistrySettings {
        var settings = RegistrySettings()
        if let policy = record["registry_policy"] {
            settings.policy = try resourcePolicy(
                policy.policy(.registry),
                of: "the registry policy of \(region)"
            )
        }
        if let scope = record["registry_policy_scope"] {
            settings.policyScope = try scope.choice(of: RegistryPolicyScope.self)
        }
        settings.isBlobMountingEnabled =
            try record["blob_mounting"]?.choice(of: ["ENABLED", "DISABLED"]) == "ENABLED"
        if let templates = record["repository_creation_templates"] {
            settings.creationTemplates = try self.templates(templates, account: account, region: region)
        }
        if let rules = record["replication_rules"] {
            settings.replicationRules = try replicationRules(rules, from: account, region)
        }
        if let rules = record["pull_through_cache_rules"] {
            settings.pullThroughCacheRules = try pullThroughCacheRules(rules, of: account, region)
        }
        if let principals = record["pull_time_update_exclusions"] {
            settings.pullTimeExclusions = try pullTimeExclusions(principals)
        }
        if let scanning = record["scanning"] { settings.scanning = try Self.scanning(scanning) }
        if let signing = record["signing"] { settings.signing = try Self.signing(signing) }
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
