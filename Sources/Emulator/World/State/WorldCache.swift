import AWSCore
import IAM

/// What a world has put together from its state: policies and condition keys of callers and of resources. A change
/// throws away what it touches, so what is here is always true.
struct WorldCache: Sendable {
    /// Of each: callers that are gone must not stay for ever.
    private static let limit = 4_096

    /// What is known of a repository, or, without a name, of a registry.
    struct Resource: Sendable {
        let repositoryPolicy: AttachedPolicy?
        let registryPolicy: AttachedPolicy?
        let registryPolicyScope: RegistryPolicyScope
        let resourceControl: [[AttachedPolicy]]
        let context: RequestContext
    }

    struct ResourceKey: Hashable, Sendable {
        let account: AccountID
        let region: Region
        let repository: String?
    }

    /// By access key ID.
    var sessions = BoundedCache<String, CallerProfile>(capacity: limit)
    /// Of users and root with their long-term keys.
    var principals = BoundedCache<Principal, CallerProfile>(capacity: limit)
    var resources = BoundedCache<ResourceKey, Resource>(capacity: limit)
    /// The names of a registry's repositories in ascending order.
    var names = BoundedCache<ResourceKey, [String]>(capacity: limit)

    mutating func forgetNames(of account: AccountID, _ region: Region) {
        names.forget(ResourceKey(account: account, region: region, repository: nil))
    }

    mutating func forgetAll() { self = WorldCache() }
}
