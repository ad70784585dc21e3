import AWSCore
import AWSProtocols
import Determinism
import Foundation
import IAM
import Testing
import World

@testable import Emulator

@Suite("Immunity 7, CVE-2025-23208: what is revoked is revoked from the next call on")
struct RevocationTests {
    private static let all = #"{"Effect":"Allow","Action":"*","Resource":"*"}"#
    private static let image = "/v2/app/manifests/latest"
    private static let invalid = "Your Authorization Token is invalid."
    private static let administrator: JSONValue = "arn:aws:iam::aws:policy/AdministratorAccess"

    private static func document(_ statements: String...) -> JSONValue {
        .string(#"{"Version":"2012-10-17","Statement":["# + statements.joined(separator: ",") + "]}")
    }

    /// Somebody's credentials, and a registry token that was issued with them while all was well.
    private struct Holder {
        let credentials: TestBench.Credentials
        let token: String
    }

    private func holder(_ bench: TestBench, _ credentials: TestBench.Credentials) async throws -> Holder {
        let holder = Holder(credentials: credentials, token: try await bench.basic(as: credentials))
        #expect(try await bench.ecr("DescribeRepositories", as: credentials).status == 200)
        let answer = try await bench.registry("GET", Self.image, authorization: holder.token)
        #expect(try answer.registryError().code == "MANIFEST_UNKNOWN")
        return holder
    }

    /// Both surfaces refuse with sentences that end like this.
    private func expectDenied(_ holder: Holder, _ ending: String, in bench: TestBench) async throws {
        let api = try await bench.ecr("DescribeRepositories", as: holder.credentials).ecrError
        #expect(api.code == "AccessDeniedException")
        #expect(api.message.hasSuffix(ending.replacing("ACTION", with: "ecr:DescribeRepositories")), "\(api.message)")
        let registry = try await bench.registry("GET", Self.image, authorization: holder.token).registryError()
        #expect(registry.status == 403 && registry.code == "DENIED")
        #expect(
            registry.message.hasSuffix(ending.replacing("ACTION", with: "ecr:BatchGetImage")),
            "\(registry.message)"
        )
        // The token itself is still one.
        #expect(try await bench.registry(authorization: holder.token).status == 200)
    }

