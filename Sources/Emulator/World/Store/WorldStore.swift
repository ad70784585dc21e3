package import AWSCore
package import Determinism
import Foundation
package import IAM
import Synchronization

/// The one holder of a world that lives: everyone asks it, and every change goes through its verbs.
///
/// Questions take one lock for as long as a dictionary takes to answer. Changes are recorded first, outside of that
/// lock, and then applied, so that what was answered once is never lost and questions never wait for a disk.
package final class WorldStore: Sendable {
    package let clock: WorldClock
    let randomness: Randomness
    let registryTokens: RegistryTokenKey
    let keeper: ChangeKeeper?
    /// Held while changes come to the disk.
    let writing = Mutex<Void>(())
    /// Held while a change is checked; taken after ``writing`` where both are.
    let changing = Mutex(ChangeLine())
    let state: Mutex<WorldState>

    /// - Parameters:
    ///   - world: the world as loaded; a reset comes back to it.
    ///   - clock: its time. Advances among `replay` have moved it already.
    ///   - randomness: where the secrets of sessions come from.
    ///   - tokenKey: the secret, 32 bytes, under which registry tokens are made.
    ///   - keeper: keeps changes for good; without one they end with the store.
    ///   - replay: the changes that were recorded before, oldest first.
    package init(
        world: World,
        clock: WorldClock,
        randomness: Randomness,
        tokenKey: [UInt8],
        keeper: ChangeKeeper? = nil,
        replay: [WorldChange] = []
    ) {
        self.clock = clock
        self.randomness = randomness
        registryTokens = RegistryTokenKey(tokenKey)
        self.keeper = keeper
        var state = WorldState(world)
        var ahead: TimeInterval = 0
        for change in replay {
            state.apply(change)
            switch change {
            case .clockAdvanced(let seconds): ahead += seconds
            case .reset(_, let total): ahead = total
            default: break
            }
        }
        clock.set(ahead: ahead)
        self.state = Mutex(state)
    }

    // MARK: Keys and principals

    /// The key behind an access key ID as it was sent; nil where none is known, and where its account is closed. An
    /// expired session's is still answered, with its expiration in the past, for ``WorldState/memoryOfExpired``.
    package func knownKey(_ id: String) -> KnownAccessKey? {
        let (key, isOver, session) = state.withLock { state in
            let key = state.longTermKeys[id]
            return (key, key.map { state.isClosed($0.principal.accountID) } ?? false, state.sessions[id])
        }
        if let key { return isOver ? nil : key }
        guard let session, !WorldState.isForgotten(session, at: clock.now) else { return nil }
        return KnownAccessKey(
            secret: session.secretAccessKey,
            isActive: true,
            sessionToken: session.sessionToken,
            expiration: session.expiration,
            principal: session.principal,
            isForDefaultRegionsOnly: session.grant.isForDefaultRegionsOnly ?? false
        )
    }

    /// The account of any key, active or not, long-term or of a session; nil where none is known.
    package func knownAccount(ofKey id: String) -> AccountID? { knownKey(id)?.principal.accountID }

    /// The session of an access key ID; nil where none is known. An expired one is still answered, as by
    /// ``knownKey(_:)``.
    package func session(_ key: AccessKeyID) -> Session? {
        let session = state.withLock { $0.sessions[key.value] }
        guard let session, !WorldState.isForgotten(session, at: clock.now) else { return nil }
        return session
    }

    /// Whether the user, the role or the account behind a principal is still there.
    package func principalExists(_ principal: Principal) -> Bool { state.withLock { $0.exists(principal) } }

    /// `Arn` of docs/aws/sts.md, "Principals".
    package func arn(of principal: Principal) -> ARN { state.withLock { $0.arn(of: principal) } }

    /// The ARNs by which a principal can be named: its own, and that of the role or user whose session it is.
    package func names(of principal: Principal) -> [ARN] { state.withLock { $0.names(of: principal) } }

    /// `UserId` of docs/aws/sts.md, "Principals".
    package func userID(of principal: Principal) -> String { state.withLock { $0.userID(of: principal) } }

    /// The ID of the user (`AIDA…`) or role (`AROA…`) behind a principal, for root the account; nil where it is gone.
    package func uniqueID(of principal: Principal) -> String? { state.withLock { $0.uniqueID(of: principal) } }

    // MARK: Accounts and what is in them

    /// In ascending order.
    package var accountIDs: [AccountID] { state.withLock { $0.accounts.keys.sorted() } }

    package func account(_ id: AccountID) -> Account? { state.withLock { $0.accounts[id] } }

    /// The partition of an account; `aws` for one that the world does not have.
    package func partition(of account: AccountID) -> Partition { state.withLock { $0.partition(of: account) } }

    /// Whether the account was closed; false for one that the world does not have.
    package func isClosed(_ id: AccountID) -> Bool { state.withLock { $0.isClosed(id) } }

    package func user(_ account: AccountID, _ name: String) -> User? {
        state.withLock { $0.accounts[account]?.users[name] }
    }

    package func group(_ account: AccountID, _ name: String) -> Group? {
        state.withLock { $0.accounts[account]?.groups[name] }
    }

    package func role(_ account: AccountID, _ name: String) -> Role? {
        state.withLock { $0.accounts[account]?.roles[name] }
    }

    /// Nil where the accounts belong to none.
    package var organization: Organization? { state.withLock { $0.organization } }

    /// A managed policy by its ARN: an account's own, or one of AWS's.
    package func managedPolicy(_ arn: ARN) -> AttachedPolicy? { state.withLock { $0.managedPolicy(arn) } }

    /// The VPC endpoint of an ID, in whatever account it is; nil where there is none.
    package func endpoint(_ id: String) -> VPCEndpoint? {
        state.withLock { $0.accounts.values.lazy.compactMap { $0.vpcEndpoints[id] }.first }
    }

    /// The world as it is now, as it could be loaded again: without sessions and tokens. Its images are those that it
    /// began with.
    package var world: World {
        state.withLock { state in
            World(
                seed: state.loaded.seed,
                denials: state.loaded.denials,
                accounts: state.accounts,
                organization: state.organization,
                initialImages: state.loaded.initialImages,
                metadata: state.loaded.metadata,
                scans: state.loaded.scans,
                upstreams: state.loaded.upstreams
            )
        }
    }

    /// The regions of an account, in ascending order.
    package func regions(of account: AccountID) -> [Region] {
        registryPlaces(of: account).filter { $0 != .publicRegistry }
    }

    /// The regions of an account, and ``Region/publicRegistry`` where it has a public registry.
    private func registryPlaces(of account: AccountID) -> [Region] {
        state.withLock { $0.accounts[account]?.registries.keys.sorted() ?? [] }
    }

    /// Whether any account of the world has the region.
    package func hasRegion(_ region: Region) -> Bool {
        region != .publicRegistry
            && state.withLock { $0.accounts.values.contains { $0.registries[region] != nil } }
    }

    package func repository(_ account: AccountID, _ region: Region, _ name: String) -> Repository? {
        state.withLock { $0.accounts[account]?.registries[region]?.repositories[name] }
    }

    /// The template after which a repository is made that a push, a replication or a pull through a cache asks for;
    /// nil where none applies.
    package func template(
        for name: String,
        appliedFor occasion: RepositoryCreationTemplate.Occasion,
        in account: AccountID,
        _ region: Region
    ) -> RepositoryCreationTemplate? {
        let templates = state.withLock { $0.accounts[account]?.registries[region]?.settings.creationTemplates ?? [:] }
        return RepositoryCreationTemplate.best(of: templates.values, for: name, occasion)
    }

    /// The repositories of a registry, by name.
    package func repositories(_ account: AccountID, _ region: Region) -> [Repository] {
        let repositories = state.withLock { $0.accounts[account]?.registries[region]?.repositories ?? [:] }
        return repositories.values.sorted { $0.name < $1.name }
    }

    /// A page of the repositories of a registry, by name.
    ///
    /// - Parameter last: the name that the page begins after; it need not be a repository's.
    package func repositories(
        _ account: AccountID,
        _ region: Region,
        after last: String?,
        limit: Int
    ) -> [Repository] {
        state.withLock { state in
            let names = state.repositoryNames(account, region)
            let all = state.accounts[account]?.registries[region]?.repositories ?? [:]
            return names[names.end(ofThoseUpTo: last)...].prefix(limit).compactMap { all[$0] }
        }
    }

    /// The bucket of a name in a partition, in whatever account it is; nil where there is none.
    package func bucket(_ name: String, in partition: Partition) -> Bucket? {
        state.withLock { state in
            state.accounts.values.lazy.filter { $0.partition == partition }.compactMap { $0.buckets[name] }.first
        }
    }

    /// The buckets of an account, by name.
    package func buckets(of account: AccountID) -> [Bucket] {
        let buckets = state.withLock { $0.accounts[account]?.buckets ?? [:] }
        return buckets.values.sorted { $0.name < $1.name }
    }

    package func cluster(_ account: AccountID, _ region: Region, _ name: String) -> Cluster? {
        state.withLock { $0.accounts[account]?.clusters[region]?[name] }
    }

    /// The clusters of an account in a region, by name.
    package func clusters(_ account: AccountID, _ region: Region) -> [Cluster] {
        let clusters = state.withLock { $0.accounts[account]?.clusters[region] ?? [:] }
        return clusters.values.sorted { $0.name < $1.name }
    }

    /// What its clients' machine is to EC2 and ECS; nil where it is not one of theirs.
    package var metadata: MachineMetadata? { state.withLock { $0.loaded.metadata } }

    /// What scans of images take and find.
    package var scans: Scans { state.withLock { $0.loaded.scans } }

    /// The ID by which S3 names an account: 64 hexadecimal digits.
    package func canonicalUserID(of account: AccountID) -> String {
        var stream = RandomStream(derivedFrom: "canonical user \(account)\(seed.map { " " + $0 } ?? "")")
        return stream.text(64, of: "0123456789abcdef")
    }

    /// The repositories of all registries: by account, region and name.
    package var repositories: [Repository] {
        accountIDs.flatMap { account in registryPlaces(of: account).flatMap { repositories(account, $0) } }
    }
}

extension [String] {
    /// In ascending order, the place behind all that are not greater than a text; the beginning where there is none.
    fileprivate func end(ofThoseUpTo last: String?) -> Int {
        guard let last else { return startIndex }
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] <= last { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
