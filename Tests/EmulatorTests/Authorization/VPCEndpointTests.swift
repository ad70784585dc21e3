import AWSCore
import AWSProtocols
import Determinism
import Emulator
import Foundation
import IAM
import Testing
import World

@Suite("Calls through VPC endpoints")
struct VPCEndpointTests {
    private static func host(_ service: String, id: String = Bench.endpoint, suffix: String = "abcdefgh") -> String {
        "\(id)-\(suffix).\(service).us-east-1.vpce.amazonaws.com"
    }

    @Test("reach all three services, in the endpoint's region and with the caller's own registry")
    func reached() async throws {
        let bench = try TestBench { $0.addEndpoint(policy: nil) }
        #expect(try await bench.sts("GetCallerIdentity", host: Self.host("sts")).status == 200)
        #expect(try await bench.ecr("DescribeRepositories", host: Self.host("api.ecr")).status == 200)
        let basic = try await bench.basic(host: Self.host("api.ecr", suffix: "abcdefgh-us-east-1a"))
        let check = try await bench.registry(authorization: basic, host: Self.host("dkr.ecr"))
        #expect(check.status == 200)
        let missing = try await bench.registry(
            "GET",
            "/v2/none/manifests/x",
            authorization: basic,
            host: Self.host("dkr.ecr")
        )
        #expect(try missing.registryError().message.contains("in the registry with id '123456789012'"))
        // Signed for another region than the endpoint's.
        let elsewhere = try await bench.sts("GetCallerIdentity", host: Self.host("sts"), region: "eu-central-1")
        #expect(elsewhere.stsError.code == "SignatureDoesNotMatch")
    }

    @Test("of an endpoint that the world does not have lead nowhere, and say so")
    func unknown() async throws {
        let bench = try TestBench { $0.addEndpoint(policy: nil) }
        let text = "The world has no VPC endpoint vpce-99999999, so "
        let ecr = try await bench.ecr("DescribeRegistry", host: Self.host("api.ecr", id: "vpce-99999999"))
        #expect(ecr.status == 421)
        #expect(ecr.ecrError.code == "HostNotEmulated")
        #expect(ecr.ecrError.message.hasPrefix(text))
        let sts = try await bench.sts("GetCallerIdentity", host: Self.host("sts", id: "vpce-99999999"))
        #expect(sts.stsError.code == "HostNotEmulated" && sts.stsError.message.hasPrefix(text))
        let registry = try await bench.registry(
            authorization: try await bench.basic(),
            host: Self.host("dkr.ecr", id: "vpce-99999999")
        )
        #expect(try registry.registryError().message.hasPrefix(text))
        #expect(bench.emulator.events().filter { $0.errorCode == "HostNotEmulated" }.count == 3)
    }

    @Test("policies see the endpoint and the VPC in place of the client's address")
    func keys() async throws {
        func bench(_ condition: String) throws -> TestBench {
            try TestBench { world in
                world.addEndpoint(policy: nil)
                try world.update(user: "alice") {
                    $0.attachedPolicies = []
                    $0.inlinePolicies["p"] = try .of(
                        .identity,
                        #"{"Effect":"Allow","Action":"ecr:*","Resource":"*","Condition":\#(condition)}"#
                    )
                }
            }
        }
        func verdicts(_ condition: String) async throws -> [Bool] {
            let bench = try bench(condition)
            return [
                try await bench.ecr("DescribeRegistry").status == 200,
                try await bench.ecr("DescribeRegistry", host: Self.host("api.ecr")).status == 200,
            ]
        }
        #expect(try await verdicts(#"{"IpAddress":{"aws:SourceIp":"127.0.0.0/8"}}"#) == [true, false])
        #expect(try await verdicts(#"{"IpAddress":{"aws:VpcSourceIp":"127.0.0.1"}}"#) == [false, true])
        #expect(try await verdicts(#"{"StringEquals":{"aws:SourceVpce":"vpce-0a1b2c3d"}}"#) == [false, true])
        #expect(try await verdicts(#"{"StringEquals":{"aws:SourceVpc":"vpc-11112222"}}"#) == [false, true])
        #expect(try await verdicts(#"{"StringNotEquals":{"aws:SourceVpce":"vpce-0a1b2c3d"}}"#) == [true, false])
    }
}
