package import AWSCore
package import Foundation
import Synchronization

/// That repositories below a prefix are filled from an upstream registry (docs/aws/ecr-features.md, "Pull-through caches").
package struct PullThroughCacheRule: Sendable, Codable, Equatable {
    /// The most rules of a registry.
    package static let most = 50
    /// The characters of a prefix.
    package static let prefixLength = 2...30

    /// The beginning of the names of the repositories, as ``RepositoryPrefix`` has it.
    package let prefix: String
    package let upstream: UpstreamRegistry
    /// What stands in the names at the upstream in the place of ``prefix``.
    package let upstreamPrefix: String
    /// The ARN of the secret with which ECR signs in at the upstream; nil for upstreams that need none.
    package var credentialARN: String?
    /// The ARN of the role in which ECR pulls from a registry of its own; nil for the role that ECR makes.
    package var customRoleARN: String?
    package let createdAt: Date
    /// Nil where nothing was changed.
    package var updatedAt: Date?

    package init(
        prefix: String,
        upstream: UpstreamRegistry,
        upstreamPrefix: String = RepositoryPrefix.root,
        credentialARN: String? = nil,
        customRoleARN: String? = nil,
        createdAt: Date
    ) {
        self.prefix = prefix
        self.upstream = upstream
        self.upstreamPrefix = upstreamPrefix
        self.credentialARN = credentialARN
        self.customRoleARN = customRoleARN
        self.createdAt = createdAt
    }

    /// The name at the upstream of a repository that the rule covers.
    package func upstreamName(of name: String) -> String {
        let rest = prefix == RepositoryPrefix.root ? name : String(name.dropFirst(prefix.count + 1))
        return upstreamPrefix == RepositoryPrefix.root ? rest : upstreamPrefix + "/" + rest
    }
}

extension RegistrySettings {
    /// The rule by which a repository of this name is filled: that with the longest prefix. Nil where there is none.
    package func pullThroughCacheRule(for name: String) -> PullThroughCacheRule? {
        pullThroughCacheRules.values.filter { RepositoryPrefix.covers($0.prefix, name) }
            .max { RepositoryPrefix.reach(of: $0.prefix) < RepositoryPrefix.reach(of: $1.prefix) }
    }
}

extension WorldStore {
    /// The rule by which a repository of this name is filled; nil where there is none.
    package func pullThroughCacheRule(
        for name: String,
        in account: AccountID,
        _ region: Region
    ) -> PullThroughCacheRule? {
        state.withLock { state in
            state.accounts[account]?.registries[region]?.settings.pullThroughCacheRule(for: name)
        }
    }
}
