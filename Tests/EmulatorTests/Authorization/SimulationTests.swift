import AWSCore
import AWSProtocols
import Determinism
import Emulator
import Foundation
import IAM
import Testing
import World

@Suite("Asking IAM without calling")
struct SimulationTests {
    private static let app = "arn:aws:ecr:us-east-1:123456789012:repository/app"

    private func verdict(
        _ bench: TestBench,
        _ principal: String,
        _ action: String,
        _ resource: String,
        _ context: [String: [String]] = [:]
    ) throws -> Bool {
        try bench.emulator.simulate(principal: principal, action: action, resource: resource, context: context).0
            .isAllowed
    }

    @Test("answers for users, roles and root, by name and by ARN, as a call would be answered")
    func principals() throws {
        let bench = try TestBench()
        for name in [
            "alice", "arn:aws:iam::123456789012:user/team/alice", "deployer",
            "arn:aws:iam::123456789012:role/deployer", "arn:aws:iam::123456789012:root",
            "arn:aws:sts::123456789012:assumed-role/deployer/anyone",
        ] {
            #expect(try verdict(bench, name, "ecr:PutImage", Self.app), "\(name)")
        }
        for name in ["bob", "chained", "arn:aws:iam::123456789012:role/service/chained"] {
            #expect(try !verdict(bench, name, "ecr:PutImage", Self.app), "\(name)")
        }
        let (decision, explanation) = try bench.emulator.simulate(
            principal: "bob",
            action: "ECR:putimage",
            resource: Self.app
        )
        #expect(decision.reason == .silence(.identity))
        #expect(
            explanation.sentence
                == "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: ecr:PutImage on resource: "
                + "\(Self.app) because no identity-based policy allows the ecr:PutImage action"
        )
    }

    @Test("asks with the policies of a live session")
    func sessions() async throws {
        let bench = try TestBench()
        let policy =
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ecr:BatchGetImage","Resource":"*"}}"#
        let arn = "arn:aws:sts::123456789012:assumed-role/deployer/session-1"
        _ = try await bench.assume("deployer", [("Policy", policy)])
        #expect(try verdict(bench, arn, "ecr:BatchGetImage", Self.app))
        #expect(try !verdict(bench, arn, "ecr:PutImage", Self.app))
        let guest = "arn:aws:sts::123456789012:federated-user/guest"
        #expect(throws: SimulationError.self) { try verdict(bench, guest, "ecr:BatchGetImage", Self.app) }
        _ = try await bench.sts("GetFederationToken", [("Name", "guest"), ("Policy", policy)])
        #expect(try verdict(bench, guest, "ecr:BatchGetImage", Self.app))
        #expect(try !verdict(bench, guest, "ecr:PutImage", Self.app))
        // The newest session of the name counts, and only while it lasts.
        bench.clock.advance(by: 60)
        _ = try await bench.assume("deployer")
        #expect(try verdict(bench, arn, "ecr:PutImage", Self.app))
    }

    @Test("meets a role as a live session would: with its transitive tags in place of the role's own")
    func transitiveTags() async throws {
        let bench = try TestBench { world in
            try world.update(role: "delegated") {
                $0.tags = ["Star": "3"]
                $0.trustPolicy = try .of(
                    .trust,
                    #"{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","#
                        + #""Condition":{"StringEquals":{"aws:ResourceTag/Star":"1"}}}"#
                )
            }
            try world.update(role: "deployer") {
                $0.trustPolicy = try .of(
                    .trust,
                    #"{"Effect":"Allow","Principal":"*","Action":["sts:AssumeRole","sts:TagSession"]}"#
                )
            }
        }
        let role = "arn:aws:iam::123456789012:role/delegated"
        let tags = [
            ("Tags.member.1.Key", "star"), ("Tags.member.1.Value", "1"), ("TransitiveTagKeys.member.1", "star"),
        ]
        let session = try await bench.assume("deployer", tags).credentials()
        #expect(try verdict(bench, "arn:aws:sts::123456789012:assumed-role/deployer/session-1", "sts:AssumeRole", role))
        #expect(try !verdict(bench, "deployer", "sts:AssumeRole", role))
        // A call needs TagSession for the tag that goes on, which this role does not let be passed.
        #expect(try await bench.assume(role, as: session).stsError.message.contains("sts:TagSession"))
        let plain = try await bench.assume("deployer").credentials()
        #expect(try await bench.assume(role, as: plain).stsError.message.contains("sts:AssumeRole"))
    }

    @Test("takes the resource's account, policies and tags from its ARN")
    func resources() throws {
        let other = "arn:aws:ecr:us-east-1:210987654321:repository/other"
        let bench = try TestBench { world in
            world[Bench.stranger].registries[Bench.region]?.repositories["other"]?.tags["team"] = "a"
            world.protect(
                "other",
                of: Bench.stranger,
                with: try .of(
                    .repository,
                    #"{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"ecr:BatchGetImage","#
                        + #""Condition":{"StringEquals":{"aws:ResourceTag/team":"a"}}}"#
                )
            )
        }
        #expect(try verdict(bench, "alice", "ecr:BatchGetImage", other))
        let (decision, _) = try bench.emulator.simulate(principal: "alice", action: "ecr:PutImage", resource: other)
        #expect(decision.reason == .silence(.resource))
        #expect(try verdict(bench, "alice", "ecr:DescribeRepositories", Self.app.replacing("app", with: "*")))
        #expect(try verdict(bench, "alice", "ecr:CreateRepository", Self.app.replacing("app", with: "new")))
        #expect(try verdict(bench, "alice", "sts:AssumeRole", "arn:aws:iam::123456789012:role/deployer"))
        #expect(try !verdict(bench, "alice", "sts:AssumeRole", "arn:aws:iam::123456789012:role/direct"))
        #expect(try !verdict(bench, "alice", "sts:AssumeRole", "arn:aws:iam::123456789012:role/none"))
    }

    @Test("takes condition keys, and the endpoint's policy with them")
    func context() throws {
        let bench = try TestBench { world in
            try world.update(user: "bob") {
                $0.inlinePolicies["p"] = try .of(
                    .identity,
                    #"{"Effect":"Allow","Action":"ecr:*","Resource":"*","#
                        + #""Condition":{"StringEquals":{"aws:RequestedRegion":"us-east-1"},"#
                        + #""NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}"#
                )
            }
            world.addEndpoint(
                policy: try .of(
                    .endpoint,
                    #"{"Effect":"Allow","Principal":"*","Action":"ecr:BatchGetImage","Resource":"*"}"#
                )
            )
        }
        #expect(try verdict(bench, "bob", "ecr:PutImage", Self.app))
        #expect(try !verdict(bench, "bob", "ecr:PutImage", Self.app, ["aws:sourceip": ["10.1.2.3"]]))
        #expect(try !verdict(bench, "bob", "ecr:PutImage", Self.app.replacing("us-east-1", with: "eu-central-1")))
        let through = ["aws:SourceVpce": [Bench.endpoint]]
        #expect(try verdict(bench, "bob", "ecr:BatchGetImage", Self.app, through))
        #expect(try !verdict(bench, "bob", "ecr:PutImage", Self.app, through))
    }

    @Test(
        "says what in the question is not there",
        arguments: [
            (
                "nobody", "ecr:PutImage", app,
                "The world has no user, role or session 'nobody'; `drydock iam show` lists them"
            ),
            (
                "alice", "ecr:Open", app,
                "'ecr:Open' is not an action of ECR, STS, IAM, S3, EKS or Organizations that calls ask here; give one such as ecr:BatchGetImage"
            ),
            ("alice", "ecr:PutImage", "*", "ecr:PutImage is asked on the ARN of a repository; give one"),
            (
                "alice", "ecr:GetAuthorizationToken", app,
                "ecr:GetAuthorizationToken is asked on '*', never on an ARN; give '*'"
            ),
            (
                "alice", "ecr:PutImage", "app",
                "'app' is not an ARN with an account; give '*' or one such as "
                    + "arn:aws:ecr:us-east-1:123456789012:repository/app"
            ),
        ]
    )
    func errors(principal: String, action: String, resource: String, message: String) throws {
        let bench = try TestBench()
        let error = #expect(throws: SimulationError.self) { try verdict(bench, principal, action, resource) }
        #expect(error?.description == message)
    }

    @Test("leaves no event")
    func noEvent() throws {
        let bench = try TestBench()
        _ = try verdict(bench, "alice", "ecr:PutImage", Self.app)
        #expect(bench.emulator.events().isEmpty)
    }
}
