import AWSCore
import Foundation

/// The shortest way from the world as loaded to the world as it is.
extension WorldState {
    /// What leads from the loaded world to this one, without what is over.
    func changesSinceLoading(now: Date, ahead: TimeInterval) -> [WorldChange] {
        var base = WorldState(loaded)
        var changes: [WorldChange] = []
        // Deleting changes the policies that name who is deleted, so what else differs is asked afterwards.
        for change in deletionsSinceLoading {
            changes.append(change)
            base.apply(change)
        }
        for new in addedAccounts.values.sorted(by: { $0.id < $1.id }) {
            changes.append(.accountAdded(new))
            base.apply(.accountAdded(new))
        }
        if organization != base.organization { changes.append(.organizationPut(organization)) }
        for (id, account) in accounts.sorted(by: { $0.key < $1.key }) {
            guard let before = base.accounts[id], before != account else { continue }
            changes += account.identityChanges(since: before) + account.resourceChanges(since: before)
        }
        if deletions != base.deletions { changes.append(.deletionsCounted(deletions)) }
        changes += sessions.values.filter { !Self.isForgotten($0, at: now) }
            .sorted { ($0.issuedAt, $0.accessKeyID.value) < ($1.issuedAt, $1.accessKeyID.value) }
            .map { .sessionIssued($0) }
        changes += uses.sorted { $0.key < $1.key }.map { .credentialUsed($0.key, $0.value) }
        changes += accessChanges
        changes += usedCodes.sorted { $0.key < $1.key }.map { .oneTimeCodeUsed(serial: $0.key, step: $0.value) }
        if let end = tokensEnded { changes.append(.tokensExpired(of: nil, through: end.generation, at: end.date)) }
        changes += tokensEndedByPrincipal.sorted { $0.key.description < $1.key.description }
            .map { .tokensExpired(of: [$0.key], through: $0.value.generation, at: $0.value.date) }
        return [.reset(epoch: tokenEpoch, ahead: ahead)] + changes
    }

    private var deletionsSinceLoading: [WorldChange] {
        loaded.accounts.sorted { $0.key < $1.key }.flatMap { id, before -> [WorldChange] in
            guard let now = accounts[id] else { return [] }
            func gone<Entity: IdentityEntity>(_: Entity.Type) -> [WorldChange] {
                before[keyPath: Entity.place].keys.filter { now[keyPath: Entity.place][$0] == nil }.sorted()
                    .map { Entity.deleting($0, of: id) }
            }
            return gone(User.self) + gone(Group.self) + gone(Role.self) + gone(CustomerManagedPolicy.self)
                + gone(InstanceProfile.self) + gone(OIDCProvider.self) + gone(SAMLProvider.self)
        }
    }
}

extension Account {
    fileprivate func identityChanges(since before: Account) -> [WorldChange] {
        func put<Entity: IdentityEntity>(_: Entity.Type) -> [WorldChange] {
            changed(self[keyPath: Entity.place], before[keyPath: Entity.place]).map { $0.putting(in: id) }
        }
        var changes: [WorldChange] = profile == before.profile ? [] : [.accountProfilePut(id, profile)]
        changes += put(CustomerManagedPolicy.self) + put(Group.self) + put(User.self) + put(Role.self)
        changes += put(InstanceProfile.self) + put(OIDCProvider.self) + put(SAMLProvider.self)
        if identitySettings != before.identitySettings { changes.append(.identitySettingsPut(id, identitySettings)) }
        if outboundIssuer != before.outboundIssuer { changes.append(.outboundIssuerPut(id, outboundIssuer)) }
        if rootAccessKeys != before.rootAccessKeys || rootMultiFactorDevices != before.rootMultiFactorDevices {
            changes.append(.rootPut(id, accessKeys: rootAccessKeys, multiFactorDevices: rootMultiFactorDevices))
        }
        return changes
    }

    fileprivate func resourceChanges(since before: Account) -> [WorldChange] {
        var changes: [WorldChange] = changed(vpcEndpoints, before.vpcEndpoints).map { .endpointPut($0) }
        for region in Set(registries.keys).union(before.registries.keys).sorted() {
            let old = before.registries[region] ?? Registry()
            let new = registries[region] ?? Registry()
            if new.settings != old.settings { changes.append(.registryPut(id, region, new.settings)) }
            for name in old.repositories.keys.sorted() where new.repositories[name] == nil {
                changes.append(.repositoryDeleted(id, region, name: name))
            }
            changes += changed(new.repositories, old.repositories).map { .repositoryPut($0) }
        }
        return changes
    }

    private func changed<Value: Equatable>(_ new: [String: Value], _ old: [String: Value]) -> [Value] {
        new.sorted { $0.key < $1.key }.filter { old[$0.key] != $0.value }.map(\.value)
    }
}
