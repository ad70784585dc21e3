package import AWSCore
import Determinism
import IAM

/// An AWS account: its identities, its registries, clusters and secrets by region, and its buckets.
package struct Account: Sendable, Equatable {
    package let id: AccountID
    /// The partition that all its regions belong to; `aws` where it has none.
    package let partition: Partition
    package var profile: AccountProfile
    /// By name.
    package var users: [String: User]
    /// By name.
    package var groups: [String: Group]
    /// By name.
    package var roles: [String: Role]
    /// The account's own managed policies, by name.
    package var managedPolicies: [String: CustomerManagedPolicy]
    /// By name.
    package var instanceProfiles: [String: InstanceProfile]
    package var identitySettings: IdentitySettings
    package var rootAccessKeys: [AccessKey]
    package var rootMultiFactorDevices: [MultiFactorDevice]
    /// By ``OIDCProvider/name``: host and path of the issuer.
    package var oidcProviders: [String: OIDCProvider]
    /// By name.
    package var samlProviders: [String: SAMLProvider]
    /// By ID.
    package var vpcEndpoints: [String: VPCEndpoint]
    /// The issuer of the tokens of GetWebIdentityToken; nil where outbound web identity federation is off, as it is by
    /// default.
    package var outboundIssuer: String?
    /// A region that is here is switched on. The public registry stands under ``Region/publicRegistry``.
    package var registries: [Region: Registry]
    /// The region that stands first in the world's file: where clients are sent that are not told another. Nil where none
    /// does.
    package var firstRegion: Region?
    /// The regions in which STS was switched off.
    package var regionsWithoutSTS: Set<Region>
    /// By name.
    package var buckets: [String: Bucket]
    /// The clusters of each region, by name.
    package var clusters: [Region: [String: Cluster]]
    /// The secrets of each region with which ECR signs in at upstream registries.
    package var secrets: [Region: [UpstreamSecret]]

    package init(
        id: AccountID,
        partition: Partition,
        profile: AccountProfile = AccountProfile(),
        users: [String: User] = [:],
        groups: [String: Group] = [:],
        roles: [String: Role] = [:],
        managedPolicies: [String: CustomerManagedPolicy] = [:],
        instanceProfiles: [String: InstanceProfile] = [:],
        identitySettings: IdentitySettings = IdentitySettings(),
        rootAccessKeys: [AccessKey] = [],
        rootMultiFactorDevices: [MultiFactorDevice] = [],
        oidcProviders: [String: OIDCProvider] = [:],
        samlProviders: [String: SAMLProvider] = [:],
        vpcEndpoints: [String: VPCEndpoint] = [:],
        outboundIssuer: String? = nil,
        registries: [Region: Registry] = [:],
        firstRegion: Region? = nil,
        regionsWithoutSTS: Set<Region> = [],
        buckets: [String: Bucket] = [:],
        clusters: [Region: [String: Cluster]] = [:],
        secrets: [Region: [UpstreamSecret]] = [:]
    ) {
        self.id = id
        self.partition = partition
        self.profile = profile
        self.users = users
        self.groups = groups
        self.roles = roles
        self.managedPolicies = managedPolicies
        self.instanceProfiles = instanceProfiles
        self.identitySettings = identitySettings
        self.rootAccessKeys = rootAccessKeys
        self.rootMultiFactorDevices = rootMultiFactorDevices
        self.oidcProviders = oidcProviders
        self.samlProviders = samlProviders
        self.vpcEndpoints = vpcEndpoints
        self.outboundIssuer = outboundIssuer
        self.registries = registries
        self.firstRegion = firstRegion
        self.regionsWithoutSTS = regionsWithoutSTS
        self.buckets = buckets
        self.clusters = clusters
        self.secrets = secrets
    }

    /// `arn:PARTITION:iam::ACCOUNT:root`.
    package var rootARN: ARN { .iam(partition, id, "root") }

    /// The regions by name, with ``firstRegion`` before all others.
    package var regionNames: [String] {
        registries.keys.filter { $0 != .publicRegistry }.sorted { left, right in
            guard left != right, left == firstRegion || right == firstRegion else { return left < right }
            return left == firstRegion
        }
        .map(\.name)
    }

    /// Whether STS is activated in a region, as it is unless it was switched off (docs/aws/sts.md, "Errors").
    package func isSTSEnabled(in region: Region) -> Bool { !regionsWithoutSTS.contains(region) }

    /// The settings of the registry of a region, switched on or not.
    package func registrySettings(in region: Region) -> RegistrySettings {
        registries[region]?.settings ?? RegistrySettings()
    }

    /// The issuer that AWS would give an account for outbound web identity federation.
    static func outboundIssuer(of account: AccountID, seed: String?) -> String {
        var stream = RandomStream(derivedFrom: "outbound issuer \(account)\(seed.map { " " + $0 } ?? "")")
        return "https://\(stream.uuid()).tokens.sts.global.api.aws"
    }
}

/// Which actions a registry's policy has a say in (docs/aws/iam.md, "Resource policies"), as ECR's account setting
/// REGISTRY_POLICY_SCOPE calls it.
package enum RegistryPolicyScope: String, Sendable, Codable, CaseIterable {
    /// ReplicateImage, CreateRepository and BatchImportUpstreamImage only.
    case v1 = "V1"
    /// Every action of ECR.
    case v2 = "V2"

    /// Whether the policy has a say in `action`, such as `ecr:PutImage`, in any case.
    package func covers(_ action: String) -> Bool {
        switch self {
        case .v2: true
        case .v1:
            ["ecr:replicateimage", "ecr:createrepository", "ecr:batchimportupstreamimage"].contains(action.lowercased())
        }
    }
}
