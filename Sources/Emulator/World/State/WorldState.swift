import AWSCore
import Foundation
import IAM

/// All of a world that changes, and what each change does to it. A ``WorldStore`` guards it.
struct WorldState: Sendable {
    /// How long a session is remembered after its end. It is as long as the longest session lasts, so that a client
    /// which wakes with old credentials hears that they have expired, as AWS says, and not that they never existed;
    /// and memory does not grow for ever.
    static let memoryOfExpired: TimeInterval = 36 * 3_600

    let loaded: World
    var accounts: [AccountID: Account]
    var organization: Organization?
    /// The accounts that were made by calls, as they were then.
    var addedAccounts: [AccountID: NewAccount] = [:]
    var publicAliases: PublicAliases
    var longTermKeys: [String: KnownAccessKey] = [:]
    var sessions: [String: Session] = [:]
    /// The last use of access keys, by their IDs, and of roles, by their unique IDs.
    var uses: [String: CredentialUse] = [:]
    /// The dates of the uses that were recorded as changes.
    var keptUses: [String: Date] = [:]
    /// What everybody last tried to use, by action.
    var accesses: [Accessor: [String: NotedAttempt]] = [:]
    /// The reports on that, the oldest first.
    var accessReports: [AccountID: [AccessReport]] = [:]
    /// How many users, groups, roles, policies and instance profiles of each ARN were deleted, and how many
    /// organizations.
    var deletions: [String: Int] = [:]
    /// The latest step of each device whose code was used, by serial number.
    var usedCodes: [String: Int] = [:]
    /// Tokens of another epoch are not this world's.
    private(set) var tokenEpoch = 0
    /// Counts how often tokens were expired. A token carries the generation it was issued in: unlike its time this
    /// tells a token from before from one after, even where the clock stands.
    private(set) var tokenGeneration = 0
    /// The last moment and generation in which all tokens were expired, and those of single principals.
    private(set) var tokensEnded: TokenEnd?
    private(set) var tokensEndedByPrincipal: [ARN: TokenEnd] = [:]
    /// The registries that have backfills in progress.
    var backfilling: Set<ReplicationDestination> = []
    /// What was put together from all this, to be thrown away when it changes.
    var cache = WorldCache()
    /// The number of sessions at which expired ones are looked for next.
    private var nextSweep = 1_024

    struct TokenEnd: Sendable {
        let generation: Int
        let date: Date
    }

    init(_ world: World) {
        loaded = world
        accounts = world.accounts
        organization = world.organization
        publicAliases = PublicAliases(of: world)
        for account in world.accounts.values {
            addKeys(account.rootAccessKeys, of: .root(account.id))
            for user in account.users.values { addKeys(user.accessKeys, of: .user(account.id, name: user.name)) }
        }
    }

    /// Changes this state. The clock is not part of it.
    mutating func apply(_ change: WorldChange) {
        switch change {
        case .userPut, .userMoved, .userDeleted, .groupPut, .groupMoved, .groupDeleted, .rolePut, .roleDeleted,
            .managedPolicyPut, .managedPolicyDeleted, .rootPut, .deletionsCounted:
            applyToIdentities(change)
        case .instanceProfilePut, .instanceProfileDeleted, .oidcProviderPut, .oidcProviderDeleted, .samlProviderPut,
            .samlProviderDeleted, .identitySettingsPut, .outboundIssuerPut, .accountAdded, .accountProfilePut:
            applyToAccounts(change)
        case .credentialUsed(let id, let use):
            uses[id] = use
            keptUses[id] = use.date
        case .actionAttempted, .accessReportMade: applyToAccesses(change)
        case .organizationPut, .endpointPut, .registryPut, .repositoryPut, .repositoryDeleted:
            applyToResources(change)
        case .sessionIssued(let session):
            if sessions.count >= nextSweep { forgetSessions(expiredBefore: session.issuedAt) }
            sessions[session.accessKeyID.value] = session
        case .sessionsExpired(let names, let date):
            for id in liveSessions(of: names, at: date) { sessions[id]?.expiration = date }
        case .sessionEnded(let key, let date):
            if let end = sessions[key.value]?.expiration { sessions[key.value]?.expiration = min(end, date) }
        case .tokensExpired(let names, let generation, let date):
            expireTokens(of: names, through: generation, at: date)
        case .oneTimeCodeUsed(let serial, let step):
            usedCodes[serial] = max(step, usedCodes[serial] ?? step)
        case .together(let changes):
            for change in changes { apply(change) }
        case .clockAdvanced:
            break
        case .reset(let epoch, _):
            self = WorldState(loaded)
            tokenEpoch = epoch
        }
    }

    /// The sessions of these principals, or of all, that have not ended.
    func liveSessions(of names: [ARN]?, at date: Date) -> [String] {
        sessions.compactMap { id, session in
            guard session.expiration > date else { return nil }
            guard let names else { return id }
            return self.names(of: session.principal).contains(where: names.contains) ? id : nil
        }
    }

    /// When the tokens of `principal` were ended that belong to `generation`; nil where they were not.
    func tokenEnd(of principal: Principal, generation: Int) -> Date? {
        guard generation < tokenGeneration else { return nil }
        return ([tokensEnded] + names(of: principal).map { tokensEndedByPrincipal[$0] })
            .compactMap { $0 }.filter { $0.generation >= generation }.map(\.date).min()
    }

    static func isForgotten(_ session: Session, at date: Date) -> Bool {
        session.expiration.addingTimeInterval(memoryOfExpired) <= date
    }

    mutating func addKeys(_ keys: [AccessKey], of principal: Principal) {
        for key in keys {
            longTermKeys[key.id.value] = KnownAccessKey(
                secret: key.secret,
                isActive: key.isActive,
                sessionToken: nil,
                expiration: nil,
                principal: principal
            )
        }
    }

    /// A key that is somebody else's by now stays.
    mutating func removeKeys(_ keys: [AccessKey], of principal: Principal) {
        for key in keys where longTermKeys[key.id.value]?.principal == principal { longTermKeys[key.id.value] = nil }
    }

    private mutating func expireTokens(of names: [ARN]?, through generation: Int, at date: Date) {
        let end = TokenEnd(generation: generation, date: date)
        tokenGeneration = max(tokenGeneration, generation + 1)
        guard let names else {
            tokensEnded = end
            tokensEndedByPrincipal = [:]
            return
        }
        for name in names { tokensEndedByPrincipal[name] = end }
    }

    /// Runs when the sessions have doubled since the last time, so that on average each is looked at once or twice.
    private mutating func forgetSessions(expiredBefore date: Date) {
        sessions = sessions.filter { !Self.isForgotten($0.value, at: date) }
        nextSweep = max(1_024, sessions.count * 2)
    }
}
