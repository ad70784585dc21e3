import AWSCore
import AWSProtocols
import Emulator
import Foundation
import Testing

@Suite("Roles and groups by the IAM API")
struct RoleTests {
    private let bench: Bench

    init() throws { bench = try Bench() }

    private func create(_ name: String, _ trust: String, _ more: [(String, String)] = []) async throws -> Answer {
        try await bench.call("CreateRole", [("RoleName", name), ("AssumeRolePolicyDocument", trust)] + more)
    }

    @Test("are made, assumed, and shown with their documents percent-encoded")
    func create() async throws {
        let trust = Bench.trust("arn:aws:iam::123456789012:user/bob")
        let answer = try await create("puller", trust, [("Description", "pulls"), ("MaxSessionDuration", "7200")])
        let role = try answer.xml()["CreateRoleResult"]?["Role"]
        let id = try #require(role?["RoleId"]?.text)
        #expect(id.hasPrefix("AROA") && id.count == 21)
        let encoded = try #require(role?["AssumeRolePolicyDocument"]?.text)
        #expect(encoded.hasPrefix("%7B%22Version%22%3A%222012-10-17%22"))
        #expect(encoded.removingPercentEncoding == trust)
        let assumed = try await bench.sts(
            "AssumeRole",
            [
                ("RoleArn", "arn:aws:iam::123456789012:role/puller"), ("RoleSessionName", "run"),
                ("DurationSeconds", "7200"),
            ],
            as: Bench.bob
        )
        #expect(assumed.status == 200, "\(assumed.body)")
        let found = try await bench.done("GetRole", [("RoleName", "puller")])?["Role"]
        #expect(found?["Description"]?.text == "pulls" && found?["MaxSessionDuration"]?.text == "7200")
        #expect(found?["RoleLastUsed"]?.children.isEmpty == true)
        let session = try assumed.xml()["AssumeRoleResult"]?["Credentials"]
        let credentials = Bench.Credentials(
            key: try #require(session?["AccessKeyId"]?.text),
            secret: try #require(session?["SecretAccessKey"]?.text),
            token: session?["SessionToken"]?.text
        )
        _ = try await bench.sts("GetCallerIdentity", as: credentials)
        let used = try await bench.done("GetRole", [("RoleName", "puller")])?["Role"]?["RoleLastUsed"]
        #expect(used?["LastUsedDate"]?.text == "2026-03-01T12:00:00Z" && used?["Region"]?.text == "us-east-1")
    }

    @Test("keep the longest session of AWS Sign-In, until it is reset")
    func signinDuration() async throws {
        func duration() async throws -> String? {
            try await bench.done("GetRole", [("RoleName", "puller")])?["Role"]?["MaxSigninSessionDuration"]?.text
        }
        let trust = Bench.trust("arn:aws:iam::123456789012:user/bob")
        #expect(try await create("puller", trust, [("MaxSigninSessionDuration", "7776000")]).status == 200)
        #expect(try await duration() == "7776000")
        let role = ("RoleName", "puller")
        try await bench.done("UpdateRole", [role, ("MaxSigninSessionDuration", "3600")])
        #expect(try await duration() == "3600")
        let both = [role, ("MaxSigninSessionDuration", "3600"), ("ResetMaxSigninSessionDuration", "true")]
        #expect(try await bench.call("UpdateRole", both).error?.code == "InvalidInput")
        #expect(try await create("other", trust, [("MaxSigninSessionDuration", "60")]).error?.code == "ValidationError")
        try await bench.done("UpdateRole", [role, ("ResetMaxSigninSessionDuration", "true")])
        #expect(try await duration() == nil)
    }

    @Test("trust somebody else from the moment on at which their trust policy is another")
    func trust() async throws {
        _ = try await create("turned", Bench.trust("arn:aws:iam::123456789012:user/team/alice"))
        let assume = [("RoleArn", "arn:aws:iam::123456789012:role/turned"), ("RoleSessionName", "run")]
        #expect(try await bench.sts("AssumeRole", assume, as: Bench.bob).status == 403)
        try await bench.done(
            "UpdateAssumeRolePolicy",
            [("RoleName", "turned"), ("PolicyDocument", Bench.trust("arn:aws:iam::123456789012:user/bob"))]
        )
        #expect(try await bench.sts("AssumeRole", assume, as: Bench.bob).status == 200)
    }

