import AWSCore
import AWSProtocols
import Emulator
import Foundation
import IAM
import Testing

/// What `drydock iam` and `drydock explain` ask of an emulator.
@Suite("Changing and explaining while it runs")
struct IAMControlTests {
    private static let reading =
        #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ecr:DescribeRepositories","Resource":"*"}}"#

    private static func policy(_ document: String) -> any IAMChange {
        IAMChanges.PutInlinePolicy(name: "p", of: .user("bob"), document: document)
    }

    private func change(_ bench: TestBench, _ change: any IAMChange) async throws {
        _ = try await bench.emulator.control(ChangeIdentities(change))
    }

    /// Why a verb is refused; nil where it is not.
    private func refusal(_ verb: some ControlVerb, _ bench: TestBench) async -> String? {
        do {
            _ = try await bench.emulator.control(verb)
            return nil
        } catch {
            return error.message
        }
    }

    private func describe(_ bench: TestBench, as credentials: TestBench.Credentials = TestBench.bob) async throws -> Int
    {
        try await bench.ecr("DescribeRepositories", "{}", as: credentials).status
    }

    @Test("a policy takes effect on the next call, and so does taking it away")
    func takesEffect() async throws {
        let bench = try TestBench()
        #expect(try await describe(bench) == 400)
        try await change(bench, IAMChanges.PutInlinePolicy(name: "read", of: .user("bob"), document: Self.reading))
        #expect(try await describe(bench) == 200)
        try await change(bench, IAMChanges.DeleteInlinePolicy(name: "read", of: .user("bob")))
        #expect(try await describe(bench) == 400)
        try await change(bench, IAMChanges.AttachPolicy(policy: "AdministratorAccess", to: .user("bob")))
        #expect(try await describe(bench) == 200)
        try await change(bench, IAMChanges.DeleteUser(name: "bob"))
        #expect(try await bench.sts("GetCallerIdentity", as: TestBench.bob).status == 403)
    }

    @Test("what is refused says why in one line, and changes nothing")
    func refused() async throws {
        let bench = try TestBench()
        let wrong: [(any IAMChange, String)] = [
            (IAMChanges.PutInlinePolicy(name: "p", of: .user("nobody"), document: Self.reading), "nobody"),
            (Self.policy("{"), "line 1"),
            (Self.policy(#"{"Statement":{"Effect":"Maybe"}}"#), "Maybe"),
            (IAMChanges.AttachPolicy(policy: "AdministratorAcces", to: .user("bob")), "AdministratorAcces"),
            (IAMChanges.PutTrustPolicy(role: "deployer", document: Self.reading), "line 1"),
            (IAMChanges.PutUser(name: "new", path: nil, tags: [:], groups: []), "--account"),
            (IAMChanges.PutRepositoryPolicy(repository: "absent", region: nil, document: Self.reading), "absent"),
            (
                IAMChanges.PutAccessKey(id: "AKIAALICEALICEALICEA", user: "bob", secret: "s", isActive: true),
                "AKIAALICE"
            ),
            (IAMChanges.PutMultiFactorDevice(serial: "phone", user: "bob", seed: "not base32!"), "base32"),
        ]
        for (change, word) in wrong {
            let told = await refusal(ChangeIdentities(change), bench)
            #expect(told?.contains(word) == true, "\(told ?? "no error") should name \(word)")
            #expect(told?.contains("\n") == false)
            #expect(told?.contains("not base32!") != true)
        }
        #expect(try await describe(bench) == 400)
    }

    @Test("identities are shown without secrets")
    func shown() async throws {
        let bench = try TestBench()
        let answer = try await bench.send("GET", "/_drydock/iam")
        #expect(answer.status == 200)
        #expect(answer.body.contains(TestBench.alice.key))
        for credentials in [TestBench.alice, TestBench.carol, TestBench.root, TestBench.mallory] {
            #expect(!answer.body.contains(credentials.secret))
        }
        #expect(try await bench.send("GET", "/_drydock/iam?name=nobody").status == 404)
    }

    @Test("a refused call is explained, and its remedy allows it")
    func explained() async throws {
        let bench = try TestBench()
        #expect(await refusal(ExplainCall.lastDenied, bench) != nil)
        #expect(try await describe(bench) == 400)
        let explained = try await bench.emulator.control(ExplainCall.lastDenied)
        #expect(explained.event.errorCode == "AccessDeniedException")
        let explanation = try #require(explained.explanation)
        #expect(explanation.sentence == explained.event.errorMessage)
        #expect(explanation.verified)
        let statement = try #require(explanation.remedies.first?.statementText)
        let document = #"{"Version":"2012-10-17","Statement":[\#(statement)]}"#
        try await change(bench, IAMChanges.PutInlinePolicy(name: "remedy", of: .user("bob"), document: document))
        #expect(try await describe(bench) == 200)
        #expect(await refusal(ExplainCall.event(99), bench) != nil)
    }

    @Test("an explanation in its encoded form is what DecodeAuthorizationMessage decodes")
    func encoded() async throws {
        let bench = try TestBench()
        _ = try await describe(bench)
        let explained = try await bench.emulator.control(ExplainCall.lastDenied)
        let message = try #require(explained.encodedMessage)
        let decoded = try await bench.sts(
            "DecodeAuthorizationMessage",
            [("EncodedMessage", message)],
            as: TestBench.alice
        )
        #expect(decoded.status == 200)
        #expect(decoded.body.contains("ecr:DescribeRepositories"))
    }

    @Test("a simulation answers as the call does, and records nothing")
    func simulated() async throws {
        let bench = try TestBench()
        func simulate(_ principal: String) async throws -> Decision {
            let verb = SimulateCall(
                principal: principal,
                action: "ecr:DescribeRepositories",
                resource: "arn:aws:ecr:us-east-1:123456789012:repository/*"
            )
            return try await bench.emulator.control(verb).decision
        }
        #expect(try await simulate("alice").isAllowed)
        #expect(try await simulate("bob").reason == .silence(.identity))
        await #expect(throws: ControlError.self) { try await simulate("nobody") }
        #expect(bench.emulator.events().isEmpty)
    }

    @Test("every change has a name of its own, by which it is read again")
    func names() async throws {
        let bench = try TestBench()
        let document = Self.reading
        let changes: [any IAMChange] = [
            IAMChanges.PutGroup(name: "g", path: nil), IAMChanges.DeleteGroup(name: "g"),
            IAMChanges.PutRepositoryPolicy(repository: "app", region: nil, document: document),
            IAMChanges.PutOrganizationPolicy(.serviceControl, name: "p", at: .unit("u"), document: document),
            IAMChanges.Tag(.identity(.role("deployer")), tags: ["k": "v"]),
        ]
        for change in changes {
            let message = try ChangeIdentities(account: "123456789012", change).message()
            #expect(try ChangeIdentities(message).message() == message)
        }
        let tag = try ChangeIdentities(changes[4]).message()
        let answer = try await bench.send("POST", "/_drydock/iam", body: String(decoding: tag.body, as: UTF8.self))
        #expect(answer.body == #"{"summary":"Tagged role/deployer."}"#)
    }
}
