import AWSCore
import IAM

/// What a world has put together from its state: policies and condition keys of callers and of resources. A change
/// throws away what it touches, so what is here is always true.
struct WorldCache: Sendable {
    /// A cache that grows beyond this is emptied: callers that are gone must not stay for ever.
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
    private(set) var sessions: [String: CallerProfile] = [:]
    /// Of users and root with their long-term keys.
    private(set) var principals: [Principal: CallerProfile] = [:]
    private(set) var resources: [ResourceKey: Resource] = [:]
    /// The names of a registry's repositories in ascending order.
    private(set) var names: [ResourceKey: [String]] = [:]

    mutating func keep(_ profile: CallerProfile, of session: AccessKeyID) {
        if sessions.count >= Self.limit { sessions = [:] }
        sessions[session.value] = profile
    }

    mutating func keep(_ profile: CallerProfile, of principal: Principal) {
        if principals.count >= Self.limit { principals = [:] }
        principals[principal] = profile
    }

    mutating func keep(_ resource: Resource, of key: ResourceKey) {
        if resources.count >= Self.limit { resources = [:] }
        resources[key] = resource
    }

    mutating func keep(names found: [String], of key: ResourceKey) {
        if names.count >= Self.limit { names = [:] }
        names[key] = found
    }

    mutating func forgetResources() { resources = [:] }

    mutating func forgetNames(of account: AccountID, _ region: Region) {
        names[ResourceKey(account: account, region: region, repository: nil)] = nil
    }

    mutating func forgetAll() { self = WorldCache() }
}
