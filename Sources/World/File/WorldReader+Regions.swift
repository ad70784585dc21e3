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
        if let policy = record["registry_policy"] {
            account.registryPolicies[region] = try resourcePolicy(
                policy.policy(.registry),
                IdentityRules.Length.repositoryPolicy,
                of: "the registry policy of \(region)"
            )
        }
        if let scope = record["registry_policy_scope"] {
            let choice = try scope.choice(of: RegistryPolicyScope.allCases.map(\.rawValue).reversed())
            account.registryPolicyScopes[region] = RegistryPolicyScope(rawValue: choice).flatMap {
                $0 == .v2 ? nil : $0
            }
        }
        if try record["blob_mounting"]?.choice(of: ["ENABLED", "DISABLED"]) == "ENABLED" {
            account.regionsWithBlobMounting.insert(region)
        }
        if let templates = record["repository_creation_templates"] {
            account.repositoryTemplates[region] = try self.templates(templates, account: account.id, region: region)
        }
        let clusters = try clusters(record["clusters"], of: account.id, in: region)
        if !clusters.isEmpty { account.clusters[region] = clusters }
        account.regions[region] = try repositories(record["repositories"], account: account.id, region: region)
    }
}
