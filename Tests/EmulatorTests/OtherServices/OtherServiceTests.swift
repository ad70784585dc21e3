import AWSCore
import AWSProtocols
import Emulator
import NIOCore
import Testing

@Suite("A service of AWS's that Drydock does not stand in for")
struct OtherServiceTests {
    private let bench: TestBench

    init() throws { bench = try TestBench() }

    private func sentence(_ service: String, _ host: String) -> String {
        "Drydock does not emulate \(service) (\(host)): it has ECR, ECR Public, their registries, STS, IAM, S3's buckets and EKS's "
            + "clusters. Nothing was sent anywhere, and neither the signature nor a policy was looked at."
    }

    private func send(
        _ method: String = "POST",
        _ target: String = "/",
        host: String,
        service: String,
        headers: [(String, String)] = [],
        body: String = ""
    ) async throws -> Answer {
        try await bench.send(
            method,
            target,
            host: host,
            headers: headers,
            body: body,
            signedBy: (TestBench.alice, "us-east-1", service)
        )
    }

    @Test(
        "answers JSON in JSON, of either version",
        arguments: ["application/x-amz-json-1.0", "application/x-amz-json-1.1"]
    )
    func json(_ type: String) async throws {
        let host = "logs.us-east-1.amazonaws.com"
        let answer = try await send(
            host: host,
            service: "logs",
            headers: [("Content-Type", type), ("X-Amz-Target", "Logs_20140328.DescribeLogGroups")],
            body: "{}"
        )
        #expect(answer.ecrError == refusal(501, "NotImplemented", sentence("logs", host)))
        #expect(answer.headers["Content-Type"] == type)
        #expect(bench.emulator.events().map(\.callName) == ["logs:DescribeLogGroups"])
    }

    private let form = ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")

    @Test("answers AWS Query in its XML")
    func query() async throws {
        let host = "sns.us-east-1.amazonaws.com"
        let answer = try await send(
            host: host,
            service: "sns",
            headers: [form],
            body: "Action=ListTopics&Version=2010-03-31"
        )
        #expect(answer.stsError == refusal(501, "NotImplemented", sentence("sns", host)))
        #expect(bench.emulator.events().map(\.callName) == ["sns:ListTopics"])
    }

    @Test("answers EC2 in the form that EC2 alone has")
    func ec2() async throws {
        let host = "ec2.us-east-1.amazonaws.com"
        let answer = try await send(
            host: host,
            service: "ec2",
            headers: [form],
            body: "Action=DescribeRegions&Version=2016-11-15"
        )
        let error = try answer.xml()["Errors"]?["Error"]
        #expect(error?["Code"]?.text == "NotImplemented" && error?["Message"]?.text == sentence("ec2", host))
        #expect(answer.status == 501)
    }

    @Test("answers what stands beside S3's buckets in S3's XML, and a HEAD too")
    func s3() async throws {
        let host = "123456789012.s3-control.us-east-1.amazonaws.com"
        for method in ["GET", "HEAD", "PUT", "DELETE"] {
            let answer = try await send(method, "/key?list-type=2", host: host, service: "s3")
            #expect(answer.status == 501 && answer.headers["Content-Type"] == "application/xml")
            let error = try answer.xml()
            #expect(error["Code"]?.text == "NotImplemented" && error["Message"]?.text == sentence("s3", host))
        }
        let event = try #require(bench.emulator.events().first)
        #expect(event.callName == "s3:GET" && event.eventSource == "s3.amazonaws.com")
        #expect(event.requestParameters == ["host": .string(host), "method": "GET", "path": "/key"])
        #expect(event.awsRegion == "us-east-1" && event.errorCode == "NotImplemented")
        // Nobody has verified who it was.
        #expect(event.userIdentity.type == "Unknown" && event.userIdentity.accessKeyId == TestBench.alice.key)
        #expect(event.decision == nil)
    }

    @Test("answers REST in JSON, or in XML where the service has it so")
    func rest() async throws {
        let batch = try await send("GET", "/v1/jobs", host: "batch.us-east-1.amazonaws.com", service: "batch")
        #expect(batch.status == 501 && batch.headers["x-amzn-ErrorType"] == "NotImplemented")
        #expect(try batch.json() == ["message": .string(sentence("batch", "batch.us-east-1.amazonaws.com"))])
        let route53 = try await send("GET", "/2013-04-01/hostedzone", host: "route53.amazonaws.com", service: "route53")
        #expect(route53.stsError == refusal(501, "NotImplemented", sentence("route53", "route53.amazonaws.com")))
    }

