import AWSCore
import Determinism
import Foundation
import IAM
import Testing
import World

@Suite("What IAM hears of callers")
struct CallerProfileTests {
    private static let yaml = """
        organization:
          id: o-drydock0001
          root_id: r-dry1
          management_account: "999999999999"
          service_control_policies: {top: {Statement: {Effect: Deny, Action: "s3:*", Resource: "*"}}}
          units:
            workloads:
              id: ou-dry1-workloads
              units: {production: {id: ou-dry1-production, accounts: ["123456789012"]}}
        accounts:
          "123456789012":
            service_control_policies: {own: {Statement: {Effect: Deny, Action: "ec2:*", Resource: "*"}}}
            policies:
              limit: {Statement: {Effect: Allow, Action: "ecr:*", Resource: "*"}}
              push: {path: /team/, document: {Statement: {Effect: Allow, Action: "ecr:PutImage", Resource: "*"}}}
            groups:
              developers:
                policies: [push]
                inline_policies: {look: {Statement: {Effect: Allow, Action: "ecr:Describe*", Resource: "*"}}}
            users:
              alice:
                path: /team/
                groups: [developers]
                policies: [ReadOnlyAccess]
                inline_policies:
                  b: {Statement: {Effect: Allow, Action: "ecr:ListImages", Resource: "*"}}
                  a: {Statement: {Effect: Allow, Action: "sts:*", Resource: "*"}}
                permissions_boundary: limit
                tags: {Team: ml, stage: test}
            roles:
              deployer: {path: /ops/, policies: [push], permissions_boundary: limit, tags: {team: ops}, trust: "*"}
            regions: {us-east-1: {repositories: {app: {}}}}
          "999999999999":
            users: {boss: {}}
            policies:
              theirs: {Statement: {Effect: Allow, Action: "*", Resource: "*"}}
        """

    private let world: TestWorld
    private var store: WorldStore { world.store }

    init() throws {
        world = try TestWorld(yaml: Self.yaml)
    }

    private func profile(_ principal: Principal, _ session: Session? = nil) throws -> CallerProfile {
        try #require(store.callerProfile(of: principal, session: session?.accessKeyID))
    }

    private func issue(_ grant: SessionGrant) throws -> CallerProfile {
        try profile(grant.principal, try store.issueSession(grant))
    }

