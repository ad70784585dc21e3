import AWSCore
import AWSProtocols
import Foundation
import IAM
import STSService
import Testing
import World

@Suite("AssumeRoot")
struct AssumeRootTests {
    private let resource = "arn:aws:iam::210987654321:root"
    private let alice = "arn:aws:iam::123456789012:user/team/alice"

    private func task(_ target: String = Bench.other, _ more: [(String, String)] = []) -> [(String, String)] {
        [("TargetPrincipal", target), ("TaskPolicyArn.arn", TestWorld.rootTask)] + more
    }

    @Test("makes a session of a member's root user, for one task and fifteen minutes at most")
    func success() throws {
        let bench = try Bench()
        for target in [Bench.other, resource] {
            let session = try bench.session(AssumeRoot.self, task(target))
            #expect(session.kind == .assumedRoot)
            #expect(session.principal == .root(try #require(AccountID(Bench.other))))
            #expect(session.taskPolicy?.description == TestWorld.rootTask)
            #expect(session.expiration == Bench.start.addingTimeInterval(900))
        }
        let short = try bench.session(AssumeRoot.self, task(Bench.other, [("DurationSeconds", "60")]))
        #expect(short.expiration == Bench.start.addingTimeInterval(60))
    }

    @Test("asks for the target's root, and shows policies the task")
    func question() throws {
        let bench = try Bench()
        let question = try #require(try bench.questions(AssumeRoot.self, task()).first)
        #expect(question.action == "sts:AssumeRoot")
        #expect(question.resource.name == resource)
        #expect(question.context == RequestContext(["sts:TaskPolicyArn": [TestWorld.rootTask]]))
        #expect(
            bench.refusal(AssumeRoot.self, task(), as: .user("bob"))
                == denied("arn:aws:iam::123456789012:user/bob", "sts:AssumeRoot", resource)
        )
    }

    @Test("keeps the caller's source identity")
    func sourceIdentity() throws {
        let bench = try Bench()
        let deployer = try bench.session(AssumeRole.self, assuming("deployer", [("SourceIdentity", "ann")]))
        let result = try bench.perform(AssumeRoot.self, task(), as: .session(deployer))
        #expect(result["SourceIdentity"]?.text == "ann")
    }

    @Test("is for principals of the management account, on members, where root sessions are on")
    func organization() throws {
        let bench = try Bench()
        #expect(
            bench.refusal(AssumeRoot.self, task(Bench.account))
                == denied(alice, "sts:AssumeRoot", "arn:aws:iam::123456789012:root")
        )
        #expect(
            bench.refusal(AssumeRoot.self, task("999999999999"))
                == denied(alice, "sts:AssumeRoot", "arn:aws:iam::999999999999:root")
        )
        #expect(
            bench.refusal(AssumeRoot.self, task(Bench.account), as: .user("carol", account: Bench.other))?.code
                == "AccessDenied"
        )
        #expect(
            bench.refusal(AssumeRoot.self, task(), as: .root())
                == denied("arn:aws:iam::123456789012:root", "sts:AssumeRoot", resource)
        )
        var world = try TestWorld.make()
        let (account, other) = (try #require(AccountID(Bench.account)), try #require(AccountID(Bench.other)))
        world.organization = Organization(managementAccount: account, rootAccounts: [account, other])
        #expect(try Bench(world).refusal(AssumeRoot.self, task()) == denied(alice, "sts:AssumeRoot", resource))
        // An account that administers IAM may as well, but not on the management account.
        var delegating = Organization(
            managementAccount: other,
            rootAccounts: [account, other, try #require(AccountID("333333333333"))]
        ).allowingRootSessions
        let member = try #require(AccountID("333333333333"))
        world.accounts[member] = Account(id: member, partition: .aws)
        world.organization = delegating
        #expect(try Bench(world).refusal(AssumeRoot.self, task(member.value))?.code == "AccessDenied")
        delegating.setDelegations(["iam.amazonaws.com": Bench.start], of: account)
        world.organization = delegating
        #expect(try Bench(world).session(AssumeRoot.self, task(member.value)).principal == .root(member))
        #expect(try Bench(world).refusal(AssumeRoot.self, task()) == denied(alice, "sts:AssumeRoot", resource))
        world.organization = nil
        #expect(try Bench(world).refusal(AssumeRoot.self, task()) == denied(alice, "sts:AssumeRoot", resource))
    }

    @Test(
        "takes AWS's policies for root's tasks only",
        arguments: [
            "arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/root-task/Other",
            "arn:aws:iam::123456789012:policy/root-task/IAMAuditRootUserCredentials",
        ]
    )
    func taskPolicies(arn: String) throws {
        let bench = try Bench()
        #expect(
            bench.refusal(AssumeRoot.self, [("TargetPrincipal", Bench.other), ("TaskPolicyArn.arn", arn)])
                == refusal(400, "ValidationError", "\(arn) is invalid")
        )
    }

    @Test("takes an account, not any principal of it")
    func target() throws {
        let bench = try Bench()
        let user = "arn:aws:iam::210987654321:user/carol"
        #expect(bench.refusal(AssumeRoot.self, task(user)) == refusal(400, "ValidationError", "\(user) is invalid"))
    }

    @Test("is not to be had at the global endpoint")
    func global() throws {
        var bench = try Bench()
        bench.isGlobal = true
        #expect(bench.refusal(AssumeRoot.self, task())?.code == "ValidationError")
    }
}
