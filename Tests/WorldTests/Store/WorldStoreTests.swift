import AWSCore
import Determinism
import Foundation
import IAM
import Testing
import World

@Suite("A living world")
struct WorldStoreTests {
    private let world: TestWorld
    private var store: WorldStore { world.store }

    init() throws {
        world = try TestWorld()
    }

    @Test("Keys of users, of root and of sessions are known by their ID, exactly as written")
    func keys() throws {
        #expect(store.knownKey("ALICE")?.secret == "alice-secret")
        #expect(store.knownKey("ALICE")?.principal == world.alice)
        #expect(store.knownKey("ALICE")?.isActive == true)
        #expect(store.knownKey("ALICE")?.sessionToken == nil)
        #expect(store.knownKey("ALICE")?.expiration == nil)
        #expect(store.knownKey("OLD")?.isActive == false)
        #expect(store.knownKey("ROOT")?.principal == .root(world.home))
        #expect(store.knownKey("alice") == nil)
        #expect(store.knownKey("") == nil)

        let session = try world.issue(.assumedRole, as: world.session, seconds: 900)
        let key = try #require(store.knownKey(session.accessKeyID.value))
        #expect(key.secret == session.secretAccessKey)
        #expect(key.sessionToken == session.sessionToken)
        #expect(key.expiration == TestWorld.start + 900)
        #expect(key.principal == world.session)
    }

    @Test("Principals have AWS's ARNs and user IDs")
    func principals() throws {
        let alice = try #require(store.user(world.home, "alice")).uniqueID
        let role = try #require(store.role(world.home, "deployer")).uniqueID
        #expect(alice.hasPrefix("AIDA") && role.hasPrefix("AROA"))
        let expected: [(Principal, String, String)] = [
            (.root(world.home), "arn:aws:iam::123456789012:root", "123456789012"),
            (world.alice, "arn:aws:iam::123456789012:user/alice", alice),
            (world.session, "arn:aws:sts::123456789012:assumed-role/deployer/s-1", role + ":s-1"),
            (world.federated, "arn:aws:sts::123456789012:federated-user/fed", "123456789012:fed"),
        ]
        for (principal, arn, userID) in expected {
            #expect(store.arn(of: principal).description == arn)
            #expect(store.userID(of: principal) == userID)
            #expect(store.principalExists(principal))
        }
        #expect(store.arn(of: .user(world.home, name: "bob")).description == "arn:aws:iam::123456789012:user/team/bob")
        #expect(!store.principalExists(.user(world.other, name: "bob")))
        #expect(!store.principalExists(.federatedUser(world.home, name: "x", issuer: .user(world.home, name: "gone"))))
        #expect(store.uniqueID(of: world.federated) == alice)
    }

    @Test("Accounts, regions and repositories are listed in order")
    func listings() {
        #expect(store.accountIDs == [world.home, world.other])
        #expect(store.regions(of: world.home).map(\.name) == ["eu-west-1", "us-east-1"])
        #expect(store.hasRegion(world.region))
        #expect(Region("ap-south-1").map(store.hasRegion) == false)
        #expect(store.repositories(world.home, world.region).map(\.name) == ["app", "team/app"])
        #expect(store.repositories(world.other, world.region).isEmpty)
        #expect(store.repository(world.home, world.region, "app")?.name == "app")
        #expect(store.repository(world.other, world.region, "app") == nil)
    }

    @Test("Sessions have AWS's forms, whole seconds, and are the same under the same seed")
    func sessionForms() throws {
        let session = try world.issue(.sessionToken, as: world.alice, seconds: 43_200)
        #expect(session.accessKeyID.value.hasPrefix("ASIA") && session.accessKeyID.value.count == 20)
        #expect(session.secretAccessKey.count == 40)
        #expect(session.sessionToken.hasPrefix("IQoJb3JpZ2luX2Vj"))
        #expect(session.sessionToken.count >= 400 && Data(base64Encoded: session.sessionToken) != nil)
        #expect(session.issuedAt.timeIntervalSince1970 == session.issuedAt.timeIntervalSince1970.rounded())
        #expect(session.expiration == session.issuedAt + 43_200)
        let again = try TestWorld().issue(.sessionToken, as: world.alice, seconds: 43_200)
        #expect(again == session)
        let different = try TestWorld(seed: "other").issue(.sessionToken, as: world.alice, seconds: 43_200)
        #expect(different.accessKeyID != session.accessKeyID && different.sessionToken != session.sessionToken)
        let next = try world.issue(.sessionToken, as: world.alice, seconds: 43_200)
        #expect(next.accessKeyID != session.accessKeyID && next.secretAccessKey != session.secretAccessKey)
    }

    @Test("An expired session is still known as expired, for 36 hours")
    func expiredSessions() throws {
        let session = try world.issue(.assumedRole, as: world.session, seconds: 900)
        world.clock.advance(by: 900)
        #expect(try #require(store.knownKey(session.accessKeyID.value)?.expiration) <= world.clock.now)
        world.clock.advance(by: 36 * 3_600 - 1)
        #expect(store.knownKey(session.accessKeyID.value) != nil)
        world.clock.advance(by: 1)
        #expect(store.knownKey(session.accessKeyID.value) == nil)
    }

    @Test("Memory is given back: what expired long ago is not kept through a restart either")
    func forgetting() throws {
        for _ in 0..<3_000 { _ = try world.issue(.assumedRole, as: world.session, seconds: 900) }
        #expect(store.changesSinceLoading().count > 3_000)
        world.clock.advance(by: 48 * 3_600)
        #expect(store.changesSinceLoading().count < 5)
        let kept = try world.issue(.assumedRole, as: world.session, seconds: 900)
        #expect(store.knownKey(kept.accessKeyID.value) != nil)
    }