    /// The credentials and the token are nobody's any more.
    private func expectUnknown(_ holder: Holder, in bench: TestBench) async throws {
        #expect(
            try await bench.ecr("DescribeRepositories", as: holder.credentials).ecrError.code
                == "UnrecognizedClientException"
        )
        #expect(
            try await bench.sts("GetCallerIdentity", as: holder.credentials).stsError.code == "InvalidClientTokenId"
        )
        for path in ["/v2/", Self.image] {
            let answer = try await bench.registry("GET", path, authorization: holder.token)
            #expect(answer.status == 400)
            #expect(try answer.registryError().message == Self.invalid)
        }
    }

    private static let silence = " because no identity-based policy allows the ACTION action"
    private static let explicit = " with an explicit deny in an identity-based policy"

    @Test("a policy that is detached, of a user, of its session and of a role's session")
    func detach() async throws {
        let bench = try TestBench()
        let user = try await holder(bench, TestBench.alice)
        let session = try await holder(bench, bench.session("GetSessionToken"))
        let role = try await holder(bench, bench.assume("deployer").credentials())
        try await bench.operate("DetachUserPolicy", ["UserName": "alice", "PolicyArn": Self.administrator])
        try await expectDenied(user, Self.silence, in: bench)
        try await expectDenied(session, Self.silence, in: bench)
        try await bench.operate("DetachRolePolicy", ["RoleName": "deployer", "PolicyArn": Self.administrator])
        try await expectDenied(role, Self.silence, in: bench)
        // And what is given back is back.
        try await bench.operate("AttachUserPolicy", ["UserName": "alice", "PolicyArn": Self.administrator])
        _ = try await holder(bench, TestBench.alice)
        #expect(try await bench.ecr("DescribeRepositories", as: session.credentials).status == 200)
    }

    @Test("a policy that is rewritten, inline or managed")
    func rewrite() async throws {
        let bench = try TestBench { world in
            let managed = world.manage("wide", try .of(.identity, Self.all))
            try world.update(user: "bob") { $0.attachedPolicies = [managed] }
        }
        let bob = try await holder(bench, TestBench.bob)
        let wide: JSONValue = "arn:aws:iam::123456789012:policy/wide"
        let denying = Self.document(Self.all, Self.all.replacing("Allow", with: "Deny"))
        let version: [String: JSONValue] = ["PolicyArn": wide, "SetAsDefault": true]
        try await bench.operate("CreatePolicyVersion", version.merging(["PolicyDocument": denying]) { $1 })
        try await expectDenied(bob, Self.explicit + ": arn:aws:iam::123456789012:policy/wide", in: bench)
        try await bench.operate("SetDefaultPolicyVersion", ["PolicyArn": wide, "VersionId": "v1"])
        _ = try await holder(bench, TestBench.bob)
        let inline: [String: JSONValue] = ["UserName": "bob", "PolicyName": "no"]
        let document = Self.document(Self.all.replacing("Allow", with: "Deny"))
        try await bench.operate("PutUserPolicy", inline.merging(["PolicyDocument": document]) { $1 })
        try await expectDenied(bob, Self.explicit, in: bench)
        try await bench.operate("DeleteUserPolicy", inline)
        _ = try await holder(bench, TestBench.bob)
    }

    @Test("Immunity 7, CVE-2025-23208: membership of a group, the group's policy, and the group")
    func groups() async throws {
        let bench = try TestBench()
        let group: [String: JSONValue] = ["GroupName": "builders"]
        let membership = group.merging(["UserName": "bob"]) { $1 }
        let policy = group.merging(["PolicyName": "wide"]) { $1 }
        func allow() async throws {
            let document = Self.document(Self.all)
            try await bench.operate("PutGroupPolicy", policy.merging(["PolicyDocument": document]) { $1 })
        }
        try await bench.operate("CreateGroup", group)
        try await allow()
        try await bench.operate("AddUserToGroup", membership)
        let member = try await holder(bench, TestBench.bob)
        try await bench.operate("RemoveUserFromGroup", membership)
        try await expectDenied(member, Self.silence, in: bench)
        try await bench.operate("AddUserToGroup", membership)
        _ = try await holder(bench, TestBench.bob)
        try await bench.operate("DeleteGroupPolicy", policy)
        try await expectDenied(member, Self.silence, in: bench)
        try await allow()
        _ = try await holder(bench, TestBench.bob)
        try bench.emulator.world.editIdentities(of: Bench.account) { edit in
            edit.delete(try #require(edit.account.groups["builders"]))
        }
        try await expectDenied(member, Self.silence, in: bench)
    }

    @Test("a user that is deleted, also when another of the same name comes")
    func deletedUser() async throws {
        let bench = try TestBench()
        let alice = try await holder(bench, TestBench.alice)
        let session = try await holder(bench, bench.session("GetSessionToken"))
        let guest = try await bench.session(
            "GetFederationToken",
            [("Name", "guest"), ("Policy", #"{"Version":"2012-10-17","Statement":\#(Self.all)}"#)]
        )
        let federated = try await holder(bench, guest)
        let role = try await holder(bench, bench.assume("deployer").credentials())
        try bench.emulator.world.editIdentities(of: Bench.account) { edit in
            edit.delete(try #require(edit.account.users["alice"]))
        }
        for holder in [alice, session, federated] { try await expectUnknown(holder, in: bench) }
        // The role is nobody's session, whoever assumed it.
        #expect(try await bench.ecr("DescribeRepositories", as: role.credentials).status == 200)
        try await bench.operate("CreateUser", ["UserName": "alice", "Path": "/team/"])
        try await bench.operate("AttachUserPolicy", ["UserName": "alice", "PolicyArn": Self.administrator])
        for holder in [alice, session, federated] {
            let answer = try await bench.registry("GET", Self.image, authorization: holder.token)
            #expect(try answer.registryError().message == Self.invalid)
        }
    }

    @Test("a role that is deleted")
    func deletedRole() async throws {
        let bench = try TestBench()
        let role = try await holder(bench, bench.assume("deployer").credentials())
        try bench.emulator.world.editIdentities(of: Bench.account) { edit in
            edit.delete(try #require(edit.account.roles["deployer"]))
        }
        try await expectUnknown(role, in: bench)
    }

    @Test("sessions from before a date, by a deny on aws:TokenIssueTime as AWS's console writes it")
    func byDate() async throws {
        let bench = try TestBench()
        let old = try await holder(bench, bench.assume("deployer").credentials())
        bench.clock.advance(by: 60)
        let revoked = AWSDate.extended(bench.clock.now)
        let statement =
            #"{"Effect":"Deny","Action":["*"],"Resource":["*"],"#
            + #""Condition":{"DateLessThan":{"aws:TokenIssueTime":"\#(revoked)"}}}"#
        try await bench.operate(
            "PutRolePolicy",
            [
                "RoleName": "deployer", "PolicyName": "AWSRevokeOlderSessions",
                "PolicyDocument": Self.document(statement),
            ]
        )
        try await expectDenied(old, Self.explicit, in: bench)
        _ = try await holder(bench, bench.assume("deployer").credentials())
    }

    @Test("a key that is deleted or switched off signs nothing; its user's registry tokens are the user's")
    func keys() async throws {
        let bench = try TestBench()
        let alice = try await holder(bench, TestBench.alice)
        let key: [String: JSONValue] = ["UserName": "alice", "AccessKeyId": .string(TestBench.alice.key)]
        func signs() async throws -> Bool {
            try await bench.ecr("DescribeRepositories", as: alice.credentials).ecrError.code
                != "UnrecognizedClientException"
        }
        try await bench.operate("UpdateAccessKey", key.merging(["Status": "Inactive"]) { $1 })
        #expect(try await !signs())
        try await bench.operate("UpdateAccessKey", key.merging(["Status": "Active"]) { $1 })
        #expect(try await signs())
        try await bench.operate("DeleteAccessKey", key)
        #expect(try await !signs())
        #expect(try await bench.registry(authorization: alice.token).status == 200)
    }

    @Test("rights that a boundary, the organization, a repository or an endpoint takes away")
    func limits() async throws {
        let bench = try TestBench { world in
            world.organize { _ in }
            _ = world.manage("edge", try .of(.identity, #"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#))
        }
        let alice = try await holder(bench, TestBench.alice)
        try await bench.operate(
            "PutUserPermissionsBoundary",
            ["UserName": "alice", "PermissionsBoundary": "arn:aws:iam::123456789012:policy/edge"]
        )
        try await expectDenied(alice, " because no permissions boundary allows the ACTION action", in: bench)
        try await bench.operate("DeleteUserPermissionsBoundary", ["UserName": "alice"])
        _ = try await holder(bench, TestBench.alice)

        let denying = #"{"Effect":"Deny","Action":["ecr:DescribeRepositories","ecr:BatchGetImage"],"Resource":"*"}"#
        let made = try await bench.operate(
            "CreatePolicy",
            [
                "Name": "no", "Description": "", "Type": "SERVICE_CONTROL_POLICY", "Content": Self.document(denying),
            ],
            of: .organizations
        )
        let policy = try #require(made["Policy"]?["PolicySummary"]?["Id"])
        let attachment: [String: JSONValue] = ["PolicyId": policy, "TargetId": "123456789012"]
        try await bench.operate("AttachPolicy", attachment, of: .organizations)
        let id = try #require(policy.string)
        let arn = "arn:aws:organizations::210987654321:policy/o-benchbench/service_control_policy/\(id)"
        try await expectDenied(alice, " with an explicit deny in a service control policy: \(arn)", in: bench)
        try await bench.operate("DetachPolicy", attachment, of: .organizations)
        _ = try await holder(bench, TestBench.alice)

        let pulling = Self.document(#"{"Effect":"Deny","Principal":"*","Action":"ecr:BatchGetImage"}"#)
        try await bench.operate("SetRepositoryPolicy", ["repositoryName": "app", "policyText": pulling], of: .ecr)
        let answer = try await bench.registry("GET", Self.image, authorization: alice.token)
        #expect(try answer.registryError().message.hasSuffix(" with an explicit deny in a resource-based policy"))
    }

    @Test("a session policy limits the tokens that its session asked for, as long as they last")
    func sessionPolicies() async throws {
        let bench = try TestBench()
        let policy =
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*","#
            + #""Action":["ecr:GetAuthorizationToken","ecr:BatchGetImage"]}}"#
        let session = try await bench.assume("deployer", [("Policy", policy)]).credentials()
        let token = try await bench.basic(as: session)
        func codes() async throws -> [String] {
            [
                try await bench.registry("GET", Self.image, authorization: token).registryError().code,
                try await bench.registry("PUT", Self.image, authorization: token).registryError().message,
            ]
        }
        let denial =
            "User: arn:aws:sts::123456789012:assumed-role/deployer/session-1 is not authorized to perform: ecr:PutImage "
            + "on resource: arn:aws:ecr:us-east-1:123456789012:repository/app because no session policy allows the "
            + "ecr:PutImage action"
        #expect(try await codes() == ["MANIFEST_UNKNOWN", denial])
        // The session is over after an hour, its token after twelve.
        bench.clock.advance(by: 4 * 3_600)
        #expect(try await bench.ecr("DescribeRegistry", as: session).ecrError.code == "ExpiredTokenException")
        #expect(try await codes() == ["MANIFEST_UNKNOWN", denial])
    }
}
