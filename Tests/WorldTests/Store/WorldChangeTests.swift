import AWSCore
import Determinism
import Foundation
import Testing
import World

@Suite("Changes, their record and the way back")
struct WorldChangeTests {
    private let recorder = Recorder()
    private let world: TestWorld

    init() throws {
        world = try TestWorld(record: recorder.record)
    }

    private func makeChanges() throws -> (session: Session, ended: Session, expiredToken: String, token: String) {
        let store = world.store
        let ended = try world.issue(.sessionToken, as: world.alice, seconds: 43_200)
        let expiredToken = world.token(for: world.alice)
        _ = try store.createRepository(
            Repository(
                name: "made",
                account: world.other,
                region: world.region,
                createdAt: world.clock.now,
                tags: ["a": "b"]
            )
        )
        _ = try store.deleteRepository(world.home, world.region, "app")
        try store.advanceClock(by: 600)
        _ = try store.expireSessions(of: "alice")
        _ = try store.expireTokens(of: "arn:aws:iam::123456789012:user/alice")
        let session = try world.issue(.federatedUser, as: world.federated, seconds: 43_200)
        return (session, ended, expiredToken, world.token(for: world.alice))
    }

    private func checkRestored(
        _ restored: TestWorld,
        _ made: (session: Session, ended: Session, expiredToken: String, token: String)
    ) {
        #expect(restored.clock.now == world.clock.now)
        #expect(
            restored.store.knownKey(made.session.accessKeyID.value)
                == world.store.knownKey(made.session.accessKeyID.value)
        )
        #expect(restored.store.knownKey(made.ended.accessKeyID.value)?.expiration == TestWorld.start + 600)
        #expect(restored.store.repositories(world.home, world.region).map(\.name) == ["team/app"])
        #expect(
            restored.store.repositories(world.other, world.region)
                == world.store.repositories(world.other, world.region)
        )
        #expect(restored.isGood(made.token) == true)
        #expect(restored.isGood(made.expiredToken) == false)
    }

    @Test("A world that starts again with its record is the world that was left")
    func replay() throws {
        let made = try makeChanges()
        checkRestored(try TestWorld(replay: recorder.changes), made)
    }

    @Test("The shortened record leads to the same world, and again to itself")
    func shortened() throws {
        let made = try makeChanges()
        let changes = world.store.changesSinceLoading()
        let restored = try TestWorld(replay: changes)
        checkRestored(restored, made)
        #expect(restored.store.changesSinceLoading() == changes)
        #expect(changes.first?.supersedesEarlier == true)
        let coded = try changes.map { try WorldChange(encoded: $0.encoded()) }
        #expect(coded == changes)
    }

    @Test("Changes of identities that belong together are recorded as one, and replayed so")
    func together() throws {
        try world.store.editIdentities(of: world.home) { edit in
            edit.put(edit.newGroup("one", path: "/"))
            edit.put(edit.newGroup("two", path: "/"))
        }
        let changes = try recorder.changes
        #expect(changes.count == 1)
        let restored = try TestWorld(replay: changes)
        #expect(restored.store.group(world.home, "two") == world.store.group(world.home, "two"))
        #expect(restored.store.group(world.home, "one") != nil)
        struct Refused: Error {}
        #expect(throws: Refused.self) {
            try world.store.editIdentities(of: world.home) { edit in
                edit.put(edit.newGroup("three", path: "/"))
                throw Refused()
            }
        }
        #expect(world.store.group(world.home, "three") == nil)
        try world.store.editIdentities(of: world.home) { _ in }
        #expect(try recorder.changes.count == 1)
    }

    @Test("A managed policy that was kept before there were versions has one")
    func oldManagedPolicy() throws {
        let text = #"""
            {"managedPolicyPut": {"_0": {"account": "123456789012", "path": "/", "name": "old",
              "arn": "arn:aws:iam::123456789012:policy/old",
              "document": {"kind": "identity", "text":
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"}}}}
            """#
        guard case .managedPolicyPut(let policy) = try WorldChange(encoded: Data(text.utf8)) else {
            Issue.record("another change")
            return
        }
        #expect(policy.versions.map(\.id) == ["v1"] && policy.defaultVersion.id == "v1")
        #expect(policy.uniqueID.hasPrefix("ANPA"))
    }

    @Test("A reset goes back to the world as loaded, and puts the clock back, also through a restart")
    func reset() throws {
        let made = try makeChanges()
        try world.store.reset()
        for world in [
            world, try TestWorld(replay: recorder.changes), try TestWorld(replay: world.store.changesSinceLoading()),
        ] {
            #expect(world.store.knownKey(made.session.accessKeyID.value) == nil)
            #expect(world.store.knownKey("ALICE") != nil)
            #expect(world.store.repositories(world.home, world.region).map(\.name) == ["app", "team/app"])
            #expect(world.store.repositories(world.other, world.region).isEmpty)
            #expect(world.isGood(made.token) == nil)
            #expect(world.clock.now == TestWorld.start)
            #expect(world.isGood(world.token(for: world.alice)) == true)
        }
        #expect(try recorder.changes.count == 1)
    }

    @Test("A change that cannot be recorded has not happened")
    func recordingFails() throws {
        recorder.breakDown()
        let store = world.store
        let before = store.changesSinceLoading()
        let token = world.token(for: world.alice)
        #expect(throws: Recorder.Broken.self) { try world.issue(.assumedRole, as: world.session, seconds: 900) }
        #expect(throws: Recorder.Broken.self) {
            try store.createRepository(
                Repository(name: "made", account: world.home, region: world.region, createdAt: world.clock.now)
            )
        }
        #expect(throws: Recorder.Broken.self) { try store.deleteRepository(world.home, world.region, "app") }
        #expect(throws: Recorder.Broken.self) { try store.expireSessions(of: nil) }
        #expect(throws: Recorder.Broken.self) { try store.expireTokens(of: nil) }
        #expect(throws: Recorder.Broken.self) { try store.advanceClock(by: 1) }
        #expect(throws: Recorder.Broken.self) { try store.reset() }
        #expect(store.changesSinceLoading() == before)
        #expect(world.clock.now == TestWorld.start)
        #expect(world.isGood(token) == true)
    }

    @Test("A seeded world that starts again gives new sessions new keys")
    func seededRestart() throws {
        let first = try world.issue(.assumedRole, as: world.session, seconds: 3_600)
        let restarted = try TestWorld(replay: recorder.changes)
        let second = try restarted.issue(.sessionToken, as: world.alice, seconds: 3_600)
        #expect(second.accessKeyID != first.accessKeyID)
        #expect(restarted.store.knownKey(first.accessKeyID.value)?.principal == world.session)
    }
}
