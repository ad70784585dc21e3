/// The keys of a region of an account.
enum RegionKey: String, WorldFileKey {
    case sts
    case registryPolicy = "registry_policy"
    case registryPolicyScope = "registry_policy_scope"
    case blobMounting = "blob_mounting"
    case repositoryCreationTemplates = "repository_creation_templates"
    case pullTimeUpdateExclusions = "pull_time_update_exclusions"
    case replicationRules = "replication_rules"
    case pullThroughCacheRules = "pull_through_cache_rules"
    case scanning
    case signing
    case repositories
    case clusters
    case secrets
}

/// The keys of a replication rule.
enum ReplicationRuleKey: String, WorldFileKey {
    case destinations
    case prefixes
    case deleteReplication = "delete_replication"
}

/// The keys of a registry that images are copied to.
enum ReplicationDestinationKey: String, WorldFileKey {
    case account
    case region
}

/// The keys of a scanning configuration.
enum ScanningKey: String, WorldFileKey {
    case type
    case rules
}

/// The keys of a rule for scanning.
enum ScanningRuleKey: String, WorldFileKey {
    case frequency
    case repositories
}

/// The keys of a rule for signing.
enum SigningRuleKey: String, WorldFileKey {
    case profile
    case repositories
}
