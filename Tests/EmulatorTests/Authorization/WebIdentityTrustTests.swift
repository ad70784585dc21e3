import AWSProtocols
import Determinism
import Emulator
import Foundation
import TestSupport
import Testing

@Suite("Tokens of identity providers, their keys and their age")
struct WebIdentityTrustTests {
    private static let world = """
        accounts:
          "123456789012":
            oidc_providers:
              https://idp.example.com:
                client_ids: [sts.amazonaws.com]
            roles:
              ci:
                trust:
                  Version: "2012-10-17"
                  Statement:
                    Effect: Allow
                    Principal: {Federated: "arn:aws:iam::123456789012:oidc-provider/idp.example.com"}
                    Action: sts:AssumeRoleWithWebIdentity
            regions:
              us-east-1: {}
        """

    private func token(_ bench: TestBench) async throws -> String {
        let verb = MakeWebIdentityToken(
            issuer: "https://idp.example.com",
            subject: "job",
            audience: "sts.amazonaws.com"
        )
        return try await bench.emulator.control(verb).token
    }

    private func assume(_ bench: TestBench, _ token: String) async throws -> Answer {
        let form = QueryParameters.encode([
            ("Action", "AssumeRoleWithWebIdentity"), ("Version", "2011-06-15"), ("WebIdentityToken", token),
            ("RoleArn", "arn:aws:iam::123456789012:role/ci"), ("RoleSessionName", "job"),
        ])
        return try await bench.send("POST", "/", host: "sts.us-east-1.amazonaws.com", body: form)
    }

    @Test("keys that cannot be had refuse a token, with the fault that did it, as often as it is to")
    func keys() async throws {
        let bench = try TestBench(worldYAML: Self.world)
        let token = try await token(bench)
        for kind in [Fault.Kind.noKeys, .unreachable] {
            _ = try await bench.emulator.control(AddFault(FaultRule(kind, on: "sts:*", times: 1)))
        }
        let missing = try await assume(bench, token).stsError
        #expect(
            missing
                == refusal(
                    400,
                    "InvalidIdentityToken",
                    "Couldn't retrieve verification key from your identity provider,  please reference "
                        + "AssumeRoleWithWebIdentity documentation for requirements"
                )
        )
        let unreachable = try await assume(bench, token).stsError
        #expect(unreachable.code == "IDPCommunicationError" && unreachable.status == 400)
        #expect(unreachable.message.contains("https://idp.example.com"))
        #expect(try await assume(bench, token).status == 200)
        #expect(bench.emulator.events().map { $0.fault?.kind } == [.noKeys, .unreachable, nil])
        #expect(bench.emulator.faults == [])
    }

    @Test("keys are not asked for a token that cannot be read, or that no provider made")
    func unread() async throws {
        let bench = try TestBench(worldYAML: Self.world)
        _ = try await bench.emulator.control(AddFault(FaultRule(.noKeys, on: "sts:*", times: 1)))
        #expect(try await assume(bench, "no.token.atall").stsError.message.contains("not a valid JWT"))
        #expect(bench.emulator.faults.map(\.remaining) == [1])
    }

    @Test("a token is older when the world is, and one that is made afterwards is new, in the same second too")
    func age() async throws {
        let machine = MachineTime(TestBench.start)
        let bench = try TestBench(worldYAML: Self.world, clock: .running { machine.now })
        let old = try await token(bench)
        #expect(try await assume(bench, old).status == 200)
        _ = try await bench.emulator.control(MoveClock.advance(7_200))
        let error = try await assume(bench, old).stsError
        #expect(error.code == "ExpiredTokenException")
        #expect(
            error.message.contains("current date/time 1772373600 must be before the expiration date/time1772366700")
        )
        let new = try await token(bench)
        #expect(try await assume(bench, new).status == 200)
        machine.wait(601)
        #expect(try await assume(bench, new).stsError.code == "ExpiredTokenException")
    }
}
