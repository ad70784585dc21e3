import AWSCore
import AWSProtocols
import Determinism
import Foundation
import IAM
import Testing
import World

@testable import Emulator

@Suite("Explaining a call afterwards")
struct ExplanationTests {
    @Test("uses the policies of that moment, whatever has become of them")
    func thatMoment() async throws {
        let bench = try TestBench()
        _ = try await bench.ecr("DescribeRegistry", as: TestBench.bob)
        let event = try #require(bench.emulator.lastDenied)
        let before = try #require(bench.emulator.explanation(ofEvent: event.sequence))
        try await bench.operate(
            "AttachUserPolicy",
            ["UserName": "bob", "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"]
        )
        #expect(try await bench.ecr("DescribeRegistry", as: TestBench.bob).status == 200)
        #expect(bench.emulator.explanation(ofEvent: event.sequence) == before)
        #expect(before.decision.reason == .silence(.identity))
        #expect(before.action == "ecr:DescribeRegistry")
        #expect(before.context["aws:SourceIp"] == ["127.0.0.1"])
        #expect(before.context["aws:username"] == ["bob"])
        let after = try #require(bench.emulator.explanation(ofEvent: event.sequence + 1))
        #expect(after.decision.isAllowed)
        // The last refusal stays that of before.
        #expect(bench.emulator.lastDenied?.sequence == event.sequence)
    }

    @Test("is not there for calls that no policy decided")
    func nothingAsked() async throws {
        let bench = try TestBench()
        _ = try await bench.sts("GetCallerIdentity")
        _ = try await bench.ecr("DescribeRegistry", as: .init("AKIANOBODYNOBODYNOBO", "x"))
        for sequence in [-1, 0, 1, 2, 3] { #expect(bench.emulator.explanation(ofEvent: sequence) == nil) }
        // The signature denied it, and is all that there is to tell.
        #expect(bench.emulator.lastDenied?.sequence == 2)
    }

    @Test("an event stays readable when its question has made room")
    func oldEvent() async throws {
        let bench = try TestBench()
        _ = try await bench.ecr("DescribeRegistry", as: TestBench.bob)
        let account = "123456789012"
        for _ in 1...Journal.Capacity().deniedQuestions {
            bench.emulator.journal.add(
                EventRecord(
                    time: TestBench.start,
                    source: "drydock",
                    name: "filler",
                    peerAddress: "",
                    requestID: "",
                    decision: Decision(verdict: .deny, reason: .silence(.identity)),
                    question: RequestQuestion.make(account: account)
                )
            )
        }
        #expect(bench.emulator.explanation(ofEvent: 1) == nil)
        #expect(bench.emulator.event(1)?.decision?.reason == "identityPolicySilent")
        #expect(bench.emulator.event(1)?.decision?.action == "ecr:DescribeRegistry")
    }

    @Test(
        "the reasons have names that last",
        arguments: [
            (Decision.Reason.root, "root"), (.noPermissionNeeded, "noPermissionNeeded"),
            (.allowed(by: [.identity]), "allowedByIdentityPolicy"),
            (.allowed(by: [.resource]), "allowedByResourcePolicy"),
            (.allowed(by: [.identity, .resource]), "allowedByIdentityAndResourcePolicy"),
            (.allowed(by: [.session]), "allowedBySessionPolicy"),
            (.silence(.serviceControl), "serviceControlPolicySilent"),
            (.silence(.resourceControl), "resourceControlPolicySilent"), (.silence(.endpoint), "endpointPolicySilent"),
            (.silence(.boundary), "permissionsBoundarySilent"), (.silence(.session), "sessionPolicySilent"),
            (.silence(.identity), "identityPolicySilent"), (.silence(.resource), "resourcePolicySilent"),
            (.trustSilence, "trustPolicySilent"), (.trustDeny, "explicitDenyInTrustPolicy"),
            (.explicitDeny(.boundary, policy: nil), "explicitDenyInPermissionsBoundary"),
            (.explicitDeny(.endpoint, policy: nil), "explicitDenyInEndpointPolicy"),
        ]
    )
    func reasons(reason: Decision.Reason, name: String) {
        let answer = EventRecord.Answer(
            decision: Decision(verdict: .deny, reason: reason),
            action: "ecr:PutImage",
            resource: "*",
            isTrust: false
        )
        #expect(EventDecision(answer).reason == name)
    }

    @Test("trust policies have names of their own")
    func trust() async throws {
        let bench = try TestBench()
        _ = try await bench.assume("deployer")
        _ = try await bench.assume("direct", as: TestBench.bob)
        _ = try await bench.assume("direct")
        let reasons = bench.emulator.events().compactMap(\.decision?.reason)
        #expect(reasons == ["allowedByIdentityAndTrustPolicy", "allowedByTrustPolicy", "trustPolicySilent"])
    }
}
