import AWSCore

/// What changes of registries, endpoints and the organization do.
extension WorldState {
    mutating func applyToResources(_ change: WorldChange) {
        switch change {
        case .organizationPut(let organization):
            cache.forgetAll()
            self.organization = organization
        case .endpointPut(let endpoint):
            accounts[endpoint.account]?.vpcEndpoints[endpoint.id] = endpoint
        case .registryPut(let id, let region, let policy, let scope):
            cache.forgetResources()
            accounts[id]?.registryPolicies[region] = policy
            accounts[id]?.registryPolicyScopes[region] = scope == .v2 ? nil : scope
        case .blobMountingPut(let id, let region, let isEnabled):
            if isEnabled {
                accounts[id]?.regionsWithBlobMounting.insert(region)
            } else {
                accounts[id]?.regionsWithBlobMounting.remove(region)
            }
        case .repositoryPut(let repository):
            cache.forgetResources()
            accounts[repository.account]?.regions[repository.region, default: [:]][repository.name] = repository
        case .repositoryDeleted(let account, let region, let name):
            cache.forgetResources()
            accounts[account]?.regions[region]?[name] = nil
            // A region that only a repository had switched on goes with it.
            let isEmpty = accounts[account]?.regions[region]?.isEmpty ?? false
            if isEmpty, loaded.accounts[account]?.regions[region] == nil { accounts[account]?.regions[region] = nil }
        default: break
        }
    }
}
