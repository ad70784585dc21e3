import AWSCore

/// What changes of registries, endpoints and the organization do.
extension WorldState {
    mutating func applyToResources(_ change: WorldChange) {
        switch change {
        case .organizationPut(let organization):
            cache.forgetAll()
            if organization == nil, self.organization != nil { deletions[Organization.deletionKey, default: 0] += 1 }
            self.organization = organization
        case .endpointPut(let endpoint):
            accounts[endpoint.account]?.vpcEndpoints[endpoint.id] = endpoint
        case .registryPut(let id, let region, let settings):
            cache.resources.forgetAll()
            accounts[id]?.registries[region, default: Registry()].settings = settings
            let registry = ReplicationDestination(account: id, region: region)
            if settings.backfills.contains(where: \.isInProgress) {
                backfilling.insert(registry)
            } else {
                backfilling.remove(registry)
            }
        case .repositoryPut(let repository):
            cache.resources.forgetAll()
            let old = accounts[repository.account]?.registries[repository.region, default: Registry()]
                .repositories.updateValue(repository, forKey: repository.name)
            if old == .some(nil) { cache.forgetNames(of: repository.account, repository.region) }
        case .repositoryDeleted(let account, let region, let name):
            cache.resources.forgetAll()
            cache.forgetNames(of: account, region)
            accounts[account]?.registries[region]?.repositories[name] = nil
            // A region that only a repository had switched on goes with it.
            guard accounts[account]?.registries[region] == Registry(),
                loaded.accounts[account]?.registries[region] == nil,
                addedAccounts[account]?.regions.contains(region) != true
            else { return }
            accounts[account]?.registries[region] = nil
        default: break
        }
    }

    /// The names of a registry's repositories in ascending order, so that a page of them costs what it holds.
    mutating func repositoryNames(_ account: AccountID, _ region: Region) -> [String] {
        let key = WorldCache.ResourceKey(account: account, region: region, repository: nil)
        if let known = cache.names.value(of: key) { return known }
        let names = accounts[account]?.registries[region]?.repositories.keys.sorted() ?? []
        cache.names.keep(names, of: key)
        return names
    }
}
