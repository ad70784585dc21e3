import AWSProtocols
import Determinism
import Emulator
import Foundation
import Testing

@Suite("Reports on the services that an organization uses")
struct OrganizationsAccessReportTests {
    private static let yaml = """
        seed: reports
        accounts:
          "111111111111":
            users:
              admin:
                policies: [AdministratorAccess]
                access_keys: [{id: AKIAADMINADMINADMINA, secret: admin/secret}]
              reader:
                access_keys: [{id: AKIAREADERREADERREAD, secret: reader/secret}]
            regions: {us-east-1: {}}
          "222222222222":
            users:
              dev:
                policies: [AdministratorAccess]
                access_keys: [{id: AKIADEVDEVDEVDEVDEVD, secret: dev/secret}]
            regions: {us-east-1: {}}
          "333333333333":
            users:
              ops:
                policies: [AdministratorAccess]
                access_keys: [{id: AKIAOPSOPSOPSOPSOPSO, secret: ops/secret}]
            regions: {us-east-1: {}}
        organization:
          id: o-a1b2c3d4e5
          root_id: r-f6g7
          management_account: "111111111111"
          accounts: ["111111111111", "333333333333"]
          policies:
            p-onlyregistry:
              type: SERVICE_CONTROL_POLICY
              name: only-registry
              targets: [ou-f6g7-workload1]
              document:
                Version: "2012-10-17"
                Statement: [{Effect: Allow, Action: ["ecr:*", "sts:*"], Resource: "*"}]
          units:
            workloads:
              id: ou-f6g7-workload1
              full_access: false
              accounts: ["222222222222"]

        """

    private static let admin = Bench.Credentials(key: "AKIAADMINADMINADMINA", secret: "admin/secret")
    private static let reader = Bench.Credentials(key: "AKIAREADERREADERREAD", secret: "reader/secret")
    private static let dev = Bench.Credentials(key: "AKIADEVDEVDEVDEVDEVD", secret: "dev/secret")
    private static let ops = Bench.Credentials(key: "AKIAOPSOPSOPSOPSOPSO", secret: "ops/secret")
    private static let root = "o-a1b2c3d4e5/r-f6g7"
    private static let unit = root + "/ou-f6g7-workload1"

    private let bench: Bench

    init() throws { bench = try Bench(Self.yaml) }

    private func call(
        _ action: String,
        _ parameters: [(String, String)],
        as credentials: Bench.Credentials = admin
    ) async throws -> Answer {
        try await bench.call(action, parameters, as: credentials)
    }

    private func report(
        _ path: String,
        policy: String? = nil,
        as credentials: Bench.Credentials = admin,
        _ further: [(String, String)] = []
    ) async throws -> Answer {
        let made = try await call(
            "GenerateOrganizationsAccessReport",
            [("EntityPath", path)] + (policy.map { [("OrganizationsPolicyId", $0)] } ?? []),
            as: credentials
        )
        #expect(made.status == 200, "\(made.body)")
        let id = try #require(try made.xml()["GenerateOrganizationsAccessReportResult"]?["JobId"]?.text)
        return try await call("GetOrganizationsAccessReport", [("JobId", id)] + further, as: credentials)
    }

    private func result(_ answer: Answer) throws -> XMLNode {
        try #require(try answer.xml()["GetOrganizationsAccessReportResult"])
    }

    private func prefixes(_ answer: Answer) throws -> [String] {
        try result(answer)["AccessDetails"]?.texts("ServiceNamespace") ?? []
    }

