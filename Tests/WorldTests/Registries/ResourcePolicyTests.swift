import AWSCore
import Foundation
import IAM
import Testing
import World

@Suite("What IAM hears of resources")
struct ResourcePolicyTests {
    private static let yaml = """
        organization:
          id: o-drydock0001
          root_id: r-dry1
          accounts: ["123456789012"]
          resource_control_policies:
            ours: {Statement: {Effect: Deny, Principal: "*", Action: "ecr:DeleteRepository", Resource: "*"}}
        accounts:
          "123456789012":
            resource_control_policies:
              own: {Statement: {Effect: Deny, Principal: "*", Action: "sts:*", Resource: "*"}}
            roles: {deployer: {trust: "*", tags: {team: ops}}}
            vpc_endpoints: {vpce-1234: {vpc: vpc-1234}}
            regions:
              us-east-1:
                registry_policy:
                  Statement:
                    Effect: Allow
                    Principal: {AWS: "999999999999"}
                    Action: ["ecr:CreateRepository", "ecr:ReplicateImage"]
                    Resource: arn:aws:ecr:us-east-1:123456789012:repository/*
                repositories:
                  app: {tags: {team: ml}, policy: {Statement: {Effect: Allow, Principal: "*", Action: "ecr:*"}}}
                  bare: {}
              eu-west-1:
          "999999999999":
            regions: {us-east-1: {repositories: {theirs: {tags: {a: b}}}}}
        """

    private let world: TestWorld
    private var store: WorldStore { world.store }

    init() throws {
        world = try TestWorld(yaml: Self.yaml)
    }

    private func names(_ repository: String?, _ action: String = "ecr:CreateRepository") -> [String] {
        side(of: repository, action).policies.policies.map(\.name)
    }

    private func side(of repository: String?, _ action: String = "ecr:CreateRepository") -> ResourceSide {
        let resource: AccessedResource =
            repository.map { .repository($0, world.home, world.region) }
            ?? .allRepositories(of: world.home, world.region)
        return store.side(of: resource, asked: action)
    }

    private func side(of account: AccountID) -> ResourceSide { store.side(of: .account(account), asked: "ecr:Any") }

    private func side(of role: Role?) -> ResourceSide {
        let name = role?.arn.description ?? "arn:aws:iam::123456789012:role/none"
        return store.side(of: AccessedResource(name, of: world.home, .role(role)), asked: "sts:AssumeRole")
    }

    @Test("A repository has its policy and its registry's")
    func repository() throws {
        let registry = "registry policy of 123456789012 in us-east-1"
        #expect(names("app") == ["repository policy of app", registry])
        #expect(names("app", "ecr:PutImage") == ["repository policy of app", registry])
        #expect(names("bare") == [registry])
        #expect(names("none") == [registry])
        #expect(names(nil) == [registry])
        let elsewhere = try #require(Region("eu-west-1"))
        let policies = store.side(of: .repository("app", world.home, elsewhere), asked: "ecr:PutImage").policies
        #expect(policies.policies.isEmpty && policies.kind == .registry)
        let theirs = AccessedResource.repository("theirs", world.other, world.region)
        #expect(store.side(of: theirs, asked: "ecr:PutImage").policies == ResourcePolicies())
    }

    @Test("Under scope V1 the registry's policy has a say in three actions only")
    func scope() throws {
        try store.updateRegistry(world.home, world.region) { $0.policyScope = .v1 }
        #expect(names("app", "ecr:PutImage") == ["repository policy of app"])
        for action in ["ecr:CreateRepository", "ecr:replicateimage", "ECR:BatchImportUpstreamImage"] {
            #expect(names("app", action).count == 2, "\(action)")
        }
        #expect(names("app").count == 2)
        try store.updateRegistry(world.home, world.region) { $0.policyScope = .v2 }
        #expect(names("app", "ecr:PutImage").count == 2)
    }

