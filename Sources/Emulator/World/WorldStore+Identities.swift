package import AWSCore
import Determinism
package import IAM
import Synchronization

/// Changes of users, groups and roles. What is nil stays as it is, or, of somebody new, is AWS's default.
extension WorldStore {
    /// Makes a user, or changes the one of that name.
    ///
    /// - Parameters:
    ///   - path: cannot be changed once the user is there.
    ///   - groups: replace those that the user is in.
    ///   - tags: replace those that the user has.
    /// - Throws: ``WorldStoreError/unknownAccount(_:)``, ``WorldStoreError/unknown(_:)`` for a group,
    ///   ``WorldStoreError/invalid(_:)``.
    @discardableResult
    package func putUser(
        _ id: AccountID,
        _ name: String,
        path: String? = nil,
        groups: [String]? = nil,
        tags: [String: String]? = nil
    ) throws -> User {
        try changing.withLock { _ in
            let account = try known(id)
            let what = "user '\(name)'"
            try checkName(name, "user", path, account.users[name]?.path, account.users.keys)
            for group in groups ?? [] { _ = try known(group: group, in: id) }
            var user =
                account.users[name]
                ?? User(
                    account: id,
                    partition: account.partition,
                    path: path ?? "/",
                    name: name,
                    seed: seed,
                    incarnation: incarnation(of: .iam(account.partition, id, "user" + (path ?? "/") + name)),
                    created: clock.now
                )
            if let groups { user.groups = groups }
            if let tags { user.tags = tags }
            try refuse(IdentityRules.tags(user.tags, of: what))
            try refuse(IdentityRules.groups(user.groups, of: what))
            try put(user)
            return user
        }
    }

    /// Takes a user away, with its keys, devices and sessions. Policies that name it name its unique ID from then on.
    ///
    /// - Throws: ``WorldStoreError/unknown(_:)``.
    package func deleteUser(_ account: AccountID, _ name: String) throws {
        try changing.withLock { _ in
            _ = try known(user: name, in: account)
            try commit(.userDeleted(account, name: name))
        }
    }

    /// Makes a group; one of that name stays as it is.
    ///
    /// - Throws: ``WorldStoreError/unknownAccount(_:)``, ``WorldStoreError/invalid(_:)``.
    @discardableResult
    package func putGroup(_ id: AccountID, _ name: String, path: String? = nil) throws -> Group {
        try changing.withLock { _ in
            let account = try known(id)
            try checkName(name, "group", path, account.groups[name]?.path, account.groups.keys)
            if let group = account.groups[name] { return group }
            let group = Group(
                account: id,
                partition: account.partition,
                path: path ?? "/",
                name: name,
                seed: seed,
                incarnation: incarnation(of: .iam(account.partition, id, "group" + (path ?? "/") + name)),
                created: clock.now
            )
            try commit(.groupPut(group))
            return group
        }
    }

    /// Takes a group away; its members leave it.
    ///
    /// - Throws: ``WorldStoreError/unknown(_:)``.
    package func deleteGroup(_ account: AccountID, _ name: String) throws {
        try changing.withLock { _ in
            _ = try known(group: name, in: account)
            try commit(.groupDeleted(account, name: name))
        }
    }

    /// Makes a role, or changes the one of that name.
    ///
    /// - Parameters:
    ///   - trustPolicy: needed for a new role.
    ///   - path: cannot be changed once the role is there.
    ///   - maxSessionDuration: 3,600 to 43,200 seconds.
    ///   - tags: replace those that the role has.
    /// - Throws: ``WorldStoreError/unknownAccount(_:)``, ``WorldStoreError/principalNotFound(_:reason:)``,
    ///   ``WorldStoreError/invalid(_:)``.
    @discardableResult
    package func putRole(
        _ id: AccountID,
        _ name: String,
        trustPolicy: PolicyDocument? = nil,
        path: String? = nil,
        maxSessionDuration: Int? = nil,
        tags: [String: String]? = nil
    ) throws -> Role {
        try changing.withLock { _ in
            let account = try known(id)
            let what = "role '\(name)'"
            try checkName(name, "role", path, account.roles[name]?.path, account.roles.keys)
            guard let trust = trustPolicy ?? account.roles[name]?.trustPolicy else {
                throw WorldStoreError.invalid("\(what) has no trust policy; give one that says who may assume it")
            }
            if let trustPolicy { try checkTrust(trustPolicy) }
            var role =
                account.roles[name]
                ?? Role(
                    account: id,
                    partition: account.partition,
                    path: path ?? "/",
                    name: name,
                    seed: seed,
                    incarnation: incarnation(of: .iam(account.partition, id, "role" + (path ?? "/") + name)),
                    trustPolicy: trust,
                    created: clock.now
                )
            role.trustPolicy = trust
            if let maxSessionDuration { role.maxSessionDuration = maxSessionDuration }
            guard (3_600...43_200).contains(role.maxSessionDuration) else {
                throw WorldStoreError.invalid(
                    "\(what) has sessions of \(role.maxSessionDuration) seconds; give a number from 3600 to 43200"
                )
            }
            if let tags { role.tags = tags }
            try refuse(IdentityRules.tags(role.tags, of: what))
            try put(role)
            return role
        }
    }

    /// Sets who may assume a role.
    ///
    /// - Throws: ``WorldStoreError/unknown(_:)``, ``WorldStoreError/principalNotFound(_:reason:)``,
    ///   ``WorldStoreError/invalid(_:)``.
    package func setTrustPolicy(_ document: PolicyDocument, of name: String, in account: AccountID) throws {
        try changing.withLock { _ in
            var role = try known(role: name, in: account)
            try checkTrust(document)
            role.trustPolicy = document
            try put(role)
        }
    }

