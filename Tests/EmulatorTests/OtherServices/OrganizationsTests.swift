import AWSProtocols
import Emulator
import Foundation
import TestSupport
import Testing

/// AWS Organizations as its clients see it, over a world with a management account and a member in a unit.
@Suite("AWS Organizations")
struct OrganizationsTests {
    private static let worldYAML = """
        organization:
          id: o-bench000001
          root_id: r-benc
          management_account: "111111111111"
          units:
            work:
              id: ou-benc-00000000
              accounts: ["123456789012"]
              service_control_policies:
                named:
                  Version: "2012-10-17"
                  Statement: {Effect: Deny, Action: "ecr:DeleteRepository", Resource: "*"}
        accounts:
          "111111111111":
            users:
              vera:
                policies: [AdministratorAccess]
                access_keys: [{id: AKIAVERAVERAVERAVERA, secret: vera/secret}]
              ina:
                policies: [team]
                access_keys: [{id: AKIAINAINAINAINAINA0, secret: ina/secret}]
            policies:
              team:
                Version: "2012-10-17"
                Statement:
                  - {Effect: Allow, Action: "organizations:List*", Resource: "*"}
                  - Effect: Allow
                    Action: "organizations:AttachPolicy"
                    Resource: "arn:aws:organizations::111111111111:policy/*"
          "123456789012":
            users:
              alice:
                policies: [AdministratorAccess]
                access_keys: [{id: AKIAALICEALICEALICEA, secret: alice/secret}]
            regions: {us-east-1: {repositories: {app: {}}}}
          "222222222222": {}
        """
    private static let vera = TestBench.Credentials("AKIAVERAVERAVERAVERA", "vera/secret")
    private static let ina = TestBench.Credentials("AKIAINAINAINAINAINA0", "ina/secret")
    private static let alice = TestBench.Credentials("AKIAALICEALICEALICEA", "alice/secret")
    private static let noPush =
        #"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"ecr:InitiateLayerUpload","Resource":"*"}}"#

    private func call(
        _ bench: TestBench,
        _ operation: String,
        _ body: JSONValue = [:],
        as credentials: TestBench.Credentials = vera,
        host: String = "organizations.us-east-1.amazonaws.com"
    ) async throws -> Answer {
        try await bench.organizations(operation, body, as: credentials, host: host)
    }

    private func create(_ bench: TestBench, _ name: String = "no-push") async throws -> JSONValue {
        let body: JSONValue = [
            "Name": .string(name), "Description": "", "Type": "SERVICE_CONTROL_POLICY", "Content": .string(Self.noPush),
        ]
        return try #require(try await call(bench, "CreatePolicy", body).json()["Policy"]?["PolicySummary"]?["Id"])
    }

