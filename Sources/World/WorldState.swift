import AWSCore
import Foundation

/// All of a world that changes, and what each change does to it. A ``WorldStore`` guards it.
struct WorldState: Sendable {
    /// How long a session is remembered after its end. It is as long as the longest session lasts, so that a client
    /// which wakes with old credentials hears that they have expired, as AWS says, and not that they never existed;
    /// and memory does not grow for ever.
    static let memoryOfExpired: TimeInterval = 36 * 3_600

    let loaded: World
    private(set) var accounts: [AccountID: Account]
    private(set) var longTermKeys: [String: KnownAccessKey]
    private(set) var sessions: [String: Session] = [:]
    /// Tokens of another epoch are not this world's.
    private(set) var tokenEpoch = 0
    /// Counts how often tokens were expired. A token carries the generation it was issued in: unlike its time this
    /// tells a token from before from one after, even where the clock stands.
    private(set) var tokenGeneration = 0
    /// The last moment and generation in which all tokens were expired, and those of single principals.
    private(set) var tokensEnded: TokenEnd?
    private(set) var tokensEndedByPrincipal: [ARN: TokenEnd] = [:]
    /// The number of sessions at which expired ones are looked for next.
    private var nextSweep = 1_024

    struct TokenEnd: Sendable {
        let generation: Int
        let date: Date
    }

    init(_ world: World) {
        loaded = world
        accounts = world.accounts
        longTermKeys = Self.keys(of: world)
    }

    /// Changes this state. The clock is not part of it.
    mutating func apply(_ change: WorldChange) {
        switch change {
        case .sessionIssued(let session):
            if sessions.count >= nextSweep { forgetSessions(expiredBefore: session.issuedAt) }
            sessions[session.accessKeyID.value] = session
        case .repositoryCreated(let repository):
            accounts[repository.account]?.regions[repository.region, default: [:]][repository.name] = repository
        case .repositoryDeleted(let account, let region, let name):
            accounts[account]?.regions[region]?[name] = nil
        case .sessionsExpired(let names, let date):
            expireSessions(of: names, at: date)
        case .tokensExpired(let names, let generation, let date):
            let end = TokenEnd(generation: generation, date: date)
            tokenGeneration = max(tokenGeneration, generation + 1)
            if let names {
                for name in names { tokensEndedByPrincipal[name] = end }
            } else {
                tokensEnded = end
                tokensEndedByPrincipal = [:]
            }
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

    /// What leads from the loaded world to this one, without what is over.
    func changesSinceLoading(now: Date, ahead: TimeInterval) -> [WorldChange] {
        var changes: [WorldChange] = [.reset(epoch: tokenEpoch, ahead: ahead)]
        for id in accounts.keys.sorted() {
            let before = loaded.accounts[id]?.regions ?? [:]
            let after = accounts[id]?.regions ?? [:]
            for region in Set(before.keys).union(after.keys).sorted() {
                let old = before[region] ?? [:]
                let new = after[region] ?? [:]
                for name in old.keys.sorted() where new[name] == nil {
                    changes.append(.repositoryDeleted(id, region, name: name))
                }
                for (name, repository) in new.sorted(by: { $0.key < $1.key }) where old[name] != repository {
                    changes.append(.repositoryCreated(repository))
                }
            }
        }
        changes += sessions.values.filter { !Self.isForgotten($0, at: now) }
            .sorted { ($0.issuedAt, $0.accessKeyID.value) < ($1.issuedAt, $1.accessKeyID.value) }
            .map { .sessionIssued($0) }
        if let end = tokensEnded { changes.append(.tokensExpired(of: nil, through: end.generation, at: end.date)) }
        changes += tokensEndedByPrincipal.sorted { $0.key.description < $1.key.description }
            .map { .tokensExpired(of: [$0.key], through: $0.value.generation, at: $0.value.date) }
        return changes
    }

    private mutating func expireSessions(of names: [ARN]?, at date: Date) {
        for id in liveSessions(of: names, at: date) { sessions[id]?.expiration = date }
    }

    /// Runs when the sessions have doubled since the last time, so that on average each is looked at once or twice.
    private mutating func forgetSessions(expiredBefore date: Date) {
        sessions = sessions.filter { !Self.isForgotten($0.value, at: date) }
        nextSweep = max(1_024, sessions.count * 2)
    }

    static func isForgotten(_ session: Session, at date: Date) -> Bool {
        session.expiration.addingTimeInterval(memoryOfExpired) <= date
    }

    private static func keys(of world: World) -> [String: KnownAccessKey] {
        var keys: [String: KnownAccessKey] = [:]
        func add(_ accessKeys: [AccessKey], _ principal: Principal) {
            for key in accessKeys {
                keys[key.id.value] = KnownAccessKey(
                    secret: key.secret,
                    isActive: key.isActive,
                    sessionToken: nil,
                    expiration: nil,
                    principal: principal
                )
            }
        }
        for account in world.accounts.values {
            add(account.rootAccessKeys, .root(account.id))
            for user in account.users.values { add(user.accessKeys, .user(account.id, name: user.name)) }
        }
        return keys
    }
}