    @Test("Every level of the organization has its resource control policies; outside there are none")
    func resourceControl() throws {
        let levels = side(of: world.home).policies.resourceControl.map { $0.map(\.name) }
        #expect(
            levels == [
                ["RCPFullAWSAccess of the root", "resource control policy 'ours' of the root"],
                [
                    "RCPFullAWSAccess of account 123456789012",
                    "resource control policy 'own' of account 123456789012",
                ],
            ]
        )
        let policies = side(of: "app").policies
        #expect(policies.resourceControl.map { $0.map(\.name) } == levels)
        let role = store.role(world.home, "deployer")
        #expect(side(of: role).policies.resourceControl.map { $0.map(\.name) } == levels)
        #expect(side(of: world.other).policies.resourceControl.isEmpty)
    }

    @Test("A role is trusted by its trust policy; a role that is not there is trusted by none")
    func trust() throws {
        let role = try #require(store.role(world.home, "deployer"))
        let policies = side(of: role).policies
        #expect(policies.kind == .trust)
        #expect(policies.policies.map(\.name) == ["trust policy of role/deployer"])
        #expect(policies.policies.map(\.document) == [role.trustPolicy])
        let none = side(of: nil as Role?).policies
        #expect(none.kind == .trust && none.policies.isEmpty)
    }

    @Test("A resource's keys are its account, its organization and its tags")
    func context() throws {
        let organization: [String: [String]] = [
            "aws:ResourceAccount": ["123456789012"],
            "aws:ResourceOrgID": ["o-drydock0001"],
            "aws:ResourceOrgPaths": ["o-drydock0001/r-dry1/"],
        ]
        let tagged = ["aws:ResourceTag/team": ["ml"], "ecr:ResourceTag/team": ["ml"]]
        #expect(side(of: "app").context == RequestContext(organization.merging(tagged) { $1 }))
        #expect(side(of: "bare").context == RequestContext(organization))
        #expect(side(of: nil as String?).context == RequestContext(organization))
        #expect(side(of: world.home).context == RequestContext(organization))
        #expect(side(of: world.other).context == RequestContext(["aws:ResourceAccount": ["999999999999"]]))
        let role = side(of: store.role(world.home, "deployer")).context
        #expect(role["iam:ResourceTag/team"] == ["ops"] && role["aws:ResourceTag/team"] == ["ops"])
    }

    @Test("What changes is seen by the next question")
    func changes() throws {
        #expect(names("app").count == 2)
        try store.updateRepository(world.home, world.region, "app") { $0.policy = nil }
        #expect(names("app").count == 1)
        try store.updateRegistry(world.home, world.region) { $0.policy = nil }
        #expect(names("app").isEmpty)
        let policy = try TestWorld.policy(.repository, principal: "999999999999")
        try store.updateRepository(world.home, world.region, "bare") { $0.policy = policy }
        #expect(names("bare") == ["repository policy of bare"])
        try store.updateRepository(world.home, world.region, "app") { $0.tags = ["team": "ops", "more": ""] }
        #expect(side(of: "app").context["ecr:ResourceTag/team"] == ["ops"])
        try store.updateRepository(world.home, world.region, "app") { $0.tags["team"] = nil }
        let context = side(of: "app").context
        #expect(context["aws:ResourceTag/team"] == nil && context["aws:ResourceTag/more"] == [""])
        _ = try store.deleteRepository(world.home, world.region, "bare")
        #expect(names("bare").isEmpty)
        try store.detachAll(.resource, from: .account(world.home))
        #expect(side(of: world.home).policies.resourceControl.last?.count == 1)
    }

    @Test("An endpoint is found by its ID, whatever its account")
    func endpoints() throws {
        #expect(store.endpoint("vpce-1234")?.vpc == "vpc-1234")
        #expect(store.endpoint("vpce-1234")?.policy == nil)
        #expect(store.endpoint("vpce-none") == nil)
    }

    @Test("Principals that a policy names and the world lacks are told")
    func unknownPrincipals() throws {
        let id = try #require(store.role(world.home, "deployer")).uniqueID
        for (principal, isKnown) in [
            ("999999999999", true), ("arn:aws:iam::999999999999:root", true), ("*", true), (id, true),
            ("arn:aws:iam::123456789012:role/deployer", true),
            ("arn:aws:sts::123456789012:assumed-role/deployer/s", true),
            ("arn:aws:sts::123456789012:federated-user/anyone", true),
            ("arn:aws:iam::123456789012:role/none", false), ("arn:aws:iam::123456789012:user/deployer", false),
            ("arn:aws:sts::123456789012:assumed-role/none/s", false), ("000000000000", false),
            ("AROANOBODYHASTHISIDXX", false),
        ] {
            let policy = try TestWorld.policy(.repository, principal: principal)
            #expect((store.unknownPrincipal(in: policy) == nil) == isKnown, "\(principal)")
            if !isKnown {
                #expect(throws: WorldStoreError.self, "\(principal)") {
                    try store.updateRepository(world.home, world.region, "app") { $0.policy = policy }
                }
            }
        }
        #expect(store.repository(world.home, world.region, "app")?.policy?.principals.map(\.kind) == [.everyone])
    }
}