    @Test(
        "are refused in AWS's words",
        arguments: [
            ("deployer", Bench.trust("*"), 409, "EntityAlreadyExists", "Role with name deployer already exists."),
            (
                "x", Bench.trust("arn:aws:iam::123456789012:user/nobody"), 400, "MalformedPolicyDocument",
                #"Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:user/nobody""#
            ),
            ("x", "{", 400, "MalformedPolicyDocument", "This policy contains invalid Json"),
            (
                "x", Bench.allow("ecr:*"), 400, "MalformedPolicyDocument", "Has prohibited field Resource"
            ),
            (
                "x",
                Bench.trust("*").replacing(
                    "sts:AssumeRole\"",
                    with: "sts:AssumeRole\"" + String(repeating: " ", count: 3)
                )
                .replacing("Version", with: "Id\":\"" + String(repeating: "i", count: 2_048) + "\",\"Version"),
                409, "LimitExceeded", "Cannot exceed quota for ACLSizePerRole: 2048"
            ),
        ] as [(String, String, Int, String, String)]
    )
    func refusals(name: String, trust: String, status: Int, code: String, message: String) async throws {
        #expect(try await create(name, trust).error == refusal(status, code, message))
    }

    @Test("are taken away only when nothing holds them")
    func delete() async throws {
        _ = try await create("held", Bench.trust("123456789012"))
        let name = [("RoleName", "held")]
        func blocked(by first: String) async throws {
            #expect(
                try await bench.call("DeleteRole", name).error
                    == refusal(409, "DeleteConflict", "Cannot delete entity, must \(first) first.")
            )
        }
        try await bench.done("PutRolePolicy", name + [("PolicyName", "p"), ("PolicyDocument", Bench.allow("s3:*"))])
        try await blocked(by: "delete policies")
        let team = [("PolicyArn", "arn:aws:iam::123456789012:policy/team")]
        try await bench.done("AttachRolePolicy", name + team)
        try await blocked(by: "detach all policies")
        try await bench.done("CreateInstanceProfile", [("InstanceProfileName", "ip")])
        try await bench.done("AddRoleToInstanceProfile", name + [("InstanceProfileName", "ip")])
        try await blocked(by: "remove roles from instance profile")
        #expect(
            try await bench.call("DeleteInstanceProfile", [("InstanceProfileName", "ip")]).error?.code
                == "DeleteConflict"
        )
        #expect(
            try await bench.call(
                "AddRoleToInstanceProfile",
                [("InstanceProfileName", "ip"), ("RoleName", "deployer")]
            ).error
                == refusal(409, "LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1")
        )
        try await bench.done("RemoveRoleFromInstanceProfile", name + [("InstanceProfileName", "ip")])
        try await bench.done("DetachRolePolicy", name + team)
        try await bench.done("DeleteRolePolicy", name + [("PolicyName", "p")])
        try await bench.done("DeleteRole", name)
        try await bench.done("DeleteInstanceProfile", [("InstanceProfileName", "ip")])
    }

    @Test("of services are theirs alone to change")
    func serviceLinked() async throws {
        let made = try await bench.done(
            "CreateServiceLinkedRole",
            [("AWSServiceName", "replication.ecr.amazonaws.com")]
        )
        #expect(
            made?["Role"]?["Arn"]?.text
                == "arn:aws:iam::123456789012:role/aws-service-role/replication.ecr.amazonaws.com/"
                + "AWSServiceRoleForECRReplication"
        )
        let name = [("RoleName", "AWSServiceRoleForECRReplication")]
        #expect(
            try await bench.call("DeleteRole", name).error
                == refusal(
                    400,
                    "UnmodifiableEntity",
                    "Cannot perform the operation on the protected role 'AWSServiceRoleForECRReplication' - this role is "
                        + "only modifiable by AWS"
                )
        )
        // A policy that is not there, or may not be attached: what is told first is that the role is not to be changed.
        #expect(
            try await bench.call("DeleteRolePolicy", name + [("PolicyName", "none")]).error?.code
                == "UnmodifiableEntity"
        )
        try await bench.done("UpdateRole", name + [("Description", "copies images")])
        #expect(try await bench.done("GetRole", name)?["Role"]?["Description"]?.text == "copies images")
        #expect(
            try await bench.call("UpdateRole", name + [("Description", "x"), ("MaxSessionDuration", "7200")]).error?
                .code
                == "UnmodifiableEntity"
        )
        let policy = "arn:aws:iam::aws:policy/aws-service-role/ECRReplicationServiceRolePolicy"
        for (operation, member) in [
            ("AttachUserPolicy", "PolicyArn"), ("PutUserPermissionsBoundary", "PermissionsBoundary"),
        ] {
            #expect(
                try await bench.call(operation, [("UserName", "bob"), (member, policy)]).error
                    == refusal(400, "PolicyNotAttachable", "Cannot attach a Service Role Policy to a Customer Role.")
            )
        }
        let task = try #require(try await bench.done("DeleteServiceLinkedRole", name)?["DeletionTaskId"]?.text)
        let status = try await bench.done("GetServiceLinkedRoleDeletionStatus", [("DeletionTaskId", task)])
        #expect(status?["Status"]?.text == "SUCCEEDED")
        for other in [
            task.replacing("AWSServiceRoleForECRReplication", with: "AWSServiceRoleForOthers"),
            task.dropLast(4) + "NONE",
        ] {
            #expect(
                try await bench.call("GetServiceLinkedRoleDeletionStatus", [("DeletionTaskId", other)]).error?.code
                    == "NoSuchEntity"
            )
        }
        #expect(
            try await bench.call("GetServiceLinkedRoleDeletionStatus", [("DeletionTaskId", "task")]).error
                == refusal(400, "InvalidInput", "Deletion task id task is not valid.")
        )
    }

    @Test("have a longest session of an hour again where an update gives none")
    func update() async throws {
        _ = try await create("long", Bench.trust("123456789012"), [("MaxSessionDuration", "43200")])
        try await bench.done("UpdateRole", [("RoleName", "long"), ("Description", "shorter")])
        let role = try await bench.done("GetRole", [("RoleName", "long")])?["Role"]
        #expect(role?["MaxSessionDuration"]?.text == "3600" && role?["Description"]?.text == "shorter")
    }

    @Test("Groups hand their policies to their members, and are taken away when they are empty")
    func groups() async throws {
        let made = try await bench.done("CreateGroup", [("GroupName", "readers"), ("Path", "/g/")])?["Group"]
        #expect(made?["GroupId"]?.text?.hasPrefix("AGPA") == true)
        try await bench.done("AddUserToGroup", [("GroupName", "readers"), ("UserName", "bob")])
        try await bench.done(
            "PutGroupPolicy",
            [("GroupName", "readers"), ("PolicyName", "read"), ("PolicyDocument", Bench.allow("iam:GetGroup"))]
        )
        try await bench.done("UpdateGroup", [("GroupName", "readers"), ("NewGroupName", "lookers")])
        let group = try await bench.call("GetGroup", [("GroupName", "lookers")], as: Bench.bob).xml()["GetGroupResult"]
        #expect(group?["Group"]?["Arn"]?.text == "arn:aws:iam::123456789012:group/g/lookers")
        #expect(group?["Users"]?.texts("UserName") == ["bob"])
        #expect(
            try await bench.call("DeleteGroup", [("GroupName", "lookers")]).error
                == refusal(409, "DeleteConflict", "Cannot delete entity, must remove users from group first.")
        )
        for number in 1...9 {
            try await bench.done("CreateGroup", [("GroupName", "g\(number)")])
            try await bench.done("AddUserToGroup", [("GroupName", "g\(number)"), ("UserName", "bob")])
        }
        #expect(
            try await bench.call("AddUserToGroup", [("GroupName", "pushers"), ("UserName", "bob")]).error
                == refusal(409, "LimitExceeded", "Cannot exceed quota for GroupsPerUser: 10")
        )
    }
}