    private func push(_ bench: TestBench) async throws -> String {
        try await bench.ecr("InitiateLayerUpload", #"{"repositoryName":"app"}"#, as: Self.alice).body
    }

    @Test("a policy that is attached denies, names itself, is shown, and denies no more once it is detached")
    func attached() async throws {
        let bench = try TestBench(worldYAML: Self.worldYAML)
        #expect(try await push(bench).contains("uploadId"))
        let id = try await create(bench)
        let attachment: JSONValue = ["PolicyId": id, "TargetId": "123456789012"]
        #expect(try await call(bench, "AttachPolicy", attachment).body == "{}")
        let name = "arn:aws:organizations::111111111111:policy/o-bench000001/service_control_policy/"
        let denied = try await push(bench)
        #expect(denied.contains("with an explicit deny in a service control policy: \(name)\(id.string ?? "")"))
        let shown = try await bench.emulator.control(ReadIdentities(named: "arn:aws:iam::123456789012:root"))
        #expect(shown.first?.policies.map(\.name) == ["no-push"])
        let list: JSONValue = ["TargetId": "123456789012", "Filter": "SERVICE_CONTROL_POLICY"]
        let policies = try await call(bench, "ListPoliciesForTarget", list).json()["Policies"]?.array
        #expect(policies?.map { $0["Name"] } == ["FullAWSAccess", "no-push"])
        let targets = try await call(bench, "ListTargetsForPolicy", ["PolicyId": id]).json()["Targets"]?.array
        #expect(targets?.map { $0["Type"] } == ["ACCOUNT"])
        #expect(try await call(bench, "DeletePolicy", ["PolicyId": id]).body.contains("PolicyInUseException"))
        #expect(try await call(bench, "DetachPolicy", attachment).body == "{}")
        #expect(try await push(bench).contains("uploadId"))
        #expect(try await call(bench, "DeletePolicy", ["PolicyId": id]).body == "{}")
    }

    @Test("a policy of the world's file has an ID, is changed in its place, and binds elsewhere where it is attached")
    func named() async throws {
        let bench = try TestBench(worldYAML: Self.worldYAML)
        let list = try await call(bench, "ListPolicies", ["Filter": "SERVICE_CONTROL_POLICY"]).json()["Policies"]?.array
        let id = try #require(list?.first { $0["Name"] == "named" }?["Id"])
        let deletion = #"{"repositoryName":"app"}"#
        #expect(try await bench.ecr("DeleteRepository", deletion, as: Self.alice).body.contains(id.string ?? "?"))
        #expect(try await call(bench, "UpdatePolicy", ["PolicyId": id, "Content": .string(Self.noPush)]).status == 200)
        #expect(try await push(bench).contains(id.string ?? "?"))
        #expect(try await call(bench, "AttachPolicy", ["PolicyId": id, "TargetId": "r-benc"]).status == 200)
        let unit: JSONValue = ["PolicyId": id, "TargetId": "ou-benc-00000000"]
        #expect(try await call(bench, "DetachPolicy", unit).status == 200)
        #expect(try await push(bench).contains("explicit deny in a service control policy"))
    }

    @Test("an account that is moved is bound by the policies of where it stands")
    func moved() async throws {
        let bench = try TestBench(worldYAML: Self.worldYAML)
        let made = try await call(bench, "CreateOrganizationalUnit", ["ParentId": "r-benc", "Name": "sandbox"])
        let unit = try #require(try made.json()["OrganizationalUnit"]?["Id"])
        let id = try await create(bench)
        _ = try await call(bench, "AttachPolicy", ["PolicyId": id, "TargetId": unit])
        let move: JSONValue = [
            "AccountId": "123456789012", "SourceParentId": "ou-benc-00000000", "DestinationParentId": unit,
        ]
        #expect(try await call(bench, "MoveAccount", move).body == "{}")
        #expect(try await push(bench).contains("explicit deny"))
        #expect(try await call(bench, "MoveAccount", move).body.contains("SourceParentNotFoundException"))
        let parents = try await call(bench, "ListParents", ["ChildId": "123456789012"]).json()["Parents"]?.array
        #expect(parents == [["Id": unit, "Type": "ORGANIZATIONAL_UNIT"]])
        let rename: JSONValue = ["OrganizationalUnitId": unit, "Name": "playground"]
        #expect(try await call(bench, "UpdateOrganizationalUnit", rename).body.contains("playground"))
        #expect(try await push(bench).contains("explicit deny"))
        let deletion: JSONValue = ["OrganizationalUnitId": unit]
        #expect(
            try await call(bench, "DeleteOrganizationalUnit", deletion).body
                .contains("OrganizationalUnitNotEmptyException")
        )
    }