    /// Takes a role away, with its sessions. Policies that name it name its unique ID from then on.
    ///
    /// - Throws: ``WorldStoreError/unknown(_:)``.
    package func deleteRole(_ account: AccountID, _ name: String) throws {
        try changing.withLock { _ in
            _ = try known(role: name, in: account)
            try commit(.roleDeleted(account, name: name))
        }
    }

    // MARK: Membership and tags

    /// Has a user join a group; nothing changes where it is in it.
    ///
    /// - Throws: ``WorldStoreError/unknown(_:)``, ``WorldStoreError/invalid(_:)``.
    package func addUser(_ name: String, toGroup group: String, in account: AccountID) throws {
        try changing.withLock { _ in
            var user = try known(user: name, in: account)
            _ = try known(group: group, in: account)
            guard !user.groups.contains(group) else { return }
            user.groups.append(group)
            try refuse(IdentityRules.groups(user.groups, of: "user '\(name)'"))
            try put(user)
        }
    }

    /// Has a user leave a group; nothing changes where it is not in it.
    ///
    /// - Throws: ``WorldStoreError/unknown(_:)``.
    package func removeUser(_ name: String, fromGroup group: String, in account: AccountID) throws {
        try changing.withLock { _ in
            var user = try known(user: name, in: account)
            _ = try known(group: group, in: account)
            user.groups.removeAll { $0 == group }
            try put(user)
        }
    }

    /// Sets some tags of a user or role; others stay. A key in another case replaces the one that is there.
    ///
    /// - Throws: ``WorldStoreError/unknown(_:)``, ``WorldStoreError/invalid(_:)``, also for a group, which has no tags.
    package func tag(_ identity: IdentityReference, _ tags: [String: String]) throws {
        try changing.withLock { _ in
            try updateTags(of: identity) { old in
                old = old.filter { have in !tags.keys.contains { $0.equalsIgnoringCase(have.key) } }
                old.merge(tags) { $1 }
            }
        }
    }

    /// Takes some tags of a user or role away, whatever the case of their keys; others are passed over.
    ///
    /// - Throws: as ``tag(_:_:)``.
    package func untag(_ identity: IdentityReference, _ keys: [String]) throws {
        try changing.withLock { _ in
            try updateTags(of: identity) { old in
                old = old.filter { have in !keys.contains { $0.equalsIgnoringCase(have.key) } }
            }
        }
    }

    // MARK: Names

    /// The identity that `text` means: its ARN, `user/NAME`, `group/NAME`, `role/NAME`, or its name alone.
    ///
    /// - Parameter account: where to look; nil for everywhere.
    /// - Throws: ``WorldStoreError/unknown(_:)``, ``WorldStoreError/ambiguous(_:among:)``.
    package func identity(named text: String, in account: AccountID? = nil) throws -> IdentityReference {
        var found: [(IdentityReference, ARN)] = []
        for id in accountIDs where account == nil || account == id {
            guard let account = self.account(id) else { continue }
            found +=
                account.users.values.map { (.user(id, name: $0.name), $0.arn) }
                + account.groups.values.map { (.group(id, name: $0.name), $0.arn) }
                + account.roles.values.map { (.role(id, name: $0.name), $0.arn) }
        }
        found = found.filter { $0.1.description == text || $0.0.description == text || $0.0.name == text }
        guard let first = found.first else {
            throw WorldStoreError.unknown("user, group or role '\(text)'" + (account.map { " in account \($0)" } ?? ""))
        }
        guard found.count == 1 else {
            throw WorldStoreError.ambiguous(text, among: found.map(\.1.description).sorted())
        }
        return first.0
    }

    var seed: String? { state.withLock { $0.loaded.seed } }

    /// Records a user unless it is what it was.
    func put(_ user: User) throws {
        if user != self.user(user.account, user.name) { try commit(.userPut(user)) }
    }

    /// Records a role unless it is what it was.
    func put(_ role: Role) throws {
        if role != self.role(role.account, role.name) { try commit(.rolePut(role)) }
    }

    private func updateTags(of identity: IdentityReference, _ change: (inout [String: String]) -> Void) throws {
        switch identity {
        case .user(let account, let name):
            var user = try known(user: name, in: account)
            change(&user.tags)
            try refuse(IdentityRules.tags(user.tags, of: "user '\(name)'"))
            try put(user)
        case .role(let account, let name):
            var role = try known(role: name, in: account)
            change(&role.tags)
            try refuse(IdentityRules.tags(role.tags, of: "role '\(name)'"))
            try put(role)
        case .group(_, let name):
            throw WorldStoreError.invalid("group '\(name)' cannot have tags; tag a user or a role")
        }
    }

    private func checkName(
        _ name: String,
        _ kind: String,
        _ path: String?,
        _ oldPath: String?,
        _ names: some Sequence<String>
    ) throws {
        try refuse(IdentityRules.name(name, of: kind))
        if let path { try refuse(IdentityRules.path(path, of: "path of \(kind) '\(name)'")) }
        if let same = names.first(where: { $0 != name && $0.equalsIgnoringCase(name) }) {
            throw WorldStoreError.invalid(
                "\(kind) '\(name)' has the name of \(kind) '\(same)' in another case, the same to IAM; choose another"
            )
        }
        if let oldPath, let path, path != oldPath {
            throw WorldStoreError.invalid(
                "\(kind) '\(name)' has the path \(oldPath), which is part of its ARN; delete it to give it another"
            )
        }
    }

    private func checkTrust(_ document: PolicyDocument) throws {
        try check(document, .trust)
        try refuse(
            IdentityRules.size([document], limit: IdentityRules.Size.trustPolicy, of: "the trust policy")
        )
    }
}