    @Test("Repositories are created once, deleted once, and in known accounts only")
    func repositories() throws {
        let repository = Repository(name: "new", account: world.home, region: world.region, createdAt: world.clock.now)
        #expect(try store.createRepository(repository))
        #expect(try !store.createRepository(repository))
        #expect(store.repository(world.home, world.region, "new") == repository)
        #expect(try store.deleteRepository(world.home, world.region, "new") == repository)
        #expect(try store.deleteRepository(world.home, world.region, "new") == nil)
        let stranger = try #require(AccountID("000000000000"))
        #expect(throws: WorldStoreError.unknownAccount("000000000000")) {
            try store.createRepository(
                Repository(name: "x1", account: stranger, region: world.region, createdAt: world.clock.now)
            )
        }
    }

    @Test("Sessions end for those who are named, now, and stay known as expired")
    func expireSessions() throws {
        let ofRole = try world.issue(.assumedRole, as: world.session, seconds: 3_600)
        let second = Principal.roleSession(world.home, role: "deployer", session: "s-2")
        let ofRole2 = try world.issue(.assumedRole, as: second, seconds: 3_600)
        let ofAlice = try world.issue(.sessionToken, as: world.alice, seconds: 3_600)
        let ofFederated = try world.issue(.federatedUser, as: world.federated, seconds: 3_600)
        let ofRoot = try world.issue(.sessionToken, as: .root(world.home), seconds: 3_600)
        func live() -> Set<String> {
            Set(
                [ofRole, ofRole2, ofAlice, ofFederated, ofRoot].map(\.accessKeyID.value).filter {
                    (store.knownKey($0)?.expiration ?? .distantPast) > world.clock.now
                }
            )
        }
        func ids(_ sessions: Session...) -> Set<String> { Set(sessions.map(\.accessKeyID.value)) }

        #expect(try store.expireSessions(of: "arn:aws:sts::123456789012:assumed-role/deployer/s-1") == 1)
        #expect(live() == ids(ofRole2, ofAlice, ofFederated, ofRoot))
        #expect(try store.expireSessions(of: "deployer") == 1)
        #expect(live() == ids(ofAlice, ofFederated, ofRoot))
        #expect(try store.expireSessions(of: "arn:aws:sts::123456789012:federated-user/fed") == 1)
        #expect(live() == ids(ofAlice, ofRoot))
        #expect(try store.expireSessions(of: "alice") == 1)
        #expect(live() == ids(ofRoot))
        #expect(try store.expireSessions(of: nil) == 1)
        #expect(live().isEmpty)
        #expect(try store.expireSessions(of: nil) == 0)
        #expect(store.knownKey(ofRole.accessKeyID.value)?.expiration == TestWorld.start)

        let fresh = try world.issue(.sessionToken, as: world.alice, seconds: 900)
        #expect(store.knownKey(fresh.accessKeyID.value)?.expiration == TestWorld.start + 900)
    }

    @Test(
        "A name that nobody has is an error",
        arguments: [
            "carol", "", "ALICE", "arn:aws:iam::123456789012:user/carol", "arn:aws:iam::123456789012:user/bob",
            "arn:aws:sts::123456789012:assumed-role/none/s", "arn:aws:sts::123456789012:federated-user/none",
            "arn:aws:iam::000000000000:root", "123456789012",
        ]
    )
    func unknownPrincipal(_ name: String) {
        #expect(throws: WorldStoreError.unknownPrincipal(name)) { try store.expireSessions(of: name) }
        #expect(throws: WorldStoreError.unknownPrincipal(name)) { try store.expireTokens(of: name) }
    }

    @Test("The clock moves ahead by finite steps only", arguments: [-1, .infinity, .nan, 1e18])
    func clockSteps(_ seconds: Double) throws {
        #expect(throws: WorldStoreError.self) { try store.advanceClock(by: seconds) }
        #expect(world.clock.ahead == 0)
        try store.advanceClock(by: 46_800)
        #expect(world.clock.now == TestWorld.start + 46_800)
    }

    @Test("Secrets stand in no description")
    func descriptions() throws {
        let session = try world.issue(.sessionToken, as: world.alice, seconds: 900)
        let known = try #require(store.knownKey("ALICE"))
        let user = try #require(store.user(world.home, "alice"))
        let texts = [
            "\(session)", "\(known)", "\(user)", String(reflecting: session), String(reflecting: user),
            "\(WorldChange.sessionIssued(session))",
        ]
        for text in texts {
            #expect(!text.contains(session.secretAccessKey) && !text.contains(session.sessionToken))
            #expect(!text.contains("alice-secret") && !text.contains("old-secret"))
        }
    }

    @Test("Many at once: every session has its own key, and every repository is created once")
    func concurrent() async throws {
        let store = store
        let world = world
        let ids = try await withThrowingTaskGroup(of: (String, Int).self) { group in
            for index in 0..<400 {
                group.addTask {
                    let session = try world.issue(.assumedRole, as: world.session, seconds: 900)
                    let repository = Repository(
                        name: "r-\(index % 20)",
                        account: world.home,
                        region: world.region,
                        createdAt: world.clock.now
                    )
                    let created = try store.createRepository(repository)
                    #expect(store.knownKey(session.accessKeyID.value)?.secret == session.secretAccessKey)
                    return (session.accessKeyID.value, created ? 1 : 0)
                }
            }
            return try await group.reduce(into: (Set<String>(), 0)) { result, next in
                result.0.insert(next.0)
                result.1 += next.1
            }
        }
        #expect(ids.0.count == 400)
        #expect(ids.1 == 20)
    }
}
