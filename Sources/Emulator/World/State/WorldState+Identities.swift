import AWSCore
import IAM

/// What changes of users, groups, roles and their policies do.
extension WorldState {
    mutating func applyToIdentities(_ change: WorldChange) {
        cache.forgetAll()
        switch change {
        case .userPut(let user): put(user)
        case .userMoved(let user, let name): move(user, from: name)
        case .userDeleted(let account, let name): deleteUser(account, name)
        case .groupPut(let group): accounts[group.account]?.groups[group.name] = group
        case .groupMoved(let group, let name): move(group, from: name)
        case .groupDeleted(let account, let name): deleteGroup(account, name)
        case .rolePut(let role): accounts[role.account]?.roles[role.name] = role
        case .roleDeleted(let account, let name): deleteRole(account, name)
        case .managedPolicyPut(let policy): accounts[policy.account]?.managedPolicies[policy.name] = policy
        case .managedPolicyDeleted(let account, let name):
            guard let policy = accounts[account]?.managedPolicies.removeValue(forKey: name) else { return }
            deletions[policy.arn.description, default: 0] += 1
        case .rootPut(let id, let keys, let devices): putRoot(id, keys, devices)
        case .deletionsCounted(let counts): deletions = counts
        default: break
        }
    }

    private mutating func put(_ user: User) {
        let old = accounts[user.account]?.users[user.name]
        let principal = Principal.user(user.account, name: user.name)
        removeKeys(old?.accessKeys ?? [], of: principal)
        forgetCodes(of: old?.multiFactorDevices ?? [], except: user.multiFactorDevices)
        accounts[user.account]?.users[user.name] = user
        addKeys(user.accessKeys, of: principal)
    }

    /// Policies that name the user name the new ARN from then on, and its sessions go on.
    private mutating func move(_ user: User, from name: String) {
        guard let old = accounts[user.account]?.users.removeValue(forKey: name) else { return }
        removeKeys(old.accessKeys, of: .user(user.account, name: name))
        accounts[user.account]?.users[user.name] = user
        addKeys(user.accessKeys, of: .user(user.account, name: user.name))
        sessions = sessions.mapValues { $0.moved(.user(user.account, name: name), to: user.name) }
        rename(old.arn, to: user.arn.description)
    }

    private mutating func move(_ group: Group, from name: String) {
        guard accounts[group.account]?.groups.removeValue(forKey: name) != nil else { return }
        accounts[group.account]?.groups[group.name] = group
        for (user, value) in accounts[group.account]?.users ?? [:] where value.groups.contains(name) {
            accounts[group.account]?.users[user]?.groups = value.groups.map { $0 == name ? group.name : $0 }
        }
    }

    private mutating func putRoot(_ id: AccountID, _ keys: [AccessKey], _ devices: [MultiFactorDevice]) {
        guard let old = accounts[id] else { return }
        removeKeys(old.rootAccessKeys, of: .root(id))
        forgetCodes(of: old.rootMultiFactorDevices, except: devices)
        accounts[id]?.rootAccessKeys = keys
        accounts[id]?.rootMultiFactorDevices = devices
        addKeys(keys, of: .root(id))
    }

    private mutating func deleteUser(_ account: AccountID, _ name: String) {
        guard let user = accounts[account]?.users.removeValue(forKey: name) else { return }
        removeKeys(user.accessKeys, of: .user(account, name: name))
        forgetCodes(of: user.multiFactorDevices, except: [])
        endSessions { principal in
            switch principal {
            case .user(account, name), .federatedUser(account, _, .user(account, name)): true
            default: false
            }
        }
        forget(user.arn, user.uniqueID)
        forgetAccesses(of: user.uniqueID, in: account)
    }

    private mutating func deleteRole(_ account: AccountID, _ name: String) {
        guard let role = accounts[account]?.roles.removeValue(forKey: name) else { return }
        endSessions { principal in
            if case .roleSession(account, name, _) = principal { return true }
            return false
        }
        forget(role.arn, role.uniqueID)
        forgetAccesses(of: role.uniqueID, in: account)
    }

    private mutating func deleteGroup(_ account: AccountID, _ name: String) {
        guard let group = accounts[account]?.groups.removeValue(forKey: name) else { return }
        for (user, value) in accounts[account]?.users ?? [:] where value.groups.contains(name) {
            accounts[account]?.users[user]?.groups.removeAll { $0 == name }
        }
        deletions[group.arn.description, default: 0] += 1
    }

    private mutating func endSessions(where isConcerned: (Principal) -> Bool) {
        sessions = sessions.filter { !isConcerned($0.value.principal) }
    }

    /// A device that is gone takes its used codes along.
    private mutating func forgetCodes(of old: [MultiFactorDevice], except kept: [MultiFactorDevice]) {
        for device in old where !kept.contains(where: { $0.serial == device.serial }) {
            usedCodes[device.serial] = nil
        }
    }

    /// Counts a deletion, and has every policy that names who is gone name the unique ID instead, which no other will
    /// ever have (docs/aws/iam.md, "Resource policies").
    private mutating func forget(_ arn: ARN, _ id: String) {
        deletions[arn.description, default: 0] += 1
        rename(arn, to: id)
    }

    /// Has every policy that names `arn` say `id` instead.
    private mutating func rename(_ arn: ARN, to id: String) {
        let name = arn.description
        for (key, account) in accounts {
            for (role, value) in account.roles where value.trustPolicy.names(arn) {
                accounts[key]?.roles[role]?.trustPolicy = value.trustPolicy.replacingPrincipal(name, with: id)
            }
            for (endpoint, value) in account.vpcEndpoints {
                guard let policy = value.policy, policy.names(arn) else { continue }
                accounts[key]?.vpcEndpoints[endpoint]?.policy = policy.replacingPrincipal(name, with: id)
            }
            for (region, registry) in account.registries {
                if let policy = registry.settings.policy, policy.names(arn) {
                    accounts[key]?.registries[region]?.settings.policy = policy.replacingPrincipal(name, with: id)
                }
                for (repository, value) in registry.repositories {
                    guard let policy = value.policy, policy.names(arn) else { continue }
                    accounts[key]?.registries[region]?.repositories[repository]?.policy =
                        policy.replacingPrincipal(name, with: id)
                }
            }
        }
    }
}

extension PolicyDocument {
    /// Whether a statement names the user or role of this ARN.
    fileprivate func names(_ arn: ARN) -> Bool { principals.contains { $0.kind == .arn(arn) } }
}