    @Test("answers CBOR in CBOR")
    func cbor() async throws {
        let host = "monitoring.us-east-1.amazonaws.com"
        let answer = try await send(
            "POST",
            "/service/GraniteServiceVersion20100801/operation/ListMetrics",
            host: host,
            service: "monitoring",
            headers: [("smithy-protocol", "rpc-v2-cbor"), ("Content-Type", "application/cbor")]
        )
        #expect(
            answer.headers["smithy-protocol"] == "rpc-v2-cbor" && answer.headers["Content-Type"] == "application/cbor"
        )
        #expect(answer.body.contains("NotImplemented") && answer.body.contains(sentence("monitoring", host)))
        #expect(bench.emulator.events().map(\.callName) == ["monitoring:ListMetrics"])
    }

    @Test("answers a registry's clients in the registry's form")
    func registry() async throws {
        let host = "dkr.ecr.us-east-1.amazonaws.com"
        let answer = try await bench.registry("GET", "/v2/", authorization: nil, host: host)
        #expect(try answer.registryError().code == "UNSUPPORTED")
        #expect(answer.status == 501)
    }

    @Test("may be a mistyped name of one that it does")
    func mistyped() async throws {
        let host = "12345678901.dkr.ecr.us-east-1.amazonaws.com"
        let answer = try await bench.registry("GET", "/v2/app/manifests/v1", authorization: nil, host: host)
        let error = try answer.registryError()
        #expect(error.code == "UNSUPPORTED" && error.message.hasPrefix("\(host) is not a name of ECR's or STS's: "))
    }

    @Test("is told by its signature where the host tells nothing, and then only where the call is none of ours")
    func loopback() async throws {
        let host = "localhost:4566"
        let s3 = try await send("GET", "/", host: host, service: "s3-outposts")
        #expect(try s3.json()["message"]?.string == sentence("s3-outposts", "localhost"))
        let list = "Action=ListTopics&Version=2010-03-31"
        #expect(try await send(host: host, service: "sns", headers: [form], body: list).status == 501)
        let target = ("X-Amz-Target", "AWSCognitoIdentityService.ListIdentityPools")
        let json = ("Content-Type", "application/x-amz-json-1.1")
        #expect(
            try await send(host: host, service: "cognito-identity", headers: [json, target], body: "{}").status == 501
        )
        #expect(try await send("GET", "/v2/apis", host: host, service: "apigateway").status == 501)

        let identity = "Action=GetCallerIdentity&Version=2011-06-15"
        let wrong = try await send(host: host, service: "sns", headers: [form], body: identity).stsError
        #expect(wrong.message == "Credential should be scoped to correct service: 'sts'. ")
        let own = ("X-Amz-Target", "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories")
        let ours = try await send(host: host, service: "sns", headers: [json, own], body: "{}").ecrError
        #expect(ours.message == "Credential should be scoped to correct service: 'ecr'. ")
        #expect(try await bench.send("GET", "/?Action=ListRoles", host: host).stsError.code == "InvalidAction")
    }

    @Test("keeps no text of a client's as the name of an operation, and no query")
    func secrets() async throws {
        let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
        _ = try await send(
            "GET",
            "/a?X-Amz-Signature=\(secret)",
            host: "batch.us-east-1.amazonaws.com",
            service: "batch"
        )
        _ = try await send(
            host: "sns.us-east-1.amazonaws.com",
            service: "sns",
            headers: [form],
            body: "Action=\(secret)&Version=1"
        )
        _ = try await send(host: "logs.us-east-1.amazonaws.com", service: "logs", headers: [("X-Amz-Target", secret)])
        let events = bench.emulator.events()
        #expect(events.map(\.callName) == ["batch:GET", "sns:POST", "logs:POST"])
        #expect(events.allSatisfy { !"\($0)".contains("MDENG") })
    }

    @Test(
        "takes malformed signatures for none",
        arguments: ["", "AWS4-HMAC-SHA256", "AWS4 Credential=a/b/c", "AWS4-X Credential=/"]
    )
    func malformed(_ authorization: String) async throws {
        let answer = try await bench.send(
            "GET",
            "/",
            host: "batch.us-east-1.amazonaws.com",
            headers: [("Authorization", authorization)]
        )
        #expect(answer.status == 501)
        #expect(bench.emulator.events().map(\.callName) == ["batch:GET"])
    }

    @Test("is refused before a large body has come, which a client that asks first never sends")
    func streamed() async throws {
        let host = "123456789012.s3-control.us-east-1.amazonaws.com"
        #expect(bench.emulator.bodyHandling(method: "PUT", target: "/b/k", host: host) == .streamed)
        for (headers, isRead) in [(["Host": host], true), (["Host": host, "Expect": "100-continue"], false)] {
            let body = CountedBody(pieces: 10)
            let response = await bench.emulator.respond(
                to: EmulatorRequest(
                    method: "PUT",
                    target: "/b/k",
                    headers: HeaderFields(headers.map { HeaderFields.Field(name: $0.key, value: $0.value) }),
                    stream: body,
                    origin: EmulatorRequest.Origin(scheme: "https", peerAddress: "127.0.0.1", isLoopback: true)
                )
            )
            #expect(response.status == 501)
            #expect(body.read == (isRead ? 4 : 0))
        }
    }
}