    private func arn(_ name: String) throws -> ARN { try #require(ARN("arn:aws:iam::123456789012:policy/" + name)) }

    @Test("A user has its own policies and its groups', a boundary, and the policies of each level above it")
    func user() throws {
        let profile = try profile(world.alice)
        let id = try #require(store.user(world.home, "alice")).uniqueID
        #expect(profile.principal.kind == .user && profile.principal.account == world.home)
        #expect(profile.principal.arn.description == "arn:aws:iam::123456789012:user/team/alice")
        #expect(profile.principal.uniqueID == id && profile.principal.issuerARN == nil)
        #expect(
            profile.policies.identity.map(\.name) == [
                "inline policy 'a' of user/alice", "inline policy 'b' of user/alice", "ReadOnlyAccess of user/alice",
                "inline policy 'look' of group/developers", "push of group/developers",
            ]
        )
        #expect(try profile.policies.identity.map(\.arn).suffix(1) == [arn("team/push")])
        #expect(profile.policies.boundary?.name == "permissions boundary limit of user/alice")
        #expect(try profile.policies.boundary?.arn == arn("limit"))
        #expect(profile.policies.session == nil && !profile.policies.isRoot)
        #expect(
            profile.policies.serviceControl.map { $0.map(\.name) } == [
                ["FullAWSAccess of the root", "service control policy 'top' of the root"],
                ["FullAWSAccess of unit workloads"], ["FullAWSAccess of unit production"],
                [
                    "FullAWSAccess of account 123456789012",
                    "service control policy 'own' of account 123456789012",
                ],
            ]
        )
        let arns = profile.policies.serviceControl.flatMap { $0 }.compactMap(\.arn?.description)
        #expect(arns.first == "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess")
        let own = try #require(arns.last)
        #expect(own.hasPrefix("arn:aws:organizations::999999999999:policy/o-drydock0001/service_control_policy/p-"))
    }

    @Test("A long-term key brings the keys of its user, and none of temporary credentials")
    func userContext() throws {
        let context = try profile(world.alice).context
        let id = try #require(store.user(world.home, "alice")).uniqueID
        let expected: [String: [String]] = [
            "aws:PrincipalArn": ["arn:aws:iam::123456789012:user/team/alice"],
            "aws:PrincipalAccount": ["123456789012"],
            "aws:PrincipalType": ["User"],
            "aws:PrincipalOrgID": ["o-drydock0001"],
            "aws:PrincipalOrgPaths": ["o-drydock0001/r-dry1/ou-dry1-workloads/ou-dry1-production/"],
            "aws:PrincipalTag/Team": ["ml"],
            "aws:PrincipalTag/stage": ["test"],
            "aws:userid": [id],
            "aws:username": ["alice"],
        ]
        #expect(context == RequestContext(expected))
    }

    @Test("Root has no identity policies, no boundary and no tags")
    func root() throws {
        let profile = try profile(.root(world.home))
        #expect(profile.policies.isRoot && profile.policies.identity.isEmpty && profile.policies.boundary == nil)
        #expect(profile.policies.serviceControl.count == 4)
        #expect(profile.principal.uniqueID == nil)
        #expect(profile.context["aws:PrincipalType"] == ["Account"])
        #expect(profile.context["aws:PrincipalArn"] == ["arn:aws:iam::123456789012:root"])
        #expect(profile.context["aws:userid"] == ["123456789012"])
        #expect(profile.context["aws:username"] == nil)
    }

    @Test("No service or resource control policy binds the management account")
    func managementAccount() throws {
        let profile = try profile(.user(world.other, name: "boss"))
        #expect(profile.policies.serviceControl.isEmpty)
        #expect(profile.context["aws:PrincipalOrgID"] == ["o-drydock0001"])
        #expect(profile.context["aws:PrincipalOrgPaths"] == ["o-drydock0001/r-dry1/"])
        #expect(store.side(of: .account(world.other), asked: "ecr:Any").policies.resourceControl.isEmpty)
    }

    @Test("A session of GetSessionToken is the user, with what tells of one-time codes")
    func sessionToken() throws {
        let plain = try issue(SessionGrant(kind: .sessionToken, principal: world.alice, seconds: 900))
        #expect(plain.policies == (try profile(world.alice).policies))
        #expect(plain.principal == (try profile(world.alice).principal))
        #expect(plain.context["aws:username"] == ["alice"])
        #expect(plain.context["aws:MultiFactorAuthPresent"] == ["false"])
        #expect(plain.context["aws:MultiFactorAuthAge"] == nil)
        #expect(plain.context["aws:TokenIssueTime"] == ["2024-05-14T09:30:00Z"])

        let grant = SessionGrant(
            kind: .sessionToken,
            principal: world.alice,
            seconds: 900,
            multiFactorAt: world.clock.now - 10
        )
        let session = try store.issueSession(grant)
        #expect(try profile(world.alice, session).context["aws:MultiFactorAuthPresent"] == ["true"])
        #expect(try profile(world.alice, session).context["aws:MultiFactorAuthAge"] == ["10"])
        world.clock.advance(by: 50.5)
        #expect(try profile(world.alice, session).context["aws:MultiFactorAuthAge"] == ["60"])
    }

    @Test("A role session is the role with what was passed: policies, tags over the role's, source identity")
    func roleSession() throws {
        let inline = try TestWorld.policy(.session, action: "ecr:GetAuthorizationToken")
        let profile = try issue(
            SessionGrant(
                kind: .assumedRole,
                principal: world.session,
                seconds: 900,
                inlinePolicy: inline,
                policyARNs: [try arn("team/push")],
                tags: ["TEAM": "guests", "cost": "1"],
                sourceIdentity: "alice",
                federatedProvider: "arn:aws:iam::123456789012:oidc-provider/x",
                providerKeys: ["saml:sub": ["ada"]]
            )
        )
        let role = try #require(store.role(world.home, "deployer"))
        #expect(profile.principal.kind == .roleSession)
        #expect(profile.principal.arn.description == "arn:aws:sts::123456789012:assumed-role/deployer/s-1")
        #expect(profile.principal.issuerARN == role.arn && profile.principal.uniqueID == role.uniqueID)
        #expect(profile.policies.identity.map(\.name) == ["push of role/deployer"])
        #expect(profile.policies.boundary?.name == "permissions boundary limit of role/deployer")
        #expect(profile.policies.session?.map(\.name) == ["session policy", "session policy push"])
        #expect(profile.policies.session?.first?.document == inline)
        let expected: [String: [String]] = [
            "aws:PrincipalArn": ["arn:aws:iam::123456789012:role/ops/deployer"],
            "aws:PrincipalAccount": ["123456789012"],
            "aws:PrincipalType": ["AssumedRole"],
            "aws:PrincipalOrgID": ["o-drydock0001"],
            "aws:PrincipalOrgPaths": ["o-drydock0001/r-dry1/ou-dry1-workloads/ou-dry1-production/"],
            "aws:PrincipalTag/TEAM": ["guests"],
            "aws:PrincipalTag/cost": ["1"],
            "aws:userid": [role.uniqueID + ":s-1"],
            "aws:MultiFactorAuthPresent": ["false"],
            "aws:TokenIssueTime": ["2024-05-14T09:30:00Z"],
            "aws:SourceIdentity": ["alice"],
            "aws:FederatedProvider": ["arn:aws:iam::123456789012:oidc-provider/x"],
            "saml:sub": ["ada"],
        ]
        #expect(profile.context == RequestContext(expected))
        let bare = try issue(SessionGrant(kind: .assumedRole, principal: world.session, seconds: 900))
        #expect(bare.policies.session == nil && bare.context["aws:PrincipalTag/team"] == ["ops"])
    }

    @Test("A federated user has its issuer's policies, tags and boundary, and its own name")
    func federatedUser() throws {
        let bare = try issue(SessionGrant(kind: .federatedUser, principal: world.federated, seconds: 900))
        let alice = try profile(world.alice)
        #expect(bare.principal.kind == .federatedUser)
        #expect(bare.principal.arn.description == "arn:aws:sts::123456789012:federated-user/fed")
        #expect(bare.principal.issuerARN == alice.principal.arn)
        #expect(bare.principal.uniqueID == alice.principal.uniqueID)
        #expect(bare.policies.identity == alice.policies.identity)
        #expect(bare.policies.boundary == alice.policies.boundary)
        #expect(bare.policies.session == nil)
        #expect(bare.context["aws:PrincipalArn"] == ["arn:aws:sts::123456789012:federated-user/fed"])
        #expect(bare.context["aws:PrincipalType"] == ["FederatedUser"])
        #expect(bare.context["aws:userid"] == ["123456789012:fed"])
        #expect(bare.context["aws:username"] == nil)
        #expect(bare.context["aws:PrincipalTag/team"] == ["ml"])

        let tagged = try issue(
            SessionGrant(
                kind: .federatedUser,
                principal: world.federated,
                seconds: 900,
                policyARNs: [try #require(ARN("arn:aws:iam::aws:policy/ReadOnlyAccess"))],
                tags: ["team": "guests"]
            )
        )
        #expect(tagged.context["aws:PrincipalTag/Team"] == ["guests"])
        #expect(tagged.policies.session?.map(\.name) == ["session policy ReadOnlyAccess"])

        let ofRoot = Principal.federatedUser(world.home, name: "fed", issuer: .root(world.home))
        let profile = try issue(SessionGrant(kind: .federatedUser, principal: ofRoot, seconds: 900))
        #expect(profile.policies.isRoot && profile.principal.uniqueID == nil)
    }

    @Test("A session of AssumeRoot is root for its task only")
    func assumedRoot() throws {
        let grant = SessionGrant(kind: .assumedRoot, principal: .root(world.home), seconds: 900)
        let without = try issue(grant)
        #expect(without.policies.isRoot && without.policies.session == [])
        var task = grant
        task.taskPolicy = try arn("limit")
        let profile = try issue(task)
        // The task's policy only denies, so what it leaves is allowed beside it.
        #expect(profile.policies.session?.map(\.arn) == [try arn("limit"), nil])
        #expect(profile.context["aws:AssumedRoot"] == ["true"])
        #expect(try self.profile(.root(world.home)).policies.session == nil)
    }

    @Test("Where a policy passed to a session is gone, nothing is allowed; what it denied is not known")
    func sessionPolicyGone() throws {
        let document = try TestWorld.policy(.identity, "Deny")
        let policy = try store.makePolicy("passed", in: world.home, document)
        let grant = SessionGrant(
            kind: .assumedRole,
            principal: world.session,
            seconds: 900,
            inlinePolicy: try TestWorld.policy(.session),
            policyARNs: [policy.arn]
        )
        let session = try store.issueSession(grant)
        #expect(try profile(world.session, session).policies.session?.count == 2)
        try store.delete(policy: "passed", in: world.home)
        #expect(try profile(world.session, session).policies.session == [])
    }

    @Test("Who is gone has no profile, and neither has a session that is not the caller's or is not known")
    func gone() throws {
        let session = try store.issueSession(
            SessionGrant(kind: .assumedRole, principal: world.session, seconds: 900)
        )
        let other = Principal.roleSession(world.home, role: "deployer", session: "s-2")
        #expect(store.callerProfile(of: other, session: session.accessKeyID) == nil)
        #expect(store.callerProfile(of: world.alice, session: session.accessKeyID) == nil)
        #expect(store.callerProfile(of: world.session, session: AccessKeyID("ASIANONE")) == nil)
        // Their sessions may limit them, so they have no profile without.
        #expect(store.callerProfile(of: world.session, session: nil) == nil)
        #expect(store.callerProfile(of: world.federated, session: nil) == nil)
        #expect(store.callerProfile(of: .user(world.home, name: "none"), session: nil) == nil)
        let stranger = try #require(AccountID("000000000000"))
        #expect(store.callerProfile(of: .root(stranger), session: nil) == nil)
        #expect(store.callerProfile(of: world.session, session: session.accessKeyID) != nil)
        try store.delete(role: "deployer", in: world.home)
        #expect(store.callerProfile(of: world.session, session: session.accessKeyID) == nil)
        world.clock.advance(by: 40 * 3_600)
    }

    @Test("A simulated role session or federated user needs no session")
    func simulated() throws {
        let role = try #require(store.simulatedProfile(of: world.session))
        #expect(role.policies.identity.map(\.name) == ["push of role/deployer"])
        #expect(role.context["aws:MultiFactorAuthPresent"] == ["false"])
        #expect(store.simulatedProfile(of: world.federated)?.policies.session == nil)
        #expect(store.simulatedProfile(of: world.alice) == (try profile(world.alice)))
        #expect(store.simulatedProfile(of: .user(world.home, name: "none")) == nil)
    }

    @Test("What changes is seen by the next question, also by sessions that were issued before")
    func changes() throws {
        let session = try store.issueSession(
            SessionGrant(kind: .sessionToken, principal: world.alice, seconds: 900)
        )
        func both(_ check: (CallerProfile) -> Bool) throws -> Bool {
            try check(profile(world.alice)) && check(profile(world.alice, session))
        }
        #expect(try both { $0.policies.identity.count == 5 })
        try store.update(user: "alice", in: world.home) { user in
            user.attachedPolicies.removeAll { $0.description == "arn:aws:iam::aws:policy/ReadOnlyAccess" }
        }
        #expect(try both { $0.policies.identity.count == 4 })
        try store.update(group: "developers", in: world.home) { $0.inlinePolicies["look"] = nil }
        #expect(try both { $0.policies.identity.count == 3 })
        try store.update(user: "alice", in: world.home) { $0.groups.removeAll { $0 == "developers" } }
        #expect(try both { $0.policies.identity.count == 2 })
        let boundary = store.user(world.home, "alice")?.permissionsBoundary
        try store.update(user: "alice", in: world.home) { $0.permissionsBoundary = nil }
        #expect(try both { $0.policies.boundary == nil })
        try store.update(user: "alice", in: world.home) { $0.tags = ["team": "other"] }
        #expect(try both { $0.context["aws:PrincipalTag/Team"] == ["other"] })
        let deny = try TestWorld.policy(.serviceControl, "Deny")
        try store.attach(.service, "freeze", deny, to: .unit(id: "ou-dry1-production", name: "production"))
        #expect(try both { $0.policies.serviceControl[2].map(\.document).contains(deny) })
        let document = try TestWorld.policy(.identity, "Deny")
        try store.update(user: "alice", in: world.home) { $0.permissionsBoundary = boundary }
        try store.update(policy: "limit", in: world.home) { policy in
            policy.addVersion(document, isDefault: true, at: TestWorld.start)
        }
        #expect(try both { $0.policies.boundary?.document == document })
        try store.reset()
        #expect(try profile(world.alice).policies.identity.count == 5)
    }
}
