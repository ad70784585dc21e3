package import AWSCore
import Determinism
import IAM
import Synchronization

/// Changes of what users and root sign in with.
extension WorldStore {
    /// Gives a user, or root, an access key, or changes the one of that ID.
    ///
    /// - Parameters:
    ///   - user: nil for root.
    ///   - key: its ID; nil for a new one, `AKIA…`.
    ///   - secret: nil for the one it has, or for a new one.
    ///   - isActive: nil for as it is, or active.
    /// - Throws: ``WorldStoreError/unknown(_:)``, ``WorldStoreError/unknownAccount(_:)``,
    ///   ``WorldStoreError/invalid(_:)``, also for a key of somebody else's.
    @discardableResult
    package func putAccessKey(
        _ key: AccessKeyID? = nil,
        of user: String?,
        in account: AccountID,
        secret: String? = nil,
        isActive: Bool? = nil
    ) throws -> AccessKey {
        try changing.withLock { _ in
            let owner = user.map { Principal.user(account, name: $0) } ?? .root(account)
            var keys = try accessKeys(of: user, in: account)
            if let secret { try refuse(Self.secretProblem(secret)) }
            let old = key.flatMap { key in keys.first { $0.id == key } }
            if let key, old == nil, isKnown(key) {
                throw WorldStoreError.invalid(
                    "the access key ID '\(key)' is taken; give another, or none for a new one"
                )
            }
            let fresh = newAccessKey()
            let new = AccessKey(
                id: key ?? fresh.id,
                secret: secret ?? old?.secret ?? fresh.secret,
                isActive: isActive ?? old?.isActive ?? true,
                created: old.map(\.createdAt) ?? clock.now
            )
            if let index = keys.firstIndex(where: { $0.id == new.id }) { keys[index] = new } else { keys.append(new) }
            try setAccessKeys(keys, of: owner)
            return new
        }
    }

    /// Switches a key on or off, whosever it is.
    ///
    /// - Throws: ``WorldStoreError/unknown(_:)``.
    package func setAccessKey(_ key: AccessKeyID, isActive: Bool) throws {
        try updateAccessKeys(with: key) { keys in
            keys = keys.map { $0.id == key ? $0.with(isActive: isActive) : $0 }
        }
    }

    /// Takes a key away, whosever it is.
    ///
    /// - Throws: ``WorldStoreError/unknown(_:)``.
    package func deleteAccessKey(_ key: AccessKeyID) throws {
        try updateAccessKeys(with: key) { keys in keys.removeAll { $0.id == key } }
    }

    /// What is wrong with a secret, which is not shown; nil where nothing is.
    static func secretProblem(_ secret: String) -> String? {
        (1...256).contains(secret.utf8.count) && secret.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
            ? nil : "the secret is not 1 to 256 visible ASCII characters; give another"
    }

    private func updateAccessKeys(with key: AccessKeyID, _ change: (inout [AccessKey]) -> Void) throws {
        try changing.withLock { _ in
            guard let owner = state.withLock({ $0.longTermKeys[key.value]?.principal }) else {
                throw WorldStoreError.unknown("access key '\(key)'")
            }
            var user: String?
            if case .user(_, let name) = owner { user = name }
            var keys = try accessKeys(of: user, in: owner.accountID)
            change(&keys)
            try setAccessKeys(keys, of: owner)
        }
    }

    private func accessKeys(of user: String?, in account: AccountID) throws -> [AccessKey] {
        if let user { return try known(user: user, in: account).accessKeys }
        return try known(account).rootAccessKeys
    }

    private func setAccessKeys(_ keys: [AccessKey], of owner: Principal) throws {
        if case .user(let account, let name) = owner {
            var user = try known(user: name, in: account)
            user.accessKeys = keys
            return try put(user)
        }
        let account = try known(owner.accountID)
        guard keys != account.rootAccessKeys else { return }
        try commit(.rootPut(account.id, accessKeys: keys, multiFactorDevices: account.rootMultiFactorDevices))
    }

    /// A key that nobody has, `AKIA…`, which is nobody's yet.
    func newAccessKey() -> AccessKey {
        var stream = randomness.stream("access key")
        // A seeded world that starts again draws the same IDs again.
        while true {
            guard let id = AccessKeyID(stream.awsUniqueID("AKIA")), !isKnown(id) else { continue }
            return AccessKey(id: id, secret: stream.secretAccessKey(), isActive: true, created: clock.now)
        }
    }
}
