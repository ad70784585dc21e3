import AWSCore
import Determinism
import Foundation
import IAM
import Testing
import World

@Suite("Users, groups and roles that change")
struct WorldIdentityTests {
    private let world: TestWorld
    private var store: WorldStore { world.store }

    init() throws {
        world = try TestWorld()
    }

    @Test("With a group its members' membership goes")
    func groups() throws {
        try store.makeGroup("team", in: world.home)
        try store.update(user: "alice", in: world.home) { $0.groups = ["team"] }
        try store.delete(group: "team", in: world.home)
        #expect(store.user(world.home, "alice")?.groups == [])
        #expect(store.group(world.home, "team") == nil)
        let stranger = try #require(AccountID("000000000000"))
        #expect(throws: WorldStoreError.unknownAccount("000000000000")) { try store.makeUser("x", in: stranger) }
    }

    @Test("With a user or role its keys, sessions and tokens end at once; those of others do not")
    func deletion() throws {
        let ofAlice = try world.issue(.sessionToken, as: world.alice, seconds: 900)
        let ofFederated = try world.issue(.federatedUser, as: world.federated, seconds: 900)
        let ofRole = try world.issue(.assumedRole, as: world.session, seconds: 900)
        let (token, roleToken) = (world.token(for: world.alice), world.token(for: world.session))
        try store.delete(user: "alice", in: world.home)
        #expect(store.knownKey("ALICE") == nil && store.knownKey("OLD") == nil)
        #expect(store.knownKey(ofAlice.accessKeyID.value) == nil && store.session(ofAlice.accessKeyID) == nil)
        #expect(store.knownKey(ofFederated.accessKeyID.value) == nil)
        #expect(store.knownKey(ofRole.accessKeyID.value) != nil && store.knownKey("ROOT") != nil)
        #expect(world.isGood(token) == nil && world.isGood(roleToken) == true)
        // A user of that name in another account is somebody else.
        #expect(store.user(world.other, "alice") != nil)
        #expect(throws: WorldStoreError.self) { try world.issue(.sessionToken, as: world.alice, seconds: 900) }

        try store.delete(role: "deployer", in: world.home)
        #expect(store.knownKey(ofRole.accessKeyID.value) == nil && world.isGood(roleToken) == nil)
    }

    @Test("Who is made again under a name is somebody else: by ID, to tokens and to policies")
    func incarnations() throws {
        let first = try #require(store.user(world.home, "alice"))
        let policy = try TestWorld.policy(.repository, principal: first.arn.description)
        try store.updateRepository(world.home, world.region, "app") { $0.policy = policy }
        let registryPolicy = try TestWorld.policy(.registry, principal: first.arn.description)
        try store.updateRegistry(world.other, world.region) { $0.policy = registryPolicy }
        let trust = try TestWorld.policy(.trust, action: "sts:AssumeRole", principal: first.arn.description)
        try store.update(role: "deployer", in: world.home) { $0.trustPolicy = trust }
        let token = world.token(for: world.alice)

        try store.delete(user: "alice", in: world.home)
        func named() -> [PolicyPrincipal.Kind] {
            [
                store.repository(world.home, world.region, "app")?.policy,
                store.account(world.other)?.registrySettings(in: world.region).policy,
                store.role(world.home, "deployer")?.trustPolicy,
            ].flatMap { $0?.principals.map(\.kind) ?? [] }
        }
        #expect(named() == [.uniqueID(first.uniqueID), .uniqueID(first.uniqueID), .uniqueID(first.uniqueID)])

        let second = try store.makeUser("alice", in: world.home)
        #expect(second.arn == first.arn && second.uniqueID != first.uniqueID && second.uniqueID.hasPrefix("AIDA"))
        #expect(second.accessKeys.isEmpty && second.attachedPolicies.isEmpty)
        #expect(world.isGood(token) == nil)
        let profile = try #require(store.callerProfile(of: world.alice, session: nil))
        let statement = try #require(store.repository(world.home, world.region, "app")?.policy?.statements.first)
        #expect(statement.principalMatch(profile.principal, isBounded: false) == .none)

        try store.delete(user: "alice", in: world.home)
        let third = try store.makeUser("alice", in: world.home).uniqueID
        #expect(![first.uniqueID, second.uniqueID].contains(third))
        #expect(named() == [.uniqueID(first.uniqueID), .uniqueID(first.uniqueID), .uniqueID(first.uniqueID)])
        try store.reset()
        #expect(store.user(world.home, "alice")?.uniqueID == first.uniqueID)
    }

    @Test("A deleted role is named by its ID too, by those whom it trusted and who trusted it")
    func deletedRole() throws {
        let role = try #require(store.role(world.home, "deployer"))
        let trust = try TestWorld.policy(.trust, action: "sts:AssumeRole", principal: role.arn.description)
        try store.makeRole("ci", in: world.home, trust: trust)
        let session = "arn:aws:sts::123456789012:assumed-role/deployer/s"
        let policy = try TestWorld.policy(.repository, principal: session)
        try store.updateRepository(world.home, world.region, "app") { $0.policy = policy }
        try store.delete(role: "deployer", in: world.home)
        #expect(store.role(world.home, "ci")?.trustPolicy.principals.map(\.kind) == [.uniqueID(role.uniqueID)])
        // AWS keeps the ARN of a session as it is.
        #expect(store.repository(world.home, world.region, "app")?.policy?.principals.map(\.text) == [session])
        let again = try store.makeRole("deployer", in: world.home, path: "/ops/", trust: role.trustPolicy)
        #expect(again.arn == role.arn && again.uniqueID != role.uniqueID)
    }
}
