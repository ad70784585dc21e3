package import Storage
package import World

extension AccessedResource {
    /// The repository that is meant; nil for all repositories of a registry, and for all else.
    package var repository: RepositoryID? {
        guard case .repository(let name?, let region) = kind else { return nil }
        return RepositoryID(account: account, region: region, name: name)
    }
}
