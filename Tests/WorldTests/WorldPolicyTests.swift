import AWSCore
import Foundation
import IAM
import Testing
import World

@Suite("Policies that change")
struct WorldPolicyTests {
    private let world: TestWorld
    private var store: WorldStore { world.store }
    private var alice: IdentityReference { .user(world.home, name: "alice") }
    private var deployer: IdentityReference { .role(world.home, name: "deployer") }
    private var team: IdentityReference { .group(world.home, name: "team") }

    init() throws {
        world = try TestWorld()
        try world.store.putGroup(world.home, "team")
    }

    private func refusal(_ body: () throws -> Void) throws -> String {
        let error = try #require(throws: WorldStoreError.self) { try body() }
        #expect(!error.description.contains("\n"))
        return error.description
    }

    @Test("A managed policy is made, changed and deleted, by name or ARN")
    func managedPolicies() throws {
        let allow = try TestWorld.policy(.identity)
        let made = try store.putManagedPolicy(world.home, "push", document: allow, path: "/x/", summary: "for pushes")
        #expect(made.arn.description == "arn:aws:iam::123456789012:policy/x/push")
        #expect(store.managedPolicy(made.arn)?.document == allow)
        let deny = try TestWorld.policy(.identity, "Deny")
        let changed = try store.putManagedPolicy(world.home, "push", document: deny)
        #expect(changed.arn == made.arn && changed.summary == "for pushes")
        #expect(store.managedPolicy(made.arn)?.document == deny)
        try store.deleteManagedPolicy(world.home, made.arn.description)
        #expect(store.managedPolicy(made.arn) == nil)
        #expect(throws: WorldStoreError.unknown("managed policy 'push' in account 123456789012")) {
            try store.deleteManagedPolicy(world.home, "push")
        }
        let aws = try #require(ARN("arn:aws:iam::aws:policy/AdministratorAccess"))
        #expect(store.managedPolicy(aws)?.name == "AdministratorAccess")
    }

    @Test("A managed policy that is attached, also as a boundary, cannot be deleted")
    func attachedPolicies() throws {
        try store.putManagedPolicy(world.home, "push", document: try TestWorld.policy(.identity))
        for identity in [alice, deployer, team] {
            try store.attachPolicy("push", to: identity)
            try store.attachPolicy("arn:aws:iam::123456789012:policy/push", to: identity)
        }
        #expect(store.user(world.home, "alice")?.attachedPolicies.count == 2)
        #expect(
            try refusal { try store.deleteManagedPolicy(world.home, "push") }
                == "Cannot delete a policy attached to entities. Detach 'push' first from group/team, role/deployer, "
                + "user/alice."
        )
        for identity in [alice, deployer, team] { try store.detachPolicy("push", from: identity) }
        #expect(throws: WorldStoreError.unknown("policy 'push' attached to user/alice")) {
            try store.detachPolicy("push", from: alice)
        }
        try store.setPermissionsBoundary("push", of: deployer)
        #expect(throws: WorldStoreError.self) { try store.deleteManagedPolicy(world.home, "push") }
        try store.setPermissionsBoundary(nil, of: deployer)
        try store.deleteManagedPolicy(world.home, "push")
    }

    @Test("AWS's policies are attached by name; one that nobody has is refused with names that are close")
    func awsPolicies() throws {
        try store.attachPolicy("ReadOnlyAccess", to: team)
        #expect(
            store.group(world.home, "team")?.attachedPolicies.map(\.description)
                == ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
        )
        #expect(try refusal { try store.attachPolicy("ReadOnly", to: team) }.contains("did you mean 'ReadOnlyAccess'"))
        #expect(try refusal { try store.setPermissionsBoundary("xyz", of: alice) }.contains("there is no policy 'xyz'"))
        #expect(
            try refusal { try store.setPermissionsBoundary("ReadOnlyAccess", of: team) }
                == "group 'team' cannot have a permissions boundary; set it on a user or a role"
        )
        for other in ["FullAWSAccess", "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy"] {
            #expect(try refusal { try store.attachPolicy(other, to: alice) }.contains("there is no policy '\(other)'"))
        }
        // A policy of another account is not theirs to attach.
        let theirs = try store.putManagedPolicy(world.other, "theirs", document: try TestWorld.policy(.identity))
        #expect(throws: WorldStoreError.self) { try store.attachPolicy(theirs.arn.description, to: alice) }
    }

    @Test("Inline policies are put and deleted, and IAM's sizes are kept, all policies counted together")
    func inlinePolicies() throws {
        let policy = try TestWorld.policy(.identity)
        for identity in [alice, deployer, team] { try store.putInlinePolicy("p", policy, of: identity) }
        #expect(store.user(world.home, "alice")?.inlinePolicies == ["p": policy])
        #expect(store.role(world.home, "deployer")?.inlinePolicies == ["p": policy])
        #expect(store.group(world.home, "team")?.inlinePolicies == ["p": policy])
        func large(_ count: Int) throws -> PolicyDocument {
            try TestWorld.policy(.identity, action: "ecr:" + String(repeating: "a", count: count))
        }
        try store.putInlinePolicy("q", try large(1_800), of: alice)
        #expect(try refusal { try store.putInlinePolicy("r", try large(200), of: alice) }.contains("IAM takes 2048"))
        #expect(try refusal { try store.putInlinePolicy("r", try large(5_100), of: team) }.contains("IAM takes 5120"))
        #expect(
            try refusal { try store.putInlinePolicy("r", try large(10_200), of: deployer) }.contains("IAM takes 10240")
        )
        #expect(
            try refusal { try store.putManagedPolicy(world.home, "m", document: try large(6_100)) }
                .contains("IAM takes 6144")
        )
        #expect(store.user(world.home, "alice")?.inlinePolicies.keys.sorted() == ["p", "q"])
        try store.deleteInlinePolicy("q", of: alice)
        #expect(throws: WorldStoreError.unknown("inline policy 'q' of user/alice")) {
            try store.deleteInlinePolicy("q", of: alice)
        }
        #expect(
            try refusal { try store.putInlinePolicy("a b", policy, of: alice) }.contains("is not a name of a policy")
        )
        let wrong = try TestWorld.policy(.repository, principal: "*")
        #expect(throws: WorldStoreError.self) { try store.putInlinePolicy("w", wrong, of: alice) }
        #expect(throws: WorldStoreError.self) { try store.setTrustPolicy(policy, of: "deployer", in: world.home) }
    }

    @Test("A control policy of an account makes it part of an organization, and the last one unmakes it")
    func impliedOrganization() throws {
        #expect(store.organization == nil)
        let deny = try TestWorld.policy(.serviceControl, "Deny")
        try store.putControlPolicy(.service, "freeze", deny, at: .account(world.home))
        let organization = try #require(store.organization)
        #expect(organization.isImplied && organization.managementAccount == nil)
        #expect(organization.accounts == [world.home, world.other])
        let profile = try #require(store.callerProfile(of: world.alice, session: nil))
        #expect(profile.policies.serviceControl.map(\.count) == [1, 2])
        #expect(profile.context["aws:PrincipalOrgID"] == [organization.id])
        try store.deleteControlPolicy(.service, "freeze", at: .account(world.home))
        #expect(store.organization == nil)
        #expect(throws: WorldStoreError.unknown("service control policy 'freeze' at account 123456789012")) {
            try store.deleteControlPolicy(.service, "freeze", at: .account(world.home))
        }
    }

    @Test("Levels keep AWS's rules: one service control policy at least, five at most, known targets only")
    func levels() throws {
        let deny = try TestWorld.policy(.serviceControl, "Deny")
        #expect(throws: WorldStoreError.unknown("unit prod in its organization")) {
            try store.putControlPolicy(.service, "p", deny, at: .unit("prod"))
        }
        for number in 1...4 { try store.putControlPolicy(.service, "p\(number)", deny, at: .root) }
        #expect(
            try refusal { try store.putControlPolicy(.service, "p5", deny, at: .root) }.contains("AWS takes 5")
        )
        try store.deleteControlPolicy(.service, "FullAWSAccess", at: .root)
        #expect(store.organization?.root.hasFullAccess == false)
        for number in 1...3 { try store.deleteControlPolicy(.service, "p\(number)", at: .root) }
        #expect(
            try refusal { try store.deleteControlPolicy(.service, "p4", at: .root) }
                .contains("AWS asks for one at least")
        )
        try store.putFullAccess(at: .root)
        try store.deleteControlPolicy(.service, "p4", at: .root)
        #expect(store.organization == nil)
        #expect(
            try refusal { try store.putControlPolicy(.service, "FullAWSAccess", deny, at: .root) }.contains("by itself")
        )
        let wrong = try TestWorld.policy(.resourceControl, "Deny")
        #expect(throws: WorldStoreError.self) { try store.putControlPolicy(.service, "p", wrong, at: .root) }
        try store.putControlPolicy(.resource, "p", wrong, at: .account(world.other))
        #expect(
            store.side(of: .account(world.other), asked: "ecr:Any").policies.resourceControl.map(\.count) == [1, 2]
        )
    }
}
