import AWSCore
import IAM

/// What an account has in a region: its registry with settings, templates and repositories, and its clusters.
extension WorldReader {
    mutating func readRegion(
        _ field: YAMLField,
        _ region: Region,
        into account: inout Account
    ) throws(WorldFileError) {
        let record = try field.record([
            "sts", "registry_policy", "registry_policy_scope", "blob_mounting", "repository_creation_templates",
            "repositories", "clusters",
        ])
        if try record["sts"]?.flag() == false { account.regionsWithoutSTS.insert(region) }
        var registry = Registry()
        registry.settings = try registrySettings(record, of: account.id, in: region)
        registry.repositories = try repositories(record["repositories"], account: account.id, region: region)
        account.registries[region] = registry
        let clusters = try clusters(record["clusters"], of: account.id, in: region)
        if !clusters.isEmpty { account.clusters[region] = clusters }
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
                IdentityRules.Length.repositoryPolicy,
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
        return settings
    }
}
