package import AWSCore

/// What names a repository among all that a registry's storage holds.
package struct RepositoryID: Sendable, Hashable, CustomStringConvertible {
    package let account: AccountID
    package let region: Region
    /// The repository's name without the registry's host: `team/app`.
    package let name: String

    package init(account: AccountID, region: Region, name: String) {
        self.account = account
        self.region = region
        self.name = name
    }

    /// `123456789012/us-east-1/team/app`.
    package var description: String { "\(account)/\(region)/\(name)" }
}