    @Test("units of different parents may have one name, and each its own policies")
    func sameNames() async throws {
        let bench = try TestBench(worldYAML: Self.worldYAML)
        let inner: JSONValue = ["ParentId": "ou-benc-00000000", "Name": "work"]
        let made = try await call(bench, "CreateOrganizationalUnit", inner)
        let unit = try #require(try made.json()["OrganizationalUnit"]?["Id"])
        #expect(try await call(bench, "CreateOrganizationalUnit", inner).body.contains("DuplicateOrganizationalUnit"))
        let policy: JSONValue = ["PolicyId": try await create(bench), "TargetId": unit]
        #expect(try await call(bench, "AttachPolicy", policy).status == 200)
        // It is not the unit of that name in which the account stands.
        #expect(try await push(bench).contains("uploadId"))
        let move: JSONValue = [
            "AccountId": "123456789012", "SourceParentId": "ou-benc-00000000", "DestinationParentId": unit,
        ]
        #expect(try await call(bench, "MoveAccount", move).status == 200)
        #expect(try await push(bench).contains("explicit deny"))
        let other = try await call(bench, "CreateOrganizationalUnit", ["ParentId": "r-benc", "Name": "other"])
        let otherID = try #require(try other.json()["OrganizationalUnit"]?["Id"])
        let rename: JSONValue = ["OrganizationalUnitId": otherID, "Name": "work"]
        #expect(
            try await call(bench, "UpdateOrganizationalUnit", rename).body.contains("DuplicateOrganizationalUnit")
        )
    }

    @Test("policies of a type that is switched off have no say, and are detached")
    func switchedOff() async throws {
        let bench = try TestBench(worldYAML: Self.worldYAML)
        _ = try await call(bench, "AttachPolicy", ["PolicyId": try await create(bench), "TargetId": "r-benc"])
        let type: JSONValue = ["RootId": "r-benc", "PolicyType": "SERVICE_CONTROL_POLICY"]
        #expect(try await call(bench, "DisablePolicyType", type).status == 200)
        #expect(try await push(bench).contains("uploadId"))
        #expect(try await call(bench, "DisablePolicyType", type).body.contains("PolicyTypeNotEnabledException"))
        #expect(try await call(bench, "EnablePolicyType", type).status == 200)
        #expect(try await push(bench).contains("uploadId"))
    }

    @Test("what is refused has AWS's code and words, and changes nothing")
    func refused() async throws {
        let bench = try TestBench(worldYAML: Self.worldYAML)
        let id = try await create(bench)
        let before = bench.emulator.events().count
        let refused: [(String, JSONValue, String)] = [
            ("CreatePolicy", [:], "INPUT_REQUIRED"),
            (
                "CreatePolicy",
                [
                    "Name": "no-push", "Description": "", "Type": "SERVICE_CONTROL_POLICY",
                    "Content": .string(Self.noPush),
                ], "DuplicatePolicyException"
            ),
            (
                "CreatePolicy",
                ["Name": "x", "Description": "", "Type": "SERVICE_CONTROL_POLICY", "Content": #"{"Statement":1}"#],
                "MalformedPolicyDocumentException"
            ),
            (
                "CreatePolicy", ["Name": "x", "Description": "", "Type": "TAG_POLICY", "Content": "{}"],
                "PolicyTypeNotAvailableForOrganizationException"
            ),
            ("DescribePolicy", ["PolicyId": "p-x"], "INVALID_PATTERN"),
            ("DescribePolicy", ["PolicyId": "p-notthere"], "PolicyNotFoundException"),
            ("UpdatePolicy", ["PolicyId": "p-FullAWSAccess", "Name": "x"], "IMMUTABLE_POLICY"),
            ("AttachPolicy", ["PolicyId": id, "TargetId": "222222222229"], "TargetNotFoundException"),
            ("DetachPolicy", ["PolicyId": id, "TargetId": "123456789012"], "PolicyNotAttachedException"),
            (
                "DetachPolicy", ["PolicyId": "p-FullAWSAccess", "TargetId": "123456789012"],
                "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED"
            ),
            (
                "DetachPolicy", ["PolicyId": "p-RCPFullAWSAccess", "TargetId": "123456789012"],
                "NON_DETACHABLE_POLICY"
            ),
            ("CreateOrganizationalUnit", ["ParentId": "r-none", "Name": "x"], "ParentNotFoundException"),
            (
                "CreateOrganizationalUnit", ["ParentId": "r-benc", "Name": "work"],
                "DuplicateOrganizationalUnitException"
            ),
            ("DescribeAccount", ["AccountId": "333333333333"], "AccountNotFoundException"),
            ("ListAccounts", ["NextToken": "x"], "INVALID_NEXT_TOKEN"),
            ("ListAccounts", ["MaxResults": 21], "MAX_VALUE_EXCEEDED"),
            ("TagResource", ["ResourceId": "r-none", "Tags": []], "TargetNotFoundException"),
            ("CreateGovCloudAccount", [:], "NotImplemented"),
        ]
        for (operation, body, word) in refused {
            let answer = try await call(bench, operation, body)
            #expect(answer.status == (word == "NotImplemented" ? 501 : 400), "\(operation)")
            #expect(answer.body.contains(word), "\(operation): \(answer.body)")
        }
        #expect(bench.emulator.events().count == before + refused.count)
        #expect(try await push(bench).contains("uploadId"))
    }

    @Test("IAM is asked first, on the ARNs of what it is about; then members are turned away")
    func authorised() async throws {
        let bench = try TestBench(worldYAML: Self.worldYAML)
        #expect(try await call(bench, "ListRoots", as: Self.ina).status == 200)
        let id = try await create(bench)
        let attachment: JSONValue = ["PolicyId": id, "TargetId": "123456789012"]
        let denied = try await call(bench, "AttachPolicy", attachment, as: Self.ina).body
        #expect(
            denied.contains(
                "is not authorized to perform: organizations:AttachPolicy on resource: "
                    + "arn:aws:organizations::111111111111:account/o-bench000001/123456789012 because no identity-based"
            ),
            "\(denied)"
        )
        let member = try await call(bench, "AttachPolicy", attachment, as: Self.alice)
        #expect(
            member.body
                == #"{"__type":"AccessDeniedException","message":"You don't have permissions to access this resource."}"#
        )
        #expect(try await call(bench, "DescribeOrganization", as: Self.alice).body.contains("o-bench000001"))
        let forged = TestBench.Credentials("AKIAVERAVERAVERAVERA", "other")
        #expect(try await call(bench, "ListRoots", as: forged).body.contains("InvalidSignatureException"))
    }

    @Test("lists go on by tokens, and units, accounts and tags are listed where they are")
    func lists() async throws {
        let bench = try TestBench(worldYAML: Self.worldYAML)
        let first = try await call(bench, "ListAccounts", ["MaxResults": 1]).json()
        let token = try #require(first["NextToken"])
        let second = try await call(bench, "ListAccounts", ["MaxResults": 2, "NextToken": token]).json()
        let ids = [first, second].flatMap { $0["Accounts"]?.array ?? [] }.map { $0["Id"] }
        #expect(ids == ["111111111111", "123456789012", "222222222222"])
        let children: JSONValue = ["ParentId": "r-benc", "ChildType": "ACCOUNT"]
        let accounts = try await call(bench, "ListChildren", children).json()["Children"]?.array?.map { $0["Id"] }
        #expect(accounts == ["111111111111", "222222222222"])
        let tags: JSONValue = ["ResourceId": "123456789012", "Tags": [["Key": "team", "Value": "a"]]]
        #expect(try await call(bench, "TagResource", tags).body == "{}")
        let tagged = try await call(bench, "ListTagsForResource", ["ResourceId": "123456789012"])
        #expect(tagged.body == #"{"Tags":[{"Key":"team","Value":"a"}]}"#)
        let untag: JSONValue = ["ResourceId": "123456789012", "TagKeys": ["team"]]
        #expect(try await call(bench, "UntagResource", untag).body == "{}")
        #expect(try await call(bench, "ListTagsForResource", ["ResourceId": "123456789012"]).body == #"{"Tags":[]}"#)
    }

    @Test("what was changed is there after a new start, and a reset undoes it; by endpoint it is the same")
    func kept() async throws {
        let folder = try TemporaryFolder()
        func bench() throws -> TestBench {
            try TestBench(worldYAML: Self.worldYAML, dataDirectory: folder.path + "/data")
        }
        do {
            let bench = try bench()
            let id = try await create(bench)
            let attachment: JSONValue = ["PolicyId": id, "TargetId": "ou-benc-00000000"]
            #expect(try await call(bench, "AttachPolicy", attachment, host: "localhost:4566").status == 200)
            bench.emulator.close()
        }
        let again = try bench()
        #expect(try await push(again).contains("explicit deny"))
        _ = try await again.emulator.control(ResetWorld())
        #expect(try await push(again).contains("uploadId"))
        again.emulator.close()
    }

    @Test(
        "a level takes ten service and five resource control policies, the full-access ones included",
        arguments: [
            ("SERVICE_CONTROL_POLICY", 10), ("RESOURCE_CONTROL_POLICY", 5),
        ]
    )
    func attachments(_ type: String, _ most: Int) async throws {
        let bench = try TestBench { world in world.organize { _ in } }
        func attach(_ number: Int) async throws {
            let principal = type == "RESOURCE_CONTROL_POLICY" ? #""Principal":"*","# : ""
            let content =
                #"{"Version":"2012-10-17","Statement":{"Effect":"Deny",\#(principal)"Action":"s3:Get*","Resource":"*"}}"#
            let made = try await bench.operate(
                "CreatePolicy",
                ["Name": .string("p\(number)"), "Description": "", "Type": .string(type), "Content": .string(content)],
                of: .organizations
            )
            let id = try #require(made["Policy"]?["PolicySummary"]?["Id"])
            try await bench.operate("AttachPolicy", ["PolicyId": id, "TargetId": "123456789012"], of: .organizations)
        }
        for number in 2...most { try await attach(number) }
        await #expect {
            try await attach(most + 1)
        } throws: {
            ($0 as? ControlError)?.message.contains("ConstraintViolationException") == true
        }
    }

    @Test("the operator does what the management account may, also where the world names none")
    func operators() async throws {
        let world = """
            accounts:
              "123456789012":
                service_control_policies:
                  named:
                    Version: "2012-10-17"
                    Statement: {Effect: Deny, Action: "ecr:InitiateLayerUpload", Resource: "*"}
                users:
                  alice:
                    policies: [AdministratorAccess]
                    access_keys: [{id: AKIAALICEALICEALICEA, secret: alice/secret}]
                regions: {us-east-1: {repositories: {app: {}}}}
            """
        let bench = try TestBench(worldYAML: world)
        let answer = try await push(bench)
        let id = try #require(answer.firstMatch(of: #/p-[a-z0-9]{8}/#)).output
        let attachment: [String: JSONValue] = ["PolicyId": .string(String(id)), "TargetId": "123456789012"]
        let refused = try await call(bench, "DetachPolicy", .object(attachment), as: Self.alice)
        #expect(refused.body.contains("You don't have permissions"))
        let done = try await bench.emulator.control(PerformOperation(.organizations, "DetachPolicy", attachment))
        #expect(String(decoding: done.json, as: UTF8.self) == "{}")
        #expect(try await push(bench).contains("uploadId"))
        await #expect {
            try await TestBench().emulator.control(
                PerformOperation(.organizations, "ListRoots", [:], account: "123456789012")
            )
        } throws: {
            ($0 as? ControlError)?.message.contains("(AWSOrganizationsNotInUseException)") == true
        }
    }
}