    @Test("have the services that the policies of a unit and of those above it allow")
    func unit() async throws {
        _ = try await bench.sts("GetCallerIdentity", as: Self.dev)
        // The management account and accounts elsewhere do not count.
        _ = try await bench.sts("GetCallerIdentity", as: Self.admin)
        let answer = try await report(Self.unit)
        #expect(
            answer.line.contains(
                """
                <GetOrganizationsAccessReportResult><JobStatus>COMPLETED</JobStatus>\
                <JobCreationDate>2026-03-01T12:00:00Z</JobCreationDate>\
                <JobCompletionDate>2026-03-01T12:00:00Z</JobCompletionDate>\
                <NumberOfServicesAccessible>2</NumberOfServicesAccessible>\
                <NumberOfServicesNotAccessed>1</NumberOfServicesNotAccessed><AccessDetails>\
                <member><ServiceName>Amazon Elastic Container Registry</ServiceName>\
                <ServiceNamespace>ecr</ServiceNamespace>\
                <TotalAuthenticatedEntities>0</TotalAuthenticatedEntities></member>\
                <member><ServiceName>AWS Security Token Service</ServiceName>\
                <ServiceNamespace>sts</ServiceNamespace><Region>us-east-1</Region>\
                <EntityPath>\(Self.unit)/222222222222</EntityPath>\
                <LastAuthenticatedTime>2026-03-01T12:00:00Z</LastAuthenticatedTime>\
                <TotalAuthenticatedEntities>1</TotalAuthenticatedEntities></member></AccessDetails>\
                <IsTruncated>false</IsTruncated></GetOrganizationsAccessReportResult>
                """
            ),
            "\(answer.line)"
        )
    }

    @Test("of a root and of accounts count what is below, of the management account itself alone")
    func levels() async throws {
        _ = try await bench.sts("GetCallerIdentity", as: Self.dev)
        bench.clock.advance(by: 60)
        _ = try await bench.sts("GetCallerIdentity", as: Self.ops)
        bench.clock.advance(by: 60)
        _ = try await bench.sts("GetCallerIdentity", as: Self.admin)
        func sts(_ path: String) async throws -> [String?] {
            let answer = try await report(path, [("MaxItems", "1000")])
            let node = try result(answer)["AccessDetails"]?.children.first { $0["ServiceNamespace"]?.text == "sts" }
            return [node?["TotalAuthenticatedEntities"]?.text, node?["EntityPath"]?.text]
        }
        #expect(try await sts(Self.root) == ["2", Self.root + "/333333333333"])
        #expect(try await sts(Self.unit + "/222222222222") == ["1", Self.unit + "/222222222222"])
        #expect(try await sts(Self.root + "/333333333333/") == ["1", Self.root + "/333333333333"])
        #expect(try await sts(Self.root + "/111111111111") == ["1", Self.root + "/111111111111"])
        // What the unit does not allow, its account may not use.
        #expect(try prefixes(await report(Self.unit + "/222222222222")) == ["ecr", "sts"])
        let management = try await report(Self.root + "/111111111111", policy: "p-onlyregistry", [("MaxItems", "1000")])
        #expect(try prefixes(management).count > 400)
    }

    @Test("of one policy have its services, and the accounts that it binds")
    func policy() async throws {
        _ = try await bench.sts("GetCallerIdentity", as: Self.dev)
        _ = try await bench.sts("GetCallerIdentity", as: Self.ops)
        let bound = try await report(Self.root, policy: "p-onlyregistry")
        #expect(try prefixes(bound) == ["ecr", "sts"])
        #expect(bound.line.contains("<EntityPath>\(Self.unit)/222222222222</EntityPath>"))
        let elsewhere = try await report(Self.root + "/333333333333", policy: "p-onlyregistry")
        #expect(try prefixes(elsewhere) == ["ecr", "sts"])
        #expect(try result(elsewhere)["NumberOfServicesNotAccessed"]?.text == "2")
        let full = try await report(Self.root, policy: "p-FullAWSAccess", [("MaxItems", "1000")])
        #expect(try prefixes(full).count > 400)
    }

    @Test("still count whoever was deleted")
    func deleted() async throws {
        _ = try await bench.sts("GetCallerIdentity", as: Self.dev)
        let arn = "arn:aws:iam::aws:policy/AdministratorAccess"
        for (operation, parameters) in [
            ("DeleteAccessKey", ["AccessKeyId": Self.dev.key]), ("DetachUserPolicy", ["PolicyArn": arn]),
            ("DeleteUser", [:]),
        ] {
            let all = parameters.merging(["UserName": "dev"]) { $1 }
            _ = try await bench.emulator.control(
                PerformOperation(.iam, operation, all.mapValues { .string($0) }, account: "222222222222")
            )
        }
        #expect(try result(await report(Self.unit))["NumberOfServicesNotAccessed"]?.text == "1")
    }

    @Test(
        "are sorted as asked, page by page",
        arguments: [
            (nil, ["ecr", "sts"]), ("SERVICE_NAMESPACE_ASCENDING", ["ecr", "sts"]),
            ("SERVICE_NAMESPACE_DESCENDING", ["sts", "ecr"]), ("LAST_AUTHENTICATED_TIME_ASCENDING", ["ecr", "sts"]),
            ("LAST_AUTHENTICATED_TIME_DESCENDING", ["sts", "ecr"]),
        ] as [(String?, [String])]
    )
    func order(_ key: String?, _ prefixes: [String]) async throws {
        _ = try await bench.sts("GetCallerIdentity", as: Self.dev)
        let sort = key.map { [("SortKey", $0)] } ?? []
        #expect(try self.prefixes(await report(Self.unit, sort)) == prefixes)
        let made = try await call("GenerateOrganizationsAccessReport", [("EntityPath", Self.unit)])
        let id = try #require(try made.xml()["GenerateOrganizationsAccessReportResult"]?["JobId"]?.text)
        let size = [("JobId", id), ("MaxItems", "1")] + sort
        let first = try await call("GetOrganizationsAccessReport", size)
        let marker = try #require(try result(first)["Marker"]?.text)
        let second = try await call("GetOrganizationsAccessReport", size + [("Marker", marker)])
        #expect(try self.prefixes(first) + self.prefixes(second) == prefixes)
        #expect(
            try await call("GetOrganizationsAccessReport", [("JobId", id), ("Marker", "none")]).error
                == refusal(400, "ValidationError", "Invalid Marker.")
        )
    }

    @Test("fail where the organization has no such entity or policy, or the account does not manage it")
    func failures() async throws {
        func failure(_ answer: Answer) throws -> [String?] {
            let result = try result(answer)
            #expect(result["AccessDetails"] == nil && result["JobCompletionDate"] != nil)
            return [
                result["JobStatus"]?.text, result["ErrorDetails"]?["Code"]?.text,
                result["ErrorDetails"]?["Message"]?.text,
            ]
        }
        let wrong = Self.root + "/222222222222"
        #expect(
            try failure(await report(wrong))
                == ["FAILED", "EntityNotFound", "The organization has no entity with path \(wrong)."]
        )
        #expect(
            try failure(await report(Self.root, policy: "p-nonenonenone"))
                == [
                    "FAILED", "PolicyNotFound",
                    "The organization has no service control policy with id p-nonenonenone.",
                ]
        )
        #expect(
            try failure(await report(Self.root, as: Self.ops))
                == [
                    "FAILED", "AccessDenied",
                    "The report is available to the management account of the organization only.",
                ]
        )
        let alone = try Bench()
        let made = try await alone.done("GenerateOrganizationsAccessReport", [("EntityPath", Self.root)])
        let id = try #require(made?["JobId"]?.text)
        let answer = try await alone.call("GetOrganizationsAccessReport", [("JobId", id)])
        #expect(
            try failure(answer)
                == ["FAILED", "OrganizationNotFound", "The account is not a member of an organization."]
        )
        let off = try Bench(
            Self.yaml.replacing(
                "  root_id: r-f6g7\n",
                with: "  root_id: r-f6g7\n  disabled_policy_types: [SERVICE_CONTROL_POLICY]\n"
            )
            .replacing("targets: [ou-f6g7-workload1]", with: "targets: []")
        )
        let disabled = try await off.call(
            "GenerateOrganizationsAccessReport",
            [("EntityPath", Self.root)],
            as: Self.admin
        )
        let disabledID = try #require(try disabled.xml()["GenerateOrganizationsAccessReportResult"]?["JobId"]?.text)
        #expect(
            try failure(await off.call("GetOrganizationsAccessReport", [("JobId", disabledID)], as: Self.admin))
                == [
                    "FAILED", "PolicyTypeNotEnabled",
                    "Service control policies are not enabled in the organization root.",
                ]
        )
    }

    @Test("take the permission on the report, for one policy if need be, and those to read the organization")
    func permissions() async throws {
        func allow(_ statements: String) async throws {
            _ = try await bench.emulator.control(
                PerformOperation(
                    .iam,
                    "PutUserPolicy",
                    [
                        "UserName": "reader", "PolicyName": "p",
                        "PolicyDocument": .string(#"{"Version":"2012-10-17","Statement":[\#(statements)]}"#),
                    ],
                    account: "111111111111"
                )
            )
        }
        func made(_ policy: String? = nil) async throws -> AWSErrorAnswer? {
            try await call(
                "GenerateOrganizationsAccessReport",
                [("EntityPath", Self.unit)] + (policy.map { [("OrganizationsPolicyId", $0)] } ?? []),
                as: Self.reader
            ).error
        }
        func denied(_ action: String, on resource: String) -> AWSErrorAnswer {
            refusal(
                403,
                "AccessDenied",
                "User: arn:aws:iam::111111111111:user/reader is not authorized to perform: \(action) on resource: "
                    + "\(resource) because no identity-based policy allows the \(action) action"
            )
        }
        let own = "iam:GenerateOrganizationsAccessReport"
        let report = "arn:aws:iam::111111111111:access-report/\(Self.unit)"
        #expect(try await made() == denied(own, on: report))
        let one =
            #"{"Effect":"Allow","Action":"\#(own)","Resource":"\#(report)","#
            + #""Condition":{"StringEquals":{"iam:OrganizationsPolicyId":"p-onlyregistry"}}}"#
        try await allow(one)
        #expect(try await made() == denied(own, on: report))
        #expect(try await made("p-onlyregistry") == denied("organizations:DescribePolicy", on: "*"))
        try await allow(one + #",{"Effect":"Allow","Action":["organizations:D*","organizations:L*"],"Resource":"*"}"#)
        #expect(try await made("p-onlyregistry") == nil)
        #expect(try await made("p-FullAWSAccess") == denied(own, on: report))
    }

    @Test(
        "have a path and a policy's ID of AWS's form",
        arguments: ["x", "o-a1b2c3d4e5/x-f6g7-aaaaaaa", "o-A1b2c3d4e5/r-f6g7"]
    )
    func form(_ path: String) async throws {
        let error = try await call("GenerateOrganizationsAccessReport", [("EntityPath", path)]).error
        #expect(error?.code == "ValidationError" && error?.message.contains("'entityPath' failed") == true)
        let policy = try await call(
            "GenerateOrganizationsAccessReport",
            [("EntityPath", Self.unit), ("OrganizationsPolicyId", "p-x")]
        ).error
        #expect(policy?.message.contains("'organizationsPolicyId' failed") == true)
    }
}
