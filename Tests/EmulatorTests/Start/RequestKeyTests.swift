import AWSCore
import AWSProtocols
import Determinism
import Emulator
import Foundation
import IAM
import Testing
import World

@Suite("The condition keys of requests")
struct RequestKeyTests {
    /// Whether a call passes whose only right holds under a condition.
    private func passes(
        _ condition: String,
        host: String = "api.ecr.us-east-1.amazonaws.com",
        region: String = "us-east-1",
        headers: [(String, String)] = [],
        scheme: String = "https",
        peer: String = "203.0.113.7"
    ) async throws -> Bool {
        let bench = try TestBench { world in
            try world.update(user: "alice") {
                $0.attachedPolicies = []
                $0.inlinePolicies["p"] = try .of(
                    .identity,
                    #"{"Effect":"Allow","Action":"ecr:*","Resource":"*","Condition":\#(condition)}"#
                )
            }
        }
        let answer = try await bench.send(
            "POST",
            "/",
            host: host,
            headers: [
                ("Content-Type", "application/x-amz-json-1.1"),
                ("X-Amz-Target", "AmazonEC2ContainerRegistry_V20150921.DescribeRegistry"),
            ] + headers,
            body: "{}",
            signedBy: (TestBench.alice, region, "ecr"),
            scheme: scheme,
            peer: peer
        )
        return answer.status == 200
    }

    @Test(
        "have the values of the request, and no others",
        arguments: [
            (#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#, true),
            (#"{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}"#, false),
            (#"{"StringEquals":{"aws:RequestedRegion":"us-east-1"}}"#, true),
            (#"{"StringEquals":{"aws:RequestedRegion":"eu-central-1"}}"#, false),
            (#"{"Bool":{"aws:SecureTransport":"true"}}"#, true),
            (#"{"DateEquals":{"aws:CurrentTime":"2026-03-01T12:00:00Z"}}"#, true),
            (#"{"NumericEquals":{"aws:EpochTime":"1772366400"}}"#, true),
            (#"{"DateLessThan":{"aws:CurrentTime":"2026-03-01T12:00:00Z"}}"#, false),
            (#"{"StringEquals":{"aws:UserAgent":"bench/1"}}"#, true),
            (#"{"Null":{"aws:Referer":"true"}}"#, true),
            (#"{"Bool":{"aws:ViaAWSService":"false","aws:PrincipalIsAWSService":"false"}}"#, true),
            (#"{"Null":{"aws:CalledVia":"true","aws:SourceVpce":"true","aws:VpcSourceIp":"true"}}"#, true),
            (#"{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::123456789012:user/team/alice"}}"#, true),
            (#"{"StringEquals":{"aws:ResourceAccount":"123456789012"}}"#, true),
        ]
    )
    func values(condition: String, isAllowed: Bool) async throws {
        #expect(try await passes(condition) == isAllowed)
    }

    @Test("follow the request")
    func follow() async throws {
        #expect(try await passes(#"{"Bool":{"aws:SecureTransport":"false"}}"#, scheme: "http"))
        #expect(
            try await passes(#"{"StringLike":{"aws:Referer":"https://x/*"}}"#, headers: [("Referer", "https://x/y")])
        )
        #expect(
            try await passes(
                #"{"StringEquals":{"aws:RequestedRegion":"eu-central-1"}}"#,
                host: "api.ecr.eu-central-1.amazonaws.com",
                region: "eu-central-1"
            )
        )
        // Where the host tells nothing the signature does.
        #expect(
            try await passes(
                #"{"StringEquals":{"aws:RequestedRegion":"eu-central-1"}}"#,
                host: "localhost:4566",
                region: "eu-central-1"
            )
        )
        #expect(try await passes(#"{"IpAddress":{"aws:SourceIp":"2001:db8::/32"}}"#, peer: "2001:db8::7"))
        #expect(try await passes(#"{"IpAddress":{"aws:SourceIp":"127.0.0.1"}}"#, peer: "::ffff:127.0.0.1"))
        #expect(try await passes(#"{"IpAddress":{"aws:SourceIp":"fe80::/10"}}"#, peer: "fe80::1%eth0"))
    }

    @Test("STS's global endpoint is us-east-1's")
    func globalEndpoint() async throws {
        let bench = try TestBench { world in
            try world.update(user: "alice") {
                $0.attachedPolicies = []
                $0.inlinePolicies["p"] = try .of(
                    .identity,
                    #"{"Effect":"Allow","Action":"sts:*","Resource":"*","#
                        + #""Condition":{"StringEquals":{"aws:RequestedRegion":"us-east-1"}}}"#
                )
            }
        }
        let parameters = [("AccessKeyId", TestBench.alice.key)]
        #expect(try await bench.sts("GetAccessKeyInfo", parameters, host: "sts.amazonaws.com").status == 200)
        let other = try await bench.sts(
            "GetAccessKeyInfo",
            parameters,
            host: "sts.eu-central-1.amazonaws.com",
            region: "eu-central-1"
        )
        #expect(other.stsError.code == "AccessDenied")
    }
}
