import AWSCore
import IAM

/// What stands on the side of resources (docs/aws/iam.md, "Resource policies" and "Across accounts").
extension WorldState {
    mutating func side(of resource: AccessedResource, asked action: String) -> ResourceSide {
        let account = resource.account
        switch resource.kind {
        case .repository(let name, let region):
            let known = self.resource(account, region, name)
            var policies = known.repositoryPolicy.map { [$0] } ?? []
            if let registry = known.registryPolicy, known.registryPolicyScope.covers(action) {
                policies.append(registry)
            }
            return ResourceSide(
                policies: ResourcePolicies(policies: policies, resourceControl: known.resourceControl),
                context: known.context
            )
        case .role(let role):
            let trust = role.map {
                [AttachedPolicy(name: "trust policy of role/\($0.name)", document: $0.trustPolicy)]
            }
            return ResourceSide(
                policies: ResourcePolicies(
                    kind: .trust,
                    policies: trust ?? [],
                    resourceControl: resourceControl(of: account)
                ),
                context: context(of: account, tags: role?.tags, keys: ["aws:ResourceTag/", "iam:ResourceTag/"])
            )
        case .identity(let tags):
            let keys = ["aws:ResourceTag/", "iam:ResourceTag/"]
            return side(of: account, context(of: account, tags: tags, keys: keys))
        case .cluster(let cluster):
            return side(of: account, context(of: account, tags: cluster?.tags, keys: ["aws:ResourceTag/"]))
        case .bucket:
            // Its tags are none, for a bucket has no tag-based access control until it is switched on.
            var context = context(of: account)
            context["s3:ResourceAccount"] = [account.value]
            return side(of: account, context)
        case .account, .publicRegistry:
            return side(of: account, context(of: account))
        }
    }

    /// The side of what has no policy of its own: the resource control policies of its account.
    private func side(of account: AccountID, _ context: RequestContext) -> ResourceSide {
        ResourceSide(policies: ResourcePolicies(resourceControl: resourceControl(of: account)), context: context)
    }

    private mutating func resource(_ account: AccountID, _ region: Region, _ repository: String?) -> WorldCache.Resource
    {
        let key = WorldCache.ResourceKey(account: account, region: region, repository: repository)
        if let known = cache.resources.value(of: key) { return known }
        // What is in a closed account is available to nobody.
        let registry = isClosed(account) ? nil : accounts[account]?.registries[region]
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
            context: context(
                of: account,
                tags: found?.tags,
                keys: ["aws:ResourceTag/", region == .publicRegistry ? "ecr-public:ResourceTag/" : "ecr:ResourceTag/"]
            )
        )
        cache.resources.keep(resource, of: key)
        return resource
    }

    private func resourceControl(of account: AccountID) -> [[AttachedPolicy]] {
        organization?.resourceControl(of: account, in: partition(of: account)) ?? []
    }

    /// `aws:ResourceAccount`, `aws:ResourceOrgID`, `aws:ResourceOrgPaths`, and the tags.
    ///
    /// - Parameter keys: the condition keys that the tags are told by.
    private func context(
        of account: AccountID,
        tags: [String: String]? = nil,
        keys: [String] = []
    ) -> RequestContext {
        var context = RequestContext()
        context["aws:ResourceAccount"] = [account.value]
        if let organization, let path = organization.path(of: account) {
            context["aws:ResourceOrgID"] = [organization.id]
            context["aws:ResourceOrgPaths"] = [path]
        }
        for (tag, value) in (tags ?? [:]).sorted(by: { $0.key < $1.key }) {
            for key in keys { context[key + tag] = [value] }
        }
        return context
    }
}
