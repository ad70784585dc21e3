import AWSCore
import AWSProtocols
import Emulator
import Foundation
import IAM
import Testing

/// What `drydock iam` and `drydock explain` ask of an emulator.
@Suite("Changing and explaining while it runs")
struct IAMControlTests {
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
        let parameters: [String: JSONValue] = [
            "UserName": "bob", "PolicyName": "remedy", "PolicyDocument": .string(document),
        ]
        _ = try await bench.emulator.control(PerformOperation(.iam, "PutUserPolicy", parameters))
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
}
