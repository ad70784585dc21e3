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
        case .registryPut(let id, let region, let settings):
            cache.forgetResources()
            accounts[id]?.registries[region, default: Registry()].settings = settings
            let registry = ReplicationDestination(account: id, region: region)
            if settings.backfills.contains(where: \.isInProgress) {
                backfilling.insert(registry)
            } else {
                backfilling.remove(registry)
            }
        case .repositoryPut(let repository):
            cache.forgetResources()
            accounts[repository.account]?.registries[repository.region, default: Registry()]
                .repositories[repository.name] = repository
        case .repositoryDeleted(let account, let region, let name):
            cache.forgetResources()
            accounts[account]?.registries[region]?.repositories[name] = nil
            // A region that only a repository had switched on goes with it.
            guard accounts[account]?.registries[region] == Registry(),
                loaded.accounts[account]?.registries[region] == nil
            else { return }
            accounts[account]?.registries[region] = nil
        default: break
        }
    }
}
