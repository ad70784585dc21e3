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
        let world = bench.emulator.world
        let user = try await holder(bench, TestBench.alice)
        let session = try await holder(bench, bench.session("GetSessionToken"))
        let role = try await holder(bench, bench.assume("deployer").credentials())
        try world.detachPolicy("AdministratorAccess", from: .user(Bench.account, name: "alice"))
        try await expectDenied(user, Self.silence, in: bench)
        try await expectDenied(session, Self.silence, in: bench)
        try world.detachPolicy("AdministratorAccess", from: .role(Bench.account, name: "deployer"))
        try await expectDenied(role, Self.silence, in: bench)
        // And what is given back is back.
        try world.attachPolicy("AdministratorAccess", to: .user(Bench.account, name: "alice"))
        _ = try await holder(bench, TestBench.alice)
        #expect(try await bench.ecr("DescribeRepositories", as: session.credentials).status == 200)
    }

    @Test("a policy that is rewritten, inline or managed")
    func rewrite() async throws {
        let bench = try TestBench { world in
            let managed = world.manage("wide", try .of(.identity, Self.all))
            try world.update(user: "bob") { $0.attachedPolicies = [managed] }
        }
        let world = bench.emulator.world
        let bob = try await holder(bench, TestBench.bob)
        try world.putManagedPolicy(
            Bench.account,
            "wide",
            document: try .of(.identity, Self.all, Self.all.replacing("Allow", with: "Deny"))
        )
        try await expectDenied(bob, Self.explicit + ": arn:aws:iam::123456789012:policy/wide", in: bench)
        try world.putManagedPolicy(Bench.account, "wide", document: try .of(.identity, Self.all))
        _ = try await holder(bench, TestBench.bob)
        try world.putInlinePolicy(
            "no",
            try .of(.identity, Self.all.replacing("Allow", with: "Deny")),
            of: .user(Bench.account, name: "bob")
        )
        try await expectDenied(bob, Self.explicit, in: bench)
        try world.deleteInlinePolicy("no", of: .user(Bench.account, name: "bob"))
        _ = try await holder(bench, TestBench.bob)
    }

    @Test("Immunity 7, CVE-2025-23208: membership of a group, the group's policy, and the group")
    func groups() async throws {
        let bench = try TestBench()
        let world = bench.emulator.world
        let bob = IdentityReference.user(Bench.account, name: "bob")
        let group = IdentityReference.group(Bench.account, name: "builders")
        func join() throws {
            try world.putGroup(Bench.account, "builders")
            try world.putInlinePolicy("wide", try .of(.identity, Self.all), of: group)
            try world.addUser(bob.name, toGroup: group.name, in: Bench.account)
        }
        try join()
        let member = try await holder(bench, TestBench.bob)
        try world.removeUser("bob", fromGroup: "builders", in: Bench.account)
        try await expectDenied(member, Self.silence, in: bench)
        try world.addUser("bob", toGroup: "builders", in: Bench.account)
        _ = try await holder(bench, TestBench.bob)
        try world.deleteInlinePolicy("wide", of: group)
        try await expectDenied(member, Self.silence, in: bench)
        try join()
        _ = try await holder(bench, TestBench.bob)
        try world.deleteGroup(Bench.account, "builders")
        try await expectDenied(member, Self.silence, in: bench)
    }

    @Test("a user that is deleted, also when another of the same name comes")
    func deletedUser() async throws {
        let bench = try TestBench()
        let world = bench.emulator.world
        let alice = try await holder(bench, TestBench.alice)
        let session = try await holder(bench, bench.session("GetSessionToken"))
        let guest = try await bench.session(
            "GetFederationToken",
            [("Name", "guest"), ("Policy", #"{"Version":"2012-10-17","Statement":\#(Self.all)}"#)]
        )
        let federated = try await holder(bench, guest)
        let role = try await holder(bench, bench.assume("deployer").credentials())
        try world.deleteUser(Bench.account, "alice")
        for holder in [alice, session, federated] { try await expectUnknown(holder, in: bench) }
        // The role is nobody's session, whoever assumed it.
        #expect(try await bench.ecr("DescribeRepositories", as: role.credentials).status == 200)
        try world.putUser(Bench.account, "alice", path: "/team/")
        try world.attachPolicy("AdministratorAccess", to: .user(Bench.account, name: "alice"))
        for holder in [alice, session, federated] {
            let answer = try await bench.registry("GET", Self.image, authorization: holder.token)
            #expect(try answer.registryError().message == Self.invalid)
        }
    }

    @Test("a role that is deleted")
    func deletedRole() async throws {
        let bench = try TestBench()
        let role = try await holder(bench, bench.assume("deployer").credentials())
        try bench.emulator.world.deleteRole(Bench.account, "deployer")
        try await expectUnknown(role, in: bench)
    }

    @Test("sessions from before a date, by a deny on aws:TokenIssueTime as AWS's console writes it")
    func byDate() async throws {
        let bench = try TestBench()
        let old = try await holder(bench, bench.assume("deployer").credentials())
        bench.clock.advance(by: 60)
        let revoked = AWSDate.extended(bench.clock.now)
        try bench.emulator.world.putInlinePolicy(
            "AWSRevokeOlderSessions",
            try .of(
                .identity,
                #"{"Effect":"Deny","Action":["*"],"Resource":["*"],"#
                    + #""Condition":{"DateLessThan":{"aws:TokenIssueTime":"\#(revoked)"}}}"#
            ),
            of: .role(Bench.account, name: "deployer")
        )
        try await expectDenied(old, Self.explicit, in: bench)
        _ = try await holder(bench, bench.assume("deployer").credentials())
    }

    @Test("a key that is deleted or switched off signs nothing; its user's registry tokens are the user's")
    func keys() async throws {
        let bench = try TestBench()
        let world = bench.emulator.world
        let alice = try await holder(bench, TestBench.alice)
        let key = try #require(AccessKeyID(TestBench.alice.key))
        func signs() async throws -> Bool {
            try await bench.ecr("DescribeRepositories", as: alice.credentials).ecrError.code
                != "UnrecognizedClientException"
        }
        try world.setAccessKey(key, isActive: false)
        #expect(try await !signs())
        try world.setAccessKey(key, isActive: true)
        #expect(try await signs())
        try world.deleteAccessKey(key)
        #expect(try await !signs())
        #expect(try await bench.registry(authorization: alice.token).status == 200)
    }

    @Test("rights that a boundary, the organization, a repository or an endpoint takes away")
    func limits() async throws {
        let bench = try TestBench { world in
            world.organize { _ in }
            _ = world.manage("edge", try .of(.identity, #"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#))
        }
        let world = bench.emulator.world
        let alice = try await holder(bench, TestBench.alice)
        let reference = IdentityReference.user(Bench.account, name: "alice")
        try world.setPermissionsBoundary("edge", of: reference)
        try await expectDenied(alice, " because no permissions boundary allows the ACTION action", in: bench)
        try world.setPermissionsBoundary(nil, of: reference)
        _ = try await holder(bench, TestBench.alice)

        let denying = try PolicyDocument.of(
            .serviceControl,
            #"{"Effect":"Deny","Action":["ecr:DescribeRepositories","ecr:BatchGetImage"],"Resource":"*"}"#
        )
        try world.putControlPolicy(.service, "no", denying, at: .account(Bench.account))
        let arn = "arn:aws:organizations::210987654321:policy/o-benchbench/service_control_policy/p-kefftt9k"
        try await expectDenied(alice, " with an explicit deny in a service control policy: \(arn)", in: bench)
        try world.deleteControlPolicy(.service, "no", at: .account(Bench.account))
        _ = try await holder(bench, TestBench.alice)

        try world.setRepositoryPolicy(
            try .of(.repository, #"{"Effect":"Deny","Principal":"*","Action":"ecr:BatchGetImage"}"#),
            of: Bench.account,
            Bench.region,
            "app"
        )
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
