import AWSCore
import Testing
import World

@testable import Emulator

@Suite("What counts as a denial")
struct DenialKindTests {
    private func denied(_ bench: TestBench) async throws -> [Int] {
        let verb = ReadEvents(after: 0, matching: EventFilter(denied: true))
        return try await bench.emulator.control(verb).events.map(\.sequence)
    }

    @Test("signature, token and policy deny")
    func denials() async throws {
        let bench = try TestBench()
        let expired = try await bench.session("GetSessionToken", [("DurationSeconds", "900")])
        let basic = try await bench.basic()
        try bench.emulator.world.advanceClock(by: 13 * 3_600)
        let first = bench.emulator.events().count + 1
        _ = try await bench.sts("GetCallerIdentity", as: .init("AKIANOBODYNOBODYNOBO", "x"))
        _ = try await bench.ecr("DescribeRegistry", as: .init(TestBench.alice.key, "wrong"))
        _ = try await bench.send("GET", "/?Action=GetCallerIdentity&Version=2011-06-15", host: "sts.amazonaws.com")
        _ = try await bench.sts("GetCallerIdentity", as: expired)
        _ = try await bench.ecr("DescribeRegistry", as: TestBench.bob)
        _ = try await bench.assume("deployer", as: TestBench.bob)
        _ = try await bench.sts(
            "GetSessionToken",
            [("SerialNumber", "arn:aws:iam::123456789012:mfa/alice"), ("TokenCode", "918273")]
        )
        _ = try await bench.registry("GET", "/v2/app/manifests/v1", authorization: nil)
        _ = try await bench.registry("GET", "/v2/app/manifests/v1", authorization: "Basic QVdTOng=")
        _ = try await bench.registry("GET", "/v2/app/manifests/v1", authorization: basic)
        let all = Array(first...bench.emulator.events().count)
        #expect(all.count == 10)
        #expect(try await denied(bench) == all)
        #expect(bench.emulator.lastDenied?.sequence == all.last)
    }

    @Test("what is absent, malformed or failed at the service's end is none")
    func failures() async throws {
        let bench = try TestBench()
        let basic = try await bench.basic()
        let digest = "sha256:" + String(repeating: "0", count: 64)
        _ = try await bench.registry("HEAD", "/v2/app/blobs/\(digest)", authorization: basic)
        _ = try await bench.registry("GET", "/v2/app/manifests/none", authorization: basic)
        _ = try await bench.registry("GET", "/v2/none/manifests/v1", authorization: basic)
        _ = try await bench.ecr("ListImages", #"{"repositoryName":"none"}"#)
        _ = try await bench.ecr("ListImages", "{}")
        _ = try await bench.sts("GetSessionToken", [("DurationSeconds", "1")])
        _ = try await bench.sts("Nonsense")
        _ = try await bench.emulator.control(AddFault(FaultRule(.error, on: "ecr:DescribeRegistry", times: 1)))
        _ = try await bench.ecr("DescribeRegistry")
        bench.emulator.connectRefused(host: "example.com", port: 443, peerAddress: "127.0.0.1")
        #expect(bench.emulator.events().dropFirst().allSatisfy { $0.errorCode != nil })
        #expect(try await denied(bench).isEmpty)
        #expect(bench.emulator.lastDenied == nil)
        let error = await #expect(throws: ControlError.self) {
            try await bench.emulator.control(ExplainCall.lastDenied)
        }
        #expect(error?.status == 404)
        #expect(
            error?.message
                == "no call was denied since the start or the last reset; the last that failed is event 10: drydock "
                + "explain 10"
        )
        #expect(try await bench.emulator.control(ExplainCall.lastFailed).event.sequence == 10)
    }

    @Test("a registry's request for a password is none once the client has brought it")
    func challenge() async throws {
        let bench = try TestBench()
        let basic = try await bench.basic()
        _ = try await bench.registry(authorization: nil)
        #expect(bench.emulator.lastDenied?.sequence == 2)
        #expect(try await denied(bench) == [2])
        _ = try await bench.registry(authorization: basic)
        #expect(bench.emulator.lastDenied == nil)
        #expect(try await denied(bench).isEmpty)
        // A wrong password is not an answer.
        _ = try await bench.registry(authorization: nil)
        _ = try await bench.registry(authorization: "Basic QVdTOng=")
        #expect(try await denied(bench) == [4, 5])
    }
}
