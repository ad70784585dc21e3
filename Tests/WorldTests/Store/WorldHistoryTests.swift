import AWSCore
import Determinism
import Foundation
import IAM
import Testing
import World

/// Histories that chance wrote: whatever was done, the record and the shortened record lead to the same world.
@Suite("Worlds with a history")
struct WorldHistoryTests {
    private static let yaml = """
        organization:
          management_account: "999999999999"
          units: {lab: {accounts: ["123456789012"]}}
        accounts:
          "123456789012":
            root: {access_keys: [{id: ROOT, secret: root-secret}], mfa_devices: [{serial: r, seed: GEZDGNBVGY3TQOJQ}]}
            policies:
              own: {Statement: {Effect: Allow, Action: "ecr:*", Resource: "*"}}
              spare: {Statement: {Effect: Allow, Action: "ecr:Get*", Resource: "*"}}
            groups: {team: {policies: [own]}, idle: {}}
            users:
              alice:
                groups: [team]
                permissions_boundary: own
                access_keys: [{id: ALICE, secret: alice-secret}, {id: OLD, secret: old-secret}]
                mfa_devices: [{serial: phone, seed: GEZDGNBVGY3TQOJQ}]
              bob: {path: /team/, inline_policies: {p: {Statement: {Effect: Deny, Action: "sts:*", Resource: "*"}}}}
            roles:
              deployer:
                policies: [own]
                trust: ["arn:aws:iam::123456789012:user/alice", "arn:aws:iam::999999999999:user/alice"]
              reader: {trust: "arn:aws:iam::123456789012:role/deployer"}
            vpc_endpoints:
              vpce-1234:
                vpc: vpc-1234
                policy:
                  Statement:
                    Effect: Allow
                    Principal: {AWS: "arn:aws:iam::123456789012:user/team/bob"}
                    Action: "*"
                    Resource: "*"
            regions:
              us-east-1:
                registry_policy:
                  Statement:
                    Effect: Allow
                    Principal: {AWS: "arn:aws:iam::999999999999:user/alice"}
                    Action: "ecr:CreateRepository"
                    Resource: arn:aws:ecr:us-east-1:123456789012:repository/*
                repositories:
                  app:
                    policy:
                      Statement:
                        Effect: Allow
                        Principal:
                          AWS: ["arn:aws:iam::123456789012:user/alice", "arn:aws:iam::123456789012:role/deployer"]
                        Action: "ecr:BatchGetImage"
                  team/app: {tags: {team: ml}}
          "999999999999":
            users: {alice: {}}
            regions: {us-east-1: }
        """

    @Test("The record and the shortened record lead to the world that was left", arguments: 0..<40)
    func random(_ seed: Int) throws {
        let recorder = Recorder()
        let world = try TestWorld(yaml: Self.yaml, seed: "\(seed)", record: recorder.record)
        var chance = RandomStream(derivedFrom: "history \(seed)")
        var done = 0
        for _ in 0..<120 {
            let before = world.store.world
            do {
                try step(world, &chance)
                done += 1
            } catch {
                // What is refused has done nothing by halves.
                #expect(error is WorldStoreError || error is WorldStore.NotThere, "\(error)")
                #expect(world.store.world == before)
            }
        }
        #expect(done > 40)
        let compacted = world.store.changesSinceLoading()
        let kept = try compacted.map { try WorldChange(encoded: $0.encoded()) }
        let restored = try [recorder.changes, kept].map { changes in
            try TestWorld(yaml: Self.yaml, seed: "\(seed)", replay: changes)
        }
        for again in restored {
            expectSame(again, world)
            // Sessions, tokens and used codes are part of it.
            #expect(again.store.changesSinceLoading() == compacted)
        }
        for again in restored { try expectSameSuccessors(again, world) }
    }

