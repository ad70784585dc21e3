import AWSCore
import IAM

/// What stands on the side of resources (docs/aws/iam.md, "Resource policies" and "Across accounts").
extension WorldState {
    mutating func resource(_ account: AccountID, _ region: Region, _ repository: String?) -> WorldCache.Resource {
        let key = WorldCache.ResourceKey(account: account, region: region, repository: repository)
        if let known = cache.resources[key] { return known }
        let registry = accounts[account]?.registries[region]
        let found = repository.flatMap { registry?.repositories[$0] }
        let resource = WorldCache.Resource(
            repositoryPolicy: found?.policy.map {
                AttachedPolicy(name: "repository policy of \(found?.name ?? "")", document: $0)
            },
            registryPolicy: registry?.settings.policy.map {
                AttachedPolicy(name: "registry policy of \(account) in \(region)", document: $0)
            },
            registryPolicyScope: registry?.settings.policyScope ?? .v2,
            resourceControl: resourceControl(of: account),
            context: context(of: account, tags: found?.tags ?? [:], keys: ["aws:ResourceTag/", "ecr:ResourceTag/"])
        )
        cache.keep(resource, of: key)
        return resource
    }

    func resourceControl(of account: AccountID) -> [[AttachedPolicy]] {
        organization?.resourceControl(of: account, in: partition(of: account)) ?? []
    }

    /// - Parameter keys: the condition keys that a resource's tags are told by.
    func context(of account: AccountID, tags: [String: String], keys: [String]) -> RequestContext {
        var context = RequestContext()
        context["aws:ResourceAccount"] = [account.value]
        if let organization, let path = organization.path(of: account) {
            context["aws:ResourceOrgID"] = [organization.id]
            context["aws:ResourceOrgPaths"] = [path]
        }
        for (tag, value) in tags.sorted(by: { $0.key < $1.key }) {
            for key in keys { context[key + tag] = [value] }
        }
        return context
    }
}
