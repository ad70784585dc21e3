import AWSProtocols
import Determinism
import Emulator
import Foundation
import TestSupport
import Testing

@Suite("Last accessed information")
struct LastAccessTests {
    private static let bob = "arn:aws:iam::123456789012:user/bob"
    private static let deployer = "arn:aws:iam::123456789012:role/deployer"

    private let bench: Bench

    init() throws { bench = try Bench() }

    /// Makes a report as somebody and answers its ID.
    private func job(
        _ arn: String,
        _ granularity: String? = nil,
        as credentials: Bench.Credentials = Bench.alice
    ) async throws -> String {
        let answer = try await bench.call(
            "GenerateServiceLastAccessedDetails",
            [("Arn", arn)] + (granularity.map { [("Granularity", $0)] } ?? []),
            as: credentials
        )
        #expect(answer.status == 200, "\(answer.body)")
        let id = try #require(try answer.xml()["GenerateServiceLastAccessedDetailsResult"]?["JobId"]?.text)
        #expect(id.utf8.count == 36)
        return id
    }

    private func services(_ id: String) async throws -> [XMLNode] {
        try #require(
            await bench.done("GetServiceLastAccessedDetails", [("JobId", id), ("MaxItems", "1000")])?[
                "ServicesLastAccessed"
            ]?.children
        )
    }

    private func entities(_ id: String, _ service: String) async throws -> [XMLNode] {
        try #require(
            await bench.done(
                "GetServiceLastAccessedDetailsWithEntities",
                [("JobId", id), ("ServiceNamespace", service)]
            )?["EntityDetailsList"]?.children
        )
    }

    private func give(_ document: String, to user: String = "bob", as name: String = "p") async throws {
        try await bench.done(
            "PutUserPolicy",
            [("UserName", user), ("PolicyName", name), ("PolicyDocument", document)]
        )
    }

    @Test("lists the services that a user's policies allow, with the last attempt of each")
    func servicesOfUser() async throws {
        try await give(Bench.allow("sts:*", "dynamodb:GetItem"))
        _ = try await bench.sts("GetCallerIdentity", as: Bench.bob)
        _ = try await bench.call("ListUsers", as: Bench.bob)
        let answer = try await bench.call("GetServiceLastAccessedDetails", [("JobId", try await job(Self.bob))])
        #expect(
            answer.line.contains(
                """
                <GetServiceLastAccessedDetailsResult><JobStatus>COMPLETED</JobStatus><JobType>SERVICE_LEVEL</JobType>\
                <JobCreationDate>2026-03-01T12:00:00Z</JobCreationDate><ServicesLastAccessed>\
                <member><ServiceName>Amazon DynamoDB</ServiceName><ServiceNamespace>dynamodb</ServiceNamespace>\
                <TotalAuthenticatedEntities>0</TotalAuthenticatedEntities></member>\
                <member><ServiceName>AWS Security Token Service</ServiceName>\
                <LastAuthenticated>2026-03-01T12:00:00Z</LastAuthenticated><ServiceNamespace>sts</ServiceNamespace>\
                <LastAuthenticatedEntity>\(Self.bob)</LastAuthenticatedEntity>\
                <LastAuthenticatedRegion>us-east-1</LastAuthenticatedRegion>\
                <TotalAuthenticatedEntities>1</TotalAuthenticatedEntities></member></ServicesLastAccessed>\
                <JobCompletionDate>2026-03-01T12:00:00Z</JobCompletionDate><IsTruncated>false</IsTruncated>\
                </GetServiceLastAccessedDetailsResult>
                """
            ),
            "\(answer.line)"
        )
    }

    @Test("tells of single actions, also of attempts that were denied, and of no PassRole")
    func actions() async throws {
        // The denied call is about all users, the permission about one.
        try await give(
            Bench.allow("iam:ListUsers", "iam:GetUser", "iam:PassRole", on: "arn:aws:iam::123456789012:user/x")
        )
        #expect(try await bench.call("ListUsers", as: Bench.bob).error?.code == "AccessDenied")
        let id = try await job(Self.bob, "ACTION_LEVEL")
        let answer = try await bench.call("GetServiceLastAccessedDetails", [("JobId", id)])
        #expect(
            answer.line.contains(
                """
                <TotalAuthenticatedEntities>1</TotalAuthenticatedEntities><TrackedActionsLastAccessed>\
                <member><ActionName>GetUser</ActionName></member><member><ActionName>ListUsers</ActionName>\
                <LastAccessedEntity>\(Self.bob)</LastAccessedEntity>\
                <LastAccessedTime>2026-03-01T12:00:00Z</LastAccessedTime>\
                <LastAccessedRegion>us-east-1</LastAccessedRegion></member></TrackedActionsLastAccessed></member>
                """
            ),
            "\(answer.line)"
        )
        #expect(answer.line.contains("<JobType>ACTION_LEVEL</JobType>"))
        let plain = try await services(try await job(Self.bob, "SERVICE_LEVEL"))
        #expect(plain.map { $0["TrackedActionsLastAccessed"] == nil } == [true])
        try await give(Bench.allow("dynamodb:GetItem"))
        let untracked = try await services(try await job(Self.bob, "ACTION_LEVEL"))
        #expect(untracked.map { $0["TrackedActionsLastAccessed"] == nil } == [true])
    }

    @Test("of a group and of a policy counts whoever has the permissions, the latest first")
    func entitiesOfGroup() async throws {
        try await bench.done("CreateUser", [("UserName", "carol")])
        try await bench.done("CreateUser", [("UserName", "dave")])
        let carol = try await bench.key(of: "carol")
        for user in ["bob", "carol", "dave"] {
            try await bench.done("AddUserToGroup", [("GroupName", "pushers"), ("UserName", user)])
        }
        let policy = try await bench.done(
            "CreatePolicy",
            [("PolicyName", "callers"), ("PolicyDocument", Bench.allow("sts:*"))]
        )?["Policy"]?["Arn"]?.text
        let arn = try #require(policy)
        try await bench.done("AttachGroupPolicy", [("GroupName", "pushers"), ("PolicyArn", arn)])
        try await bench.done("AttachRolePolicy", [("RoleName", "deployer"), ("PolicyArn", arn)])
        _ = try await bench.sts("GetCallerIdentity", as: carol)
        bench.clock.advance(by: 3_600)
        _ = try await bench.sts("GetCallerIdentity", as: Bench.bob)
        // Alice calls STS as well, and has it from another policy.
        _ = try await bench.sts("GetCallerIdentity")

        let group = try await job("arn:aws:iam::123456789012:group/pushers")
        let service = try #require(try await services(group).first)
        #expect(service["TotalAuthenticatedEntities"]?.text == "2")
        #expect(service["LastAuthenticatedEntity"]?.text == Self.bob)
        let answer = try await bench.call(
            "GetServiceLastAccessedDetailsWithEntities",
            [("JobId", group), ("ServiceNamespace", "sts"), ("MaxItems", "1")]
        )
        let id = try await bench.done("GetUser", [("UserName", "bob")])?["User"]?["UserId"]?.text
        #expect(
            answer.line.contains(
                """
                <GetServiceLastAccessedDetailsWithEntitiesResult><JobStatus>COMPLETED</JobStatus>\
                <JobCreationDate>2026-03-01T13:00:00Z</JobCreationDate>\
                <JobCompletionDate>2026-03-01T13:00:00Z</JobCompletionDate><EntityDetailsList><member><EntityInfo>\
                <Arn>\(Self.bob)</Arn><Name>bob</Name><Type>USER</Type><Id>\(try #require(id))</Id><Path>/</Path>\
                </EntityInfo><LastAuthenticated>2026-03-01T13:00:00Z</LastAuthenticated></member>\
                </EntityDetailsList><IsTruncated>true</IsTruncated><Marker>
                """
            ),
            "\(answer.line)"
        )
        func names(_ members: [XMLNode]) -> [String?] { members.map { $0["EntityInfo"]?["Name"]?.text } }
        #expect(names(try await entities(group, "sts")) == ["bob", "carol", "dave"])
        #expect(try await entities(group, "ecr").isEmpty)
        let ofPolicy = try await entities(try await job(arn), "sts")
        #expect(names(ofPolicy) == ["bob", "carol", "deployer", "dave"])
        #expect(ofPolicy.map { $0["EntityInfo"]?["Type"]?.text } == ["USER", "USER", "ROLE", "USER"])
        #expect(ofPolicy.map { $0["LastAuthenticated"] == nil } == [false, false, true, true])
    }

    @Test("of a role counts its sessions, of AWS's own policies the account's identities")
    func roles() async throws {
        let session = try await bench.sts("AssumeRole", [("RoleArn", Self.deployer), ("RoleSessionName", "builds")])
        let node = try #require(try session.xml()["AssumeRoleResult"]?["Credentials"])
        let credentials = Bench.Credentials(
            key: try #require(node["AccessKeyId"]?.text),
            secret: try #require(node["SecretAccessKey"]?.text),
            token: node["SessionToken"]?.text
        )
        _ = try await bench.call("ListUsers", as: credentials)
        let id = try await job("arn:aws:iam::aws:policy/AdministratorAccess")
        let entities = try await entities(id, "iam")
        // Alice may call IAM as well, and has not done so yet.
        #expect(
            entities.map { $0["EntityInfo"]?["Arn"]?.text }
                == [Self.deployer, "arn:aws:iam::123456789012:user/team/alice"]
        )
        #expect(entities.map { $0["LastAuthenticated"] != nil } == [true, false])
        let own = try await services(try await job(Self.deployer))
        let iam = own.first { $0["ServiceNamespace"]?.text == "iam" }
        #expect(iam?["LastAuthenticatedEntity"]?.text == Self.deployer)
    }

    @Test("is read by who asked for it alone, from the page that a marker leads to")
    func ownerAndPages() async throws {
        let id = try await job(Self.deployer)
        let missing = refusal(404, "NoSuchEntity", "The job with id \(id) cannot be found.")
        for action in ["GetServiceLastAccessedDetails", "GetServiceLastAccessedDetailsWithEntities"] {
            let service = action.hasSuffix("Entities") ? [("ServiceNamespace", "sts")] : []
            #expect(try await bench.call(action, [("JobId", id)] + service, as: Bench.root).error == missing)
        }
        #expect(try await bench.call("GetOrganizationsAccessReport", [("JobId", id)]).error == missing)
        let none = "00000000-0000-4000-8000-000000000000"
        #expect(
            try await bench.call("GetServiceLastAccessedDetails", [("JobId", none)]).error
                == refusal(404, "NoSuchEntity", "The job with id \(none) cannot be found.")
        )

        let whole = try await bench.done("GetServiceLastAccessedDetails", [("JobId", id), ("MaxItems", "1000")])
        let first = try await bench.done("GetServiceLastAccessedDetails", [("JobId", id)])
        #expect(first?["IsTruncated"]?.text == "true" && first?["ServicesLastAccessed"]?.children.count == 100)
        let marker = try #require(first?["Marker"]?.text)
        let second = try await bench.done(
            "GetServiceLastAccessedDetails",
            [("JobId", id), ("Marker", marker), ("MaxItems", "1000")]
        )
        let names = [first, second].flatMap { $0?["ServicesLastAccessed"]?.texts("ServiceNamespace") ?? [] }
        #expect(names == whole?["ServicesLastAccessed"]?.texts("ServiceNamespace"))
        #expect(names == names.sorted() && names.count > 400)
        let other = try await job(Self.deployer)
        #expect(
            try await bench.call("GetServiceLastAccessedDetails", [("JobId", other), ("Marker", marker)]).error
                == refusal(400, "ValidationError", "Invalid Marker.")
        )
    }

    @Test("is as it was when the report was made, and forgets after 400 days")
    func period() async throws {
        try await give(Bench.allow("sts:*"))
        let before = try await job(Self.bob)
        _ = try await bench.sts("GetCallerIdentity", as: Bench.bob)
        let after = try await job(Self.bob)
        bench.clock.advance(by: 400 * 86_400)
        let last = try await job(Self.bob)
        bench.clock.advance(by: 1)
        let forgotten = try await job(Self.bob)
        for (id, isKnown) in [(before, false), (after, true), (last, true), (forgotten, false)] {
            #expect(try await services(id).map { $0["LastAuthenticated"] != nil } == [isKnown])
        }
    }

    @Test("is there for what is there, and for nothing else")
    func missing() async throws {
        let cases: [(String, AWSErrorAnswer)] = [
            (
                "arn:aws:iam::123456789012:role/none",
                refusal(404, "NoSuchEntity", "The role with name none cannot be found.")
            ),
            (
                "arn:aws:iam::123456789012:user/none",
                refusal(404, "NoSuchEntity", "The user with name none cannot be found.")
            ),
            (
                "arn:aws:iam::123456789012:group/none",
                refusal(404, "NoSuchEntity", "The group with name none cannot be found.")
            ),
            (
                "arn:aws:iam::123456789012:policy/none",
                refusal(404, "NoSuchEntity", "Policy arn:aws:iam::123456789012:policy/none was not found.")
            ),
            ("xxxxxxxxxxxxxxxxxxxxxx", refusal(400, "InvalidInput", "ARN xxxxxxxxxxxxxxxxxxxxxx is not valid.")),
            (
                "arn:aws:iam::210987654321:user/mallory",
                refusal(
                    400,
                    "InvalidInput",
                    "Invalid Entity Arn: arn:aws:iam::210987654321:user/mallory does not clearly define entity type and name."
                )
            ),
        ]
        for (arn, expected) in cases {
            #expect(try await bench.call("GenerateServiceLastAccessedDetails", [("Arn", arn)]).error == expected)
            guard !arn.contains("policy") else { continue }
            let parameters = [("Arn", arn), ("ServiceNamespaces.member.1", "ecr")]
            #expect(try await bench.call("ListPoliciesGrantingServiceAccess", parameters).error == expected)
        }
        let denied = try await bench.call("GenerateServiceLastAccessedDetails", [("Arn", Self.bob)], as: Bench.bob)
            .error
        #expect(
            denied
                == refusal(
                    403,
                    "AccessDenied",
                    "User: \(Self.bob) is not authorized to perform: iam:GenerateServiceLastAccessedDetails on resource: "
                        + "\(Self.bob) because no identity-based policy allows the "
                        + "iam:GenerateServiceLastAccessedDetails action"
                )
        )
    }

    @Test("is there after a restart, and gone after a reset")
    func kept() async throws {
        let folder = try TemporaryFolder()
        var id = ""
        var report = ""
        do {
            let bench = try Bench(dataDirectory: folder.path)
            _ = try await bench.sts("GetCallerIdentity", as: Bench.bob)
            let made = try await bench.done("GenerateServiceLastAccessedDetails", [("Arn", Self.deployer)])
            id = try #require(made?["JobId"]?.text)
            report = try await bench.call("GetServiceLastAccessedDetails", [("JobId", id)]).text
            bench.emulator.close()
        }
        // The second start reads what the first made of the changes.
        for _ in 0..<2 {
            let bench = try Bench(dataDirectory: folder.path)
            #expect(try await bench.call("GetServiceLastAccessedDetails", [("JobId", id)]).text == report)
            bench.emulator.close()
        }
        let bench = try Bench(dataDirectory: folder.path)
        try await bench.done(
            "PutUserPolicy",
            [("UserName", "bob"), ("PolicyName", "p"), ("PolicyDocument", Bench.allow("sts:*"))]
        )
        func last() async throws -> String? {
            let made = try await bench.done("GenerateServiceLastAccessedDetails", [("Arn", Self.bob)])
            let id = try #require(made?["JobId"]?.text)
            let report = try await bench.done("GetServiceLastAccessedDetails", [("JobId", id)])
            return report?["ServicesLastAccessed"]?.children.first?["LastAuthenticated"]?.text
        }
        #expect(try await last() == "2026-03-01T12:00:00Z")
        _ = try await bench.emulator.control(ResetWorld())
        #expect(try await bench.call("GetServiceLastAccessedDetails", [("JobId", id)]).error?.code == "NoSuchEntity")
        try await bench.done(
            "PutUserPolicy",
            [("UserName", "bob"), ("PolicyName", "p"), ("PolicyDocument", Bench.allow("sts:*"))]
        )
        #expect(try await last() == nil)
        bench.emulator.close()
    }

    @Test("lists the policies by which a service may be used")
    func granting() async throws {
        try await give(Bench.allow("ecr:*", "sqs:SendMessage"), as: "own")
        try await bench.done("AddUserToGroup", [("GroupName", "pushers"), ("UserName", "bob")])
        try await bench.done(
            "PutGroupPolicy",
            [("GroupName", "pushers"), ("PolicyName", "shared"), ("PolicyDocument", Bench.allow("ecr:PutImage"))]
        )
        let team = "arn:aws:iam::123456789012:policy/team"
        try await bench.done("AttachUserPolicy", [("UserName", "bob"), ("PolicyArn", team)])
        let asked = ["sqs", "ecr", "iam", "ecr"].enumerated().map { ("ServiceNamespaces.member.\($0 + 1)", $1) }
        let answer = try await bench.call("ListPoliciesGrantingServiceAccess", [("Arn", Self.bob)] + asked)
        #expect(
            answer.line.contains(
                """
                <ListPoliciesGrantingServiceAccessResult><PoliciesGrantingServiceAccess>\
                <member><ServiceNamespace>sqs</ServiceNamespace><Policies><member><PolicyName>own</PolicyName>\
                <PolicyType>INLINE</PolicyType><EntityType>USER</EntityType><EntityName>bob</EntityName></member>\
                </Policies></member><member><ServiceNamespace>ecr</ServiceNamespace><Policies>\
                <member><PolicyName>own</PolicyName><PolicyType>INLINE</PolicyType><EntityType>USER</EntityType>\
                <EntityName>bob</EntityName></member><member><PolicyName>team</PolicyName>\
                <PolicyType>MANAGED</PolicyType><PolicyArn>\(team)</PolicyArn></member>\
                <member><PolicyName>shared</PolicyName><PolicyType>INLINE</PolicyType><EntityType>GROUP</EntityType>\
                <EntityName>pushers</EntityName></member></Policies></member>\
                <member><ServiceNamespace>iam</ServiceNamespace><Policies/></member>\
                </PoliciesGrantingServiceAccess><IsTruncated>false</IsTruncated>
                """
            ),
            "\(answer.line)"
        )
        try await give(
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"ecr:*","Resource":"*"}]}"#,
            as: "denial"
        )
        let rest = try await bench.done(
            "ListPoliciesGrantingServiceAccess",
            [("Arn", Self.bob), ("ServiceNamespaces.member.1", "ecr")]
        )
        #expect(rest?["PoliciesGrantingServiceAccess"]?.children.first?["Policies"]?.children.isEmpty == true)
    }

    @Test("lists a hundred services a page")
    func grantingPages() async throws {
        let names = (1...101).map { "service-\($0)" }
        let parameters =
            [("Arn", Self.bob)] + names.enumerated().map { ("ServiceNamespaces.member.\($0 + 1)", $1) }
        let first = try await bench.done("ListPoliciesGrantingServiceAccess", parameters)
        #expect(first?["IsTruncated"]?.text == "true")
        let marker = try #require(first?["Marker"]?.text)
        let second = try await bench.done("ListPoliciesGrantingServiceAccess", parameters + [("Marker", marker)])
        let all = [first, second].flatMap {
            $0?["PoliciesGrantingServiceAccess"]?.texts("ServiceNamespace") ?? []
        }
        #expect(all == names && second?["IsTruncated"]?.text == "false")
    }
}
