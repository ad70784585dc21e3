package import AWSCore

/// An account as a call makes it: open, without identities, with empty registries in the regions that it begins with.
package struct NewAccount: Sendable, Equatable, Codable {
    package let id: AccountID
    /// The name of its partition.
    let partition: String
    let profile: AccountProfile
    /// The regions that are switched on; clients that are not told another are sent to the first.
    package let regions: [Region]

    package init(id: AccountID, partition: Partition, profile: AccountProfile, regions: [Region]) {
        self.id = id
        self.partition = partition.name
        self.profile = profile
        self.regions = regions
    }

    var account: Account {
        Account(
            id: id,
            partition: Partition(name: partition) ?? .aws,
            profile: profile,
            registries: Dictionary(uniqueKeysWithValues: regions.map { ($0, Registry()) }),
            firstRegion: regions.first
        )
    }
}
