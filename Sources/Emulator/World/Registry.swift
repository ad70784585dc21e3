package import IAM

/// An account's registry in a region.
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

    package init() {}
}
