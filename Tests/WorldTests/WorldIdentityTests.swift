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

    private func refusal(_ body: () throws -> Void) throws -> String {
        let error = try #require(throws: WorldStoreError.self) { try body() }
        #expect(!error.description.contains("\n"))
        return error.description
    }

    @Test("A user is made, changed and deleted; what is not given stays")
    func users() throws {
        try store.putGroup(world.home, "team", path: "/g/")
        let made = try store.putUser(world.home, "carol", path: "/x/", groups: ["team"], tags: ["a": "b"])
        #expect(made.arn.description == "arn:aws:iam::123456789012:user/x/carol")
        #expect(store.user(world.home, "carol") == made)
        #expect(try store.putUser(world.home, "carol") == made)
        #expect(try store.putUser(world.home, "carol", tags: [:]).tags.isEmpty)
        #expect(store.user(world.home, "carol")?.groups == ["team"])
        try store.deleteUser(world.home, "carol")
        #expect(store.user(world.home, "carol") == nil)
        #expect(throws: WorldStoreError.unknown("user 'carol' in account 123456789012")) {
            try store.deleteUser(world.home, "carol")
        }
    }

    @Test("A role is made with a trust policy, changed and deleted")
    func roles() throws {
        let trust = try TestWorld.policy(.trust, action: "sts:AssumeRole", principal: "123456789012")
        #expect(try refusal { try store.putRole(world.home, "ci") }.hasPrefix("role 'ci' has no trust policy; "))
        let made = try store.putRole(world.home, "ci", trustPolicy: trust, maxSessionDuration: 7_200)
        #expect(made.uniqueID.hasPrefix("AROA") && made.maxSessionDuration == 7_200)
        #expect(try store.putRole(world.home, "ci", tags: ["a": "b"]).trustPolicy == trust)
        let other = try TestWorld.policy(.trust, action: "sts:AssumeRole", principal: "*")
        try store.setTrustPolicy(other, of: "ci", in: world.home)
        #expect(store.role(world.home, "ci")?.trustPolicy == other)
        let nobody = try TestWorld.policy(.trust, action: "sts:AssumeRole", principal: "000000000000")
        #expect(
            try refusal { try store.setTrustPolicy(nobody, of: "ci", in: world.home) }
                == "the policy names '000000000000', and the world has no account 000000000000; add it or name another"
        )
        #expect(try refusal { try store.putRole(world.home, "ci", maxSessionDuration: 60) }.contains("3600 to 43200"))
        #expect(store.role(world.home, "ci")?.maxSessionDuration == 7_200)
        try store.deleteRole(world.home, "ci")
        #expect(store.role(world.home, "ci") == nil)
    }

    @Test("Groups are joined and left; with a group its members' membership goes")
    func groups() throws {
        let group = try store.putGroup(world.home, "team")
        #expect(group.uniqueID.hasPrefix("AGPA"))
        try store.addUser("alice", toGroup: "team", in: world.home)
        try store.addUser("alice", toGroup: "team", in: world.home)
        #expect(store.user(world.home, "alice")?.groups == ["team"])
        try store.removeUser("alice", fromGroup: "team", in: world.home)
        try store.removeUser("alice", fromGroup: "team", in: world.home)
        #expect(store.user(world.home, "alice")?.groups == [])
        try store.addUser("alice", toGroup: "team", in: world.home)
        try store.deleteGroup(world.home, "team")
        #expect(store.user(world.home, "alice")?.groups == [])
        #expect(throws: WorldStoreError.unknown("group 'team' in account 123456789012")) {
            try store.addUser("alice", toGroup: "team", in: world.home)
        }
        #expect(throws: WorldStoreError.unknown("group 'team' in account 123456789012")) {
            try store.putUser(world.home, "dave", groups: ["team"])
        }
        #expect(store.user(world.home, "dave") == nil)
        for number in 1...11 { try store.putGroup(world.home, "g\(number)") }
        for number in 1...10 { try store.addUser("alice", toGroup: "g\(number)", in: world.home) }
        #expect(try refusal { try store.addUser("alice", toGroup: "g11", in: world.home) }.contains("IAM takes 10"))
    }

    @Test("Names, paths and tags are IAM's")
    func rules() throws {
        #expect(try refusal { try store.putUser(world.home, "a b") }.hasPrefix("'a b' is not a name of a user; "))
        #expect(try refusal { try store.putGroup(world.home, "") }.hasPrefix("'' is not a name of a group; "))
        #expect(try refusal { try store.putUser(world.home, "ALICE") }.contains("in another case, the same to IAM"))
        #expect(try refusal { try store.putUser(world.home, "x", path: "x") }.contains("begins and ends with /"))
        #expect(try refusal { try store.putUser(world.home, "alice", path: "/x/") }.contains("is part of its ARN"))
        #expect(try refusal { try store.putUser(world.home, "x", tags: ["aws:a": "b"]) }.contains("is not a tag key"))
        #expect(store.user(world.home, "x") == nil)
        let stranger = try #require(AccountID("000000000000"))
        #expect(throws: WorldStoreError.unknownAccount("000000000000")) { try store.putUser(stranger, "x") }
    }

    @Test("Tags are set and taken away, whatever the case of their keys")
    func tags() throws {
        let user = IdentityReference.user(world.home, name: "alice")
        try store.tag(user, ["Team": "a", "stage": "b"])
        try store.tag(user, ["team": "c"])
        #expect(store.user(world.home, "alice")?.tags == ["team": "c", "stage": "b"])
        try store.untag(user, ["STAGE", "none"])
        #expect(store.user(world.home, "alice")?.tags == ["team": "c"])
        try store.tag(.role(world.home, name: "deployer"), ["a": "b"])
        #expect(store.role(world.home, "deployer")?.tags == ["a": "b"])
        try store.putGroup(world.home, "g")
        #expect(
            try refusal { try store.tag(.group(world.home, name: "g"), ["a": "b"]) }
                == "group 'g' cannot have tags; tag a user or a role"
        )
    }

    @Test("With a user or role its keys, sessions and tokens end at once; those of others do not")
    func deletion() throws {
        let ofAlice = try world.issue(.sessionToken, as: world.alice, seconds: 900)
        let ofFederated = try world.issue(.federatedUser, as: world.federated, seconds: 900)
        let ofRole = try world.issue(.assumedRole, as: world.session, seconds: 900)
        let (token, roleToken) = (world.token(for: world.alice), world.token(for: world.session))
        try store.deleteUser(world.home, "alice")
        #expect(store.knownKey("ALICE") == nil && store.knownKey("OLD") == nil)
        #expect(store.knownKey(ofAlice.accessKeyID.value) == nil && store.session(ofAlice.accessKeyID) == nil)
        #expect(store.knownKey(ofFederated.accessKeyID.value) == nil)
        #expect(store.knownKey(ofRole.accessKeyID.value) != nil && store.knownKey("ROOT") != nil)
        #expect(world.isGood(token) == nil && world.isGood(roleToken) == true)
        // A user of that name in another account is somebody else.
        #expect(store.user(world.other, "alice") != nil)
        #expect(throws: WorldStoreError.self) { try world.issue(.sessionToken, as: world.alice, seconds: 900) }

        try store.deleteRole(world.home, "deployer")
        #expect(store.knownKey(ofRole.accessKeyID.value) == nil && world.isGood(roleToken) == nil)
    }

    @Test("Who is made again under a name is somebody else: by ID, to tokens and to policies")
    func incarnations() throws {
        let first = try #require(store.user(world.home, "alice"))
        let policy = try TestWorld.policy(.repository, principal: first.arn.description)
        try store.setRepositoryPolicy(policy, of: world.home, world.region, "app")
        let registryPolicy = try TestWorld.policy(.registry, principal: first.arn.description)
        try store.updateRegistry(world.other, world.region) { $0.policy = registryPolicy }
        let trust = try TestWorld.policy(.trust, action: "sts:AssumeRole", principal: first.arn.description)
        try store.setTrustPolicy(trust, of: "deployer", in: world.home)
        let token = world.token(for: world.alice)

        try store.deleteUser(world.home, "alice")
        func named() -> [PolicyPrincipal.Kind] {
            [
                store.repository(world.home, world.region, "app")?.policy,
                store.account(world.other)?.registrySettings(in: world.region).policy,
                store.role(world.home, "deployer")?.trustPolicy,
            ].flatMap { $0?.principals.map(\.kind) ?? [] }
        }
        #expect(named() == [.uniqueID(first.uniqueID), .uniqueID(first.uniqueID), .uniqueID(first.uniqueID)])

        let second = try store.putUser(world.home, "alice")
        #expect(second.arn == first.arn && second.uniqueID != first.uniqueID && second.uniqueID.hasPrefix("AIDA"))
        #expect(second.accessKeys.isEmpty && second.attachedPolicies.isEmpty)
        #expect(world.isGood(token) == nil)
        let profile = try #require(store.callerProfile(of: world.alice, session: nil))
        let statement = try #require(store.repository(world.home, world.region, "app")?.policy?.statements.first)
        #expect(statement.principalMatch(profile.principal, isBounded: false) == .none)

        try store.deleteUser(world.home, "alice")
        let third = try store.putUser(world.home, "alice").uniqueID
        #expect(![first.uniqueID, second.uniqueID].contains(third))
        #expect(named() == [.uniqueID(first.uniqueID), .uniqueID(first.uniqueID), .uniqueID(first.uniqueID)])
        try store.reset()
        #expect(store.user(world.home, "alice")?.uniqueID == first.uniqueID)
    }

    @Test("A deleted role is named by its ID too, by those whom it trusted and who trusted it")
    func deletedRole() throws {
        let role = try #require(store.role(world.home, "deployer"))
        let trust = try TestWorld.policy(.trust, action: "sts:AssumeRole", principal: role.arn.description)
        try store.putRole(world.home, "ci", trustPolicy: trust)
        let session = "arn:aws:sts::123456789012:assumed-role/deployer/s"
        try store.setRepositoryPolicy(
            try TestWorld.policy(.repository, principal: session),
            of: world.home,
            world.region,
            "app"
        )
        try store.deleteRole(world.home, "deployer")
        #expect(store.role(world.home, "ci")?.trustPolicy.principals.map(\.kind) == [.uniqueID(role.uniqueID)])
        // AWS keeps the ARN of a session as it is.
        #expect(store.repository(world.home, world.region, "app")?.policy?.principals.map(\.text) == [session])
        let again = try store.putRole(world.home, "deployer", trustPolicy: role.trustPolicy, path: "/ops/")
        #expect(again.arn == role.arn && again.uniqueID != role.uniqueID)
    }

    @Test("An identity is found by ARN, by kind and name, or by name alone where that is clear")
    func references() throws {
        let bob = IdentityReference.user(world.home, name: "bob")
        for text in ["bob", "user/bob", "arn:aws:iam::123456789012:user/team/bob"] {
            #expect(try store.identity(named: text) == bob)
        }
        #expect(try store.identity(named: "alice", in: world.other) == .user(world.other, name: "alice"))
        #expect(
            throws: WorldStoreError.ambiguous(
                "alice",
                among: ["arn:aws:iam::123456789012:user/alice", "arn:aws:iam::999999999999:user/alice"]
            )
        ) { try store.identity(named: "alice") }
        #expect(throws: WorldStoreError.unknown("user, group or role 'role/bob'")) {
            try store.identity(named: "role/bob")
        }
    }
}
