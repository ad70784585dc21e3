package import AWSCore
import Determinism
package import Foundation
import Synchronization
import Text

/// The verbs. None asks who may use it. Each records its change first and then applies it; when a change cannot be
/// recorded, the error of the recording is thrown and nothing has changed.
extension WorldStore {
    /// Makes temporary credentials that the world keeps.
    ///
    /// - Throws: ``WorldStoreError/unknownPrincipal(_:)`` where who would act with them is not there (any more).
    package func issueSession(_ grant: SessionGrant) throws -> Session {
        try together {
            guard principalExists(grant.principal) else {
                throw WorldStoreError.unknownPrincipal(arn(of: grant.principal).description)
            }
            let issuedAt = Date(timeIntervalSince1970: clock.now.timeIntervalSince1970.rounded(.down))
            // A seeded world that starts again draws the same IDs again, which may belong to sessions it kept.
            while true {
                guard let session = newSession(grant, issuedAt: issuedAt), !isKnown(session.accessKeyID) else {
                    continue
                }
                return (session, .sessionIssued(session))
            }
        }
    }

    /// Ends sessions now.
    ///
    /// - Parameter name: the name or ARN of a user (its own and its federated users' sessions), of a role (all its
    ///   sessions), or the ARN of one session; nil for everyone.
    /// - Returns: how many sessions it ended.
    /// - Throws: ``WorldStoreError/unknownPrincipal(_:)``.
    package func expireSessions(of name: String?) throws -> Int {
        try alone {
            let names = try principals(named: name)
            let now = clock.now
            let count = state.withLock { $0.liveSessions(of: names, at: now).count }
            try commit(.sessionsExpired(of: names, at: now))
            return count
        }
    }

    /// Ends one session at `date`. One that has ended before, or that is not known, stays as it is.
    package func endSession(_ key: AccessKeyID, at date: Date) throws {
        try alone {
            let isLive = state.withLock { ($0.sessions[key.value]?.expiration ?? date) > date }
            if isLive { try commit(.sessionEnded(key, at: date)) }
        }
    }

    /// Ends, at `date`, the registry tokens that a principal has been issued so far. Of a session they are its own alone.
    package func endTokens(of principal: Principal, at date: Date) throws {
        try alone {
            let (name, generation) = state.withLock { ($0.arn(of: principal), $0.tokenGeneration) }
            try commit(.tokensExpired(of: [name], through: generation, at: date))
        }
    }

    /// Ends the registry tokens that have been issued so far. Tokens issued from here on are not concerned, even in the
    /// same second.
    ///
    /// - Parameter name: as in ``expireSessions(of:)``.
    /// - Returns: how many principals were named, or, for everyone, how many users, roles and roots the world has.
    ///   Tokens themselves are not counted, for the world does not keep them.
    /// - Throws: ``WorldStoreError/unknownPrincipal(_:)``.
    package func expireTokens(of name: String?) throws -> Int {
        try alone {
            let names = try principals(named: name)
            let generation = state.withLock { $0.tokenGeneration }
            try commit(.tokensExpired(of: names, through: generation, at: clock.now))
            if let names { return names.count }
            return state.withLock { $0.accounts.values.reduce(0) { $0 + 1 + $1.users.count + $1.roles.count } }
        }
    }

    /// Moves the world's clock ahead.
    ///
    /// - Throws: ``WorldStoreError/clockStep(_:)`` unless `seconds` is finite, not negative, and less than a century in
    ///   all.
    package func advanceClock(by seconds: TimeInterval) throws {
        try alone { try moveClock(by: seconds) }
    }

    /// Moves the world's clock ahead, so that it shows `date`.
    ///
    /// - Throws: ``WorldStoreError/clockBack(to:from:)`` for a moment that is past, ``WorldStoreError/clockStep(_:)`` for
    ///   one more than a century away.
    package func setClock(to date: Date) throws {
        try alone {
            let now = clock.now
            guard date >= now else { throw WorldStoreError.clockBack(to: date, from: now) }
            try moveClock(by: date.timeIntervalSince(now))
        }
    }

    private func moveClock(by seconds: TimeInterval) throws {
        let century: TimeInterval = 100 * 365.25 * 86_400
        guard seconds.isFinite, seconds >= 0, clock.ahead + seconds <= century else {
            throw WorldStoreError.clockStep(seconds)
        }
        try commit(.clockAdvanced(by: seconds))
        clock.advance(by: seconds)
    }

    /// How many resets there have been.
    package var tokenEpoch: Int { state.withLock { $0.tokenEpoch } }

    /// Goes back to the world as loaded: sessions are gone, repositories are as they were, all registry tokens are void,
    /// and the clock is put back to where it began.
    package func reset() throws {
        try alone {
            try commit(.reset(epoch: tokenEpoch + 1, ahead: 0))
            clock.set(ahead: 0)
        }
    }

    /// The fewest changes that lead from the world as loaded to the world as it is, to be kept in place of all that
    /// were recorded. The first supersedes whatever came before.
    package func changesSinceLoading() -> [WorldChange] {
        alone {
            let now = clock.now
            let ahead = clock.ahead
            return state.withLock { $0.changesSinceLoading(now: now, ahead: ahead) }
        }
    }

    func isKnown(_ id: AccessKeyID) -> Bool {
        state.withLock { $0.longTermKeys[id.value] != nil || $0.sessions[id.value] != nil }
    }

    /// The ARNs that a name stands for, by which ``names(of:)`` knows a principal again.
    ///
    /// - Parameter name: as in ``expireSessions(of:)``.
    /// - Throws: ``WorldStoreError/unknownPrincipal(_:)``.
    package func principals(named name: String?) throws(WorldStoreError) -> [ARN]? {
        guard let name else { return nil }
        let found = state.withLock { $0.principals(named: name) }
        guard !found.isEmpty else { throw WorldStoreError.unknownPrincipal(name) }
        return found
    }

    private func newSession(_ grant: SessionGrant, issuedAt: Date) -> Session? {
        var stream = randomness.stream("session")
        guard let accessKeyID = AccessKeyID(stream.awsUniqueID("ASIA")) else { return nil }
        return Session(
            accessKeyID: accessKeyID,
            secretAccessKey: stream.secretAccessKey(),
            sessionToken: stream.sessionToken(ofAtLeast: grant.minimumTokenSize),
            grant: grant,
            issuedAt: issuedAt
        )
    }
}

extension RandomStream {
    /// 432 characters of base64, or more where more are wanted, that begin as AWS's do: twelve bytes that are always the
    /// same, and chance.
    fileprivate mutating func sessionToken(ofAtLeast size: Int) -> String {
        let count = max(324, (size + 3) / 4 * 3)
        return Base64.encode(Array("!\n\torigin_ec".utf8) + bytes(count - 12))
    }
}