    /// Who is made again gets the same new ID.
    private func expectSameSuccessors(_ again: TestWorld, _ world: TestWorld) throws {
        let trust = try TestWorld.policy(.trust, action: "sts:AssumeRole", principal: "*")
        for name in ["alice", "bob", "carol"] {
            let users = try [again, world].map { try $0.store.makeUser(name, in: $0.home) }
            #expect(users[0].uniqueID == users[1].uniqueID)
        }
        for name in ["deployer", "reader", "ci"] {
            let roles = try [again, world].map { try $0.store.makeRole(name, in: $0.home, trust: trust) }
            #expect(roles[0].uniqueID == roles[1].uniqueID)
        }
    }

    private func expectSame(_ again: TestWorld, _ world: TestWorld) {
        #expect(again.store.world == world.store.world)
        #expect(again.clock.now == world.clock.now)
        for principal in Self.principals(world) {
            let profile = again.store.callerProfile(of: principal, session: nil)
            #expect(profile == world.store.callerProfile(of: principal, session: nil))
        }
        for key in ["ROOT", "ALICE", "OLD"] {
            #expect(again.store.knownKey(key) == world.store.knownKey(key))
        }
        for change in world.store.changesSinceLoading() {
            guard case .sessionIssued(let session) = change else { continue }
            #expect(again.store.session(session.accessKeyID) == session)
            #expect(
                again.store.callerProfile(of: session.principal, session: session.accessKeyID)
                    == world.store.callerProfile(of: session.principal, session: session.accessKeyID)
            )
        }
    }

    private static func principals(_ world: TestWorld) -> [Principal] {
        [.root(world.home), world.alice, .user(world.home, name: "bob"), .user(world.other, name: "alice")]
    }

    // MARK: One thing that happens

    private func step(_ world: TestWorld, _ chance: inout RandomStream) throws {
        switch Int.random(in: 0..<6, using: &chance) {
        case 0: try identityStep(world, &chance)
        case 1: try policyStep(world, &chance)
        case 2: try credentialStep(world, &chance)
        case 3: try registryStep(world, &chance)
        case 4: try accountStep(world, &chance)
        default: try worldStep(world, &chance)
        }
    }

    private func one(_ values: [String], _ chance: inout RandomStream) -> String {
        values.randomElement(using: &chance) ?? ""
    }

    private func user(_ chance: inout RandomStream) -> String { one(["alice", "bob", "carol"], &chance) }

    private func role(_ chance: inout RandomStream) -> String { one(["deployer", "reader", "ci"], &chance) }

    private func principal(_ chance: inout RandomStream) -> String {
        one(
            [
                "arn:aws:iam::123456789012:user/alice", "arn:aws:iam::123456789012:user/team/bob",
                "arn:aws:iam::123456789012:user/carol", "arn:aws:iam::123456789012:role/deployer",
                "arn:aws:iam::999999999999:user/alice", "*", "123456789012",
            ],
            &chance
        )
    }

    private func identityStep(_ world: TestWorld, _ chance: inout RandomStream) throws {
        let (store, home) = (world.store, world.home)
        let (user, role, group) = (user(&chance), role(&chance), one(["team", "idle", "new"], &chance))
        let value = one(["1", "2"], &chance)
        switch Int.random(in: 0..<11, using: &chance) {
        case 0: if store.user(home, user) == nil { try store.makeUser(user, in: home) }
        case 1: try store.update(user: user, in: home) { $0.groups = store.group(home, group) == nil ? [] : [group] }
        case 2: try store.delete(user: user, in: home)
        case 3: if store.group(home, group) == nil { try store.makeGroup(group, in: home) }
        case 4: try store.delete(group: group, in: home)
        case 5:
            let trust = try TestWorld.policy(.trust, action: "sts:AssumeRole", principal: principal(&chance))
            if store.role(home, role) == nil { try store.makeRole(role, in: home, trust: trust) }
        case 6:
            let trust = try TestWorld.policy(.trust, action: "sts:AssumeRole", principal: principal(&chance))
            try store.update(role: role, in: home) { $0.trustPolicy = trust }
        case 7: try store.delete(role: role, in: home)
        case 8: try store.update(user: user, in: home) { $0.tags = ["Key": value] }
        case 9: try store.update(role: role, in: home) { $0.tags = ["Key": value] }
        default: try move(user, to: one(["alice", "bob", "carol", "dora"], &chance), store)
        }
    }

    private func move(_ user: String, to name: String, _ store: WorldStore) throws {
        let home = try #require(AccountID("123456789012"))
        try store.editIdentities(of: home) { edit in
            guard let user = edit.account.users[user], edit.account.users[name] == nil else { return }
            edit.move(user, to: "/moved/", name: name)
        }
    }

    private func policyStep(_ world: TestWorld, _ chance: inout RandomStream) throws {
        let (store, home) = (world.store, world.home)
        let (user, role, group) = (user(&chance), role(&chance), one(["team", "idle", "new"], &chance))
        let name = one(["own", "spare", "fresh"], &chance)
        let policy = store.account(home)?.managedPolicies[name]?.arn
        let document = try TestWorld.policy(.identity, one(["Allow", "Deny"], &chance))
        switch Int.random(in: 0..<8, using: &chance) {
        case 0: if policy == nil { try store.makePolicy(name, in: home, document) }
        case 1:
            try store.update(policy: name, in: home) { policy in
                policy.addVersion(document, isDefault: true, at: TestWorld.start)
            }
        case 2: try store.delete(policy: name, in: home)
        case 3: try store.update(user: user, in: home) { $0.attachedPolicies = policy.map { [$0] } ?? [] }
        case 4: try store.update(group: group, in: home) { $0.attachedPolicies = policy.map { [$0] } ?? [] }
        case 5: try store.update(role: role, in: home) { $0.inlinePolicies = [name: document] }
        case 6: try store.update(user: user, in: home) { $0.permissionsBoundary = policy }
        default: try store.update(role: role, in: home) { $0.permissionsBoundary = policy }
        }
    }

    private func credentialStep(_ world: TestWorld, _ chance: inout RandomStream) throws {
        let (store, home) = (world.store, world.home)
        let user = user(&chance)
        let serial = "arn:aws:iam::123456789012:mfa/" + one(["phone", "r", "d1"], &chance)
        let device = MultiFactorDevice(serial: serial, seed: chance.bytes(20))
        let principals = [world.alice, world.federated, world.session, .root(world.home)]
        let principal = principals.randomElement(using: &chance) ?? world.alice
        let isActive = Bool.random(using: &chance)
        switch Int.random(in: 0..<9, using: &chance) {
        case 0:
            let key = try store.editIdentities(of: home) { edit in edit.newAccessKey() }
            try store.update(user: user, in: home) { $0.accessKeys.append(key) }
        case 1:
            try store.update(user: user, in: home) { user in
                for index in user.accessKeys.indices { user.accessKeys[index].isActive = isActive }
            }
        case 2: try store.update(user: user, in: home) { $0.accessKeys = [] }
        case 3: try store.editIdentities(of: home) { edit in edit.putRoot(accessKeys: [edit.newAccessKey()]) }
        case 4: try store.update(user: user, in: home) { $0.multiFactorDevices = [device] }
        case 5: try store.editIdentities(of: home) { edit in edit.putRoot(devices: isActive ? [device] : []) }
        case 6: _ = try store.useOneTimeCode(serial: serial, step: Int.random(in: 0..<6, using: &chance))
        default: _ = try world.issue(.sessionToken, as: principal, seconds: 3_600)
        }
    }

    private func registryStep(_ world: TestWorld, _ chance: inout RandomStream) throws {
        let store = world.store
        let name = one(["app", "team/app", "new"], &chance)
        let place = (world.home, world.region)
        let principal = principal(&chance)
        switch Int.random(in: 0..<8, using: &chance) {
        case 0:
            let region = try #require(Region(one(["us-east-1", "ap-south-1"], &chance)))
            _ = try store.createRepository(
                Repository(name: name, account: world.home, region: region, createdAt: world.clock.now)
            )
        case 1:
            let region = try #require(Region(one(["us-east-1", "ap-south-1"], &chance)))
            _ = try store.deleteRepository(world.home, region, name)
        case 2:
            let policy = try TestWorld.policy(.repository, principal: principal)
            try store.updateRepository(place.0, place.1, name) { $0.policy = policy }
        case 3: try store.updateRepository(place.0, place.1, name) { $0.policy = nil }
        case 4:
            let policy = try TestWorld.policy(.registry, action: "ecr:CreateRepository", principal: principal)
            let put = Bool.random(using: &chance) ? policy : nil
            try store.updateRegistry(place.0, place.1) { $0.policy = put }
        case 5:
            let scope: RegistryPolicyScope = Bool.random(using: &chance) ? .v1 : .v2
            try store.updateRegistry(place.0, place.1) { $0.policyScope = scope }
        case 6:
            let value = one(["1", "2"], &chance)
            try store.updateRepository(place.0, place.1, name) { $0.tags["a"] = value }
        default:
            let isEnabled = Bool.random(using: &chance)
            try store.updateRegistry(place.0, place.1) { $0.isBlobMountingEnabled = isEnabled }
        }
    }

    /// Accounts that come and are closed, and what is in them; and organizations.
    private func accountStep(_ world: TestWorld, _ chance: inout RandomStream) throws {
        let (store, other) = (world.store, world.other)
        let made = store.accountIDs.filter { ![world.home, other].contains($0) }.randomElement(using: &chance)
        switch Int.random(in: 0..<6, using: &chance) {
        case 0, 1:
            let email = "team\(store.accountIDs.count)@example.com"
            try store.editAccounts { edit in
                guard let manager = edit.account(other), var organization = edit.organization else { return }
                _ = try edit.createAccount(named: "t", email: email, role: "Access", for: manager, in: &organization)
                edit.organization = organization
            }
        case 2:
            try store.editAccounts { edit in
                guard let made, let account = edit.account(made), !account.isClosed else { return }
                edit.close(account)
            }
        case 3:
            guard let made else { return }
            _ = try store.createRepository(
                Repository(name: "app", account: made, region: world.region, createdAt: world.clock.now)
            )
        case 4:
            guard let made else { return }
            _ = try store.deleteRepository(made, world.region, "app")
        default:
            try store.editAccounts { edit in
                if edit.organization == nil {
                    _ = edit.createOrganization(by: other, hasAllFeatures: true)
                } else {
                    edit.organization = nil
                }
            }
        }
    }

    private func worldStep(_ world: TestWorld, _ chance: inout RandomStream) throws {
        let store = world.store
        let lab = store.organization?.targets.first { $0.description == "unit lab" }
        let target: OrganizationTarget =
            [.root, lab ?? .root, .unit(id: "ou-none-00000000", name: "none"), .account(world.home)]
            .randomElement(using: &chance) ?? .root
        let name = one(["a", "b"], &chance)
        switch Int.random(in: 0..<8, using: &chance) {
        case 0:
            let policy = try TestWorld.policy(.serviceControl, "Deny")
            try store.attach(.service, name, policy, to: target)
        case 1:
            let policy = try TestWorld.policy(.resourceControl, "Deny")
            try store.attach(.resource, name, policy, to: target)
        case 2: try store.detachAll(.service, from: target)
        case 3: try store.detachAll(.resource, from: target)
        case 4: try store.advanceClock(by: 60)
        case 5: _ = try store.expireSessions(of: one(["alice", "deployer"], &chance))
        case 6: _ = try store.expireTokens(of: one(["alice", "deployer"], &chance))
        default:
            // A reset ends a history, so it is rare.
            if Int.random(in: 0..<20, using: &chance) == 0 { try store.reset() }
        }
    }
}
