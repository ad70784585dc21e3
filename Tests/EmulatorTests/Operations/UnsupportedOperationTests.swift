import AWSCore
import AWSProtocols
import Emulator
import IAM
import Testing

@Suite("An operation that AWS has and Drydock does not")
struct UnsupportedOperationTests {
    private let bench: TestBench

    init() throws { bench = try TestBench(worldYAML: TestBench.resourcesYAML) }

    private func sentence(_ operation: String, of service: String) -> String {
        "Drydock does not support the operation \(operation) of \(service). The call was authenticated and allowed, and "
            + "nothing was done."
    }

    /// ListNodegroups.
    private let nodeGroups = "/clusters/training/node-groups"
    private static let cluster = "arn:aws:eks:us-east-1:123456789012:cluster/training"

    @Test("is answered with 501, in each service's form, and recorded with its caller")
    func answer() async throws {
        let eks = try await bench.eks("GET", nodeGroups)
        #expect(try eks.eksError() == refusal(501, "NotImplemented", sentence("ListNodegroups", of: "EKS")))
        #expect(eks.headers["content-type"] == "application/json")
        let sts = try await bench.sts("GetDelegatedAccessToken", [("TradeInToken", "secret-token")])
        #expect(sts.stsError == refusal(501, "NotImplemented", sentence("GetDelegatedAccessToken", of: "STS")))
        #expect(sts.body.contains("<Type>Receiver</Type>"))

        let events = bench.emulator.events()
        #expect(events.map(\.callName) == ["eks:ListNodegroups", "sts:GetDelegatedAccessToken"])
        #expect(events.map(\.errorCode) == ["NotImplemented", "NotImplemented"])
        #expect(events.map(\.userIdentity.userName) == ["alice", "alice"])
        #expect(events.map(\.decision?.verdict) == ["allow", "allow"])
        #expect(events.map(\.decision?.resource) == [Self.cluster, "*"])
        #expect(events.map(\.isNotEmulated) == [true, true])
        #expect(events[1].requestParameters == nil)
    }

    /// Of the operations of ECR's model: each that is not supported, if there is any.
    @Test("asks for a signature and a permission first", arguments: AWSModel.ecr)
    func order(operation: String) async throws {
        guard try OperationTableTests.unsupported().contains("ecr:\(operation)") else { return }
        let body = #"{"repositoryName":"app"}"#
        let forged = TestBench.Credentials(TestBench.alice.key, "wrong")
        #expect(try await bench.ecr(operation, body, as: forged).ecrError.code == "InvalidSignatureException")
        let denied = try await bench.ecr(operation, body, as: TestBench.bob).ecrError
        #expect(
            denied.code == "AccessDeniedException" && denied.message.contains("perform: ecr:\(operation) on resource")
        )
        #expect(
            try await bench.ecr(operation, body).ecrError
                == refusal(501, "NotImplemented", sentence(operation, of: "ECR"))
        )
    }

    @Test(
        "asks for a signature and a permission first at STS",
        arguments: ["GetDelegatedAccessToken"]
    )
    func orderAtSTS(operation: String) async throws {
        let forged = TestBench.Credentials(TestBench.alice.key, "wrong")
        #expect(try await bench.sts(operation, as: forged).stsError.code == "SignatureDoesNotMatch")
        #expect(
            try await bench.sts(operation, as: TestBench.bob).stsError
                == refusal(
                    403,
                    "AccessDenied",
                    "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: sts:\(operation) on resource: * "
                        + "because no identity-based policy allows the sts:\(operation) action"
                )
        )
        #expect(try await bench.sts(operation).stsError.status == 501)
    }

    @Test("asks for a signature and a permission first at IAM, and tells nothing of its input")
    func orderAtIAM() async throws {
        let forged = TestBench.Credentials(TestBench.alice.key, "wrong")
        let key = [("DelegationRequestId", "request"), ("Notes", "a secret")]
        #expect(
            try await bench.iam("RejectDelegationRequest", key, as: forged).stsError.code == "SignatureDoesNotMatch"
        )
        #expect(
            try await bench.iam("RejectDelegationRequest", key, as: TestBench.bob).stsError
                == refusal(
                    403,
                    "AccessDenied",
                    "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: iam:RejectDelegationRequest on "
                        + "resource: * because no identity-based policy allows the iam:RejectDelegationRequest action"
                )
        )
        #expect(
            try await bench.iam("RejectDelegationRequest", key).stsError
                == refusal(501, "NotImplemented", sentence("RejectDelegationRequest", of: "IAM"))
        )
        #expect(bench.emulator.events().allSatisfy { $0.requestParameters == nil })
    }

    @Test("can be hit by a fault, and is listed by the health report")
    func faults() async throws {
        _ = try await bench.emulator.control(AddFault(FaultRule(.throttle, on: "eks:ListNodegroups", times: 1)))
        #expect(try await bench.eks("GET", nodeGroups).eksError().code == "ThrottlingException")
        #expect(try await bench.eks("GET", nodeGroups).status == 501)
        let health = try await bench.emulator.control(ReadHealth())
        #expect(try health.unsupported == OperationTableTests.unsupported())
    }

    @Test("is explained with what the policies say")
    func explained() async throws {
        _ = try await bench.eks("GET", nodeGroups)
        let explained = try await bench.emulator.control(ExplainCall.event(1))
        #expect(explained.explanation?.decision.isAllowed == true)
    }
}
