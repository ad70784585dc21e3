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

    private func change(_ bench: TestBench, _ verb: IAMChange.Verb, account: String? = nil) async
        -> Result<ControlReply, ControlError>
    {
        await bench.emulator.control(.iam(IAMChange(account: account, verb)))
    }

    private func message(_ result: Result<ControlReply, ControlError>) -> String? {
        if case .failure(let error) = result { error.message } else { nil }
    }

    private func describe(_ bench: TestBench, as credentials: TestBench.Credentials = TestBench.bob) async throws -> Int
    {
        try await bench.ecr("DescribeRepositories", "{}", as: credentials).status
    }

    @Test("a policy takes effect on the next call, and so does taking it away")
    func takesEffect() async throws {
        let bench = try TestBench()
        #expect(try await describe(bench) == 400)
        _ = try await change(bench, .putInlinePolicy(name: "read", of: .user("bob"), document: Self.reading)).get()
        #expect(try await describe(bench) == 200)
        _ = try await change(bench, .deleteInlinePolicy(name: "read", of: .user("bob"))).get()
        #expect(try await describe(bench) == 400)
        _ = try await change(bench, .attach(policy: "AdministratorAccess", to: .user("bob"))).get()
        #expect(try await describe(bench) == 200)
        _ = try await change(bench, .deleteUser(name: "bob")).get()
        #expect(try await bench.sts("GetCallerIdentity", as: TestBench.bob).status == 403)
    }

    @Test("what is refused says why in one line, and changes nothing")
    func refused() async throws {
        let bench = try TestBench()
        let wrong: [(IAMChange.Verb, String)] = [
            (.putInlinePolicy(name: "p", of: .user("nobody"), document: Self.reading), "nobody"),
            (.putInlinePolicy(name: "p", of: .user("bob"), document: "{"), "line 1"),
            (.putInlinePolicy(name: "p", of: .user("bob"), document: #"{"Statement":{"Effect":"Maybe"}}"#), "Maybe"),
            (.attach(policy: "AdministratorAcces", to: .user("bob")), "AdministratorAcces"),
            (.putTrustPolicy(role: "deployer", document: Self.reading), "line 1"),
            (.putUser(name: "new", path: nil, tags: [:], groups: []), "--account"),
            (.putRepositoryPolicy(repository: "absent", region: nil, document: Self.reading), "absent"),
            (.putAccessKey(id: "AKIAALICEALICEALICEA", user: "bob", secret: "s", isActive: true), "AKIAALICE"),
            (.putMultiFactorDevice(serial: "phone", user: "bob", seed: "not base32!"), "base32"),
        ]
        for (verb, word) in wrong {
            let told = message(await change(bench, verb))
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
        #expect(message(await bench.emulator.control(.explain(.lastDenied))) != nil)
        #expect(try await describe(bench) == 400)
        guard case .explained(let explained) = try await bench.emulator.control(.explain(.lastDenied)).get() else {
            Issue.record("no explanation")
            return
        }
        #expect(explained.event.errorCode == "AccessDeniedException")
        let explanation = try #require(explained.explanation)
        #expect(explanation.sentence == explained.event.errorMessage)
        #expect(explanation.verified)
        let statement = try #require(explanation.remedies.first?.statementText)
        let document = #"{"Version":"2012-10-17","Statement":[\#(statement)]}"#
        _ = try await change(bench, .putInlinePolicy(name: "remedy", of: .user("bob"), document: document)).get()
        #expect(try await describe(bench) == 200)
        #expect(message(await bench.emulator.control(.explain(.event(99)))) != nil)
    }

    @Test("an explanation in its encoded form is what DecodeAuthorizationMessage decodes")
    func encoded() async throws {
        let bench = try TestBench()
        _ = try await describe(bench)
        guard case .explained(let explained) = try await bench.emulator.control(.explain(.lastDenied)).get(),
            let message = explained.encodedMessage
        else {
            Issue.record("no encoded message")
            return
        }
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
            let request = SimulationRequest(
                principal: principal,
                action: "ecr:DescribeRepositories",
                resource: "arn:aws:ecr:us-east-1:123456789012:repository/*"
            )
            let reply = try await bench.emulator.control(.simulate(request)).get()
            guard case .simulated(let explanation) = reply else { throw UnexpectedReply() }
            return explanation.decision
        }
        #expect(try await simulate("alice").isAllowed)
        #expect(try await simulate("bob").reason == .silence(.identity))
        await #expect(throws: ControlError.self) { try await simulate("nobody") }
        #expect(bench.emulator.events().isEmpty)
    }

    private struct UnexpectedReply: Error {}
}
