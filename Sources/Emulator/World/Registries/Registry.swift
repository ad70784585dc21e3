package import Foundation
package import IAM

/// An account's registry in a region, or its public one.
package struct Registry: Sendable, Equatable {
    package var settings = RegistrySettings()
    /// By name.
    package var repositories: [String: Repository] = [:]

    package init() {}
}

/// The settings of a registry. What is not set is as ECR has it for a registry that nobody has touched.
package struct RegistrySettings: Sendable, Codable, Equatable {
    /// Of kind `registry`; nil where none is set.
    package var policy: PolicyDocument?
    /// In which actions the policy has a say.
    package var policyScope = RegistryPolicyScope.v2
    /// Whether a push may take a layer over from another repository of the registry instead of sending it
    /// (docs/aws/registry.md, "Mounts"). It is off until it is switched on (inferred).
    package var isBlobMountingEnabled = false
    /// By ``RepositoryCreationTemplate/prefix``.
    package var creationTemplates: [String: RepositoryCreationTemplate] = [:]
    /// The users and roles, by ARN, whose pulls do not count as pulls of an image, and since when.
    package var pullTimeExclusions: [String: Date] = [:]
    /// Where images are copied when they are pushed, in the order given.
    package var replicationRules: [ReplicationRule] = []
    /// Which repositories are filled from which upstream registry, by ``PullThroughCacheRule/prefix``.
    package var pullThroughCacheRules: [String: PullThroughCacheRule] = [:]
    /// The backfills that were started, the oldest first. They are kept with the settings, with which they are reset.
    package var backfills: [ReplicationBackfill] = []
    package var scanning = ScanningConfiguration()
    /// Nil where no image is to be signed.
    package var signing: SigningConfiguration?
    /// What the gallery of ECR Public calls a public registry; nil where nobody has said.
    package var displayName: String?

    package init() {}

    /// What was kept before there was a setting has the setting of a registry that nobody has touched.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        policy = try values.decodeIfPresent(PolicyDocument.self, forKey: .policy)
        policyScope = try values.decode(RegistryPolicyScope.self, forKey: .policyScope)
        isBlobMountingEnabled = try values.decode(Bool.self, forKey: .isBlobMountingEnabled)
        creationTemplates = try values.decode([String: RepositoryCreationTemplate].self, forKey: .creationTemplates)
        replicationRules = try values.decodeIfPresent([ReplicationRule].self, forKey: .replicationRules) ?? []
        pullTimeExclusions = try values.decodeIfPresent([String: Date].self, forKey: .pullTimeExclusions) ?? [:]
        pullThroughCacheRules =
            try values.decodeIfPresent([String: PullThroughCacheRule].self, forKey: .pullThroughCacheRules) ?? [:]
        backfills = try values.decodeIfPresent([ReplicationBackfill].self, forKey: .backfills) ?? []
        scanning = try values.decodeIfPresent(ScanningConfiguration.self, forKey: .scanning) ?? ScanningConfiguration()
        signing = try values.decodeIfPresent(SigningConfiguration.self, forKey: .signing)
        displayName = try values.decodeIfPresent(String.self, forKey: .displayName)
    }
}
