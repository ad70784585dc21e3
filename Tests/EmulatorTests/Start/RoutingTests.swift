import AWSCore
import AWSProtocols
import Emulator
import Foundation
import Testing

@Suite("Where a call goes")
struct RoutingTests {
    @Test("an action that does not exist is AWS's InvalidAction, before any signature is looked at")
    func unknownAction() async throws {
        let bench = try TestBench()
        let answer = try await bench.send(
            "GET",
            "/?Action=Whatever&Version=2011-06-15",
            host: "sts.us-east-1.amazonaws.com"
        )
        #expect(
            answer.body == """
                <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <Error>
                    <Type>Sender</Type>
                    <Code>InvalidAction</Code>
                    <Message>Could not find operation Whatever for version 2011-06-15</Message>
                  </Error>
                  <RequestId>\(answer.requestID)</RequestId>
                </ErrorResponse>

                """
        )
        #expect(answer.status == 400)
    }

    @Test("an action of another version does not exist", arguments: ["", "&Version=2010-05-08"])
    func version(query: String) async throws {
        let bench = try TestBench()
        let answer = try await bench.send(
            "GET",
            "/?Action=GetCallerIdentity\(query)",
            host: "sts.us-east-1.amazonaws.com"
        )
        #expect(answer.status == 400)
        #expect(answer.stsError.code == "InvalidAction")
    }

    @Test(
        "a request for STS without an action is MissingAction",
        arguments: ["/", "/?Version=2011-06-15", "/?Action="]
    )
    func missingAction(target: String) async throws {
        let bench = try TestBench()
        let answer = try await bench.send("GET", target, host: "sts.us-east-1.amazonaws.com")
        #expect(answer.status == 400)
        #expect(answer.stsError.code == "MissingAction")
    }

    @Test(
        "a target that does not exist is AWS's UnknownOperationException, before any signature is looked at",
        arguments: [
            "AmazonEC2ContainerRegistry_V20150921.Whatever", "AmazonEC2ContainerRegistry_V20150921.",
            "SpencerFrontendService_V1.DescribeRepositories", "GetAuthorizationToken", "",
            "amazonec2containerregistry_v20150921.DescribeRepositories",
        ]
    )
    func unknownTarget(target: String) async throws {
        let bench = try TestBench()
        for host in ["api.ecr.us-east-1.amazonaws.com", "localhost:4566"] {
            let answer = try await bench.send(
                "POST",
                "/",
                host: host,
                headers: [("X-Amz-Target", target), ("Content-Type", "application/x-amz-json-1.1")],
                body: "{}"
            )
            #expect(answer.status == 400)
            #expect(answer.headers["content-type"] == "application/x-amz-json-1.1")
            #expect(answer.body == #"{"__type":"UnknownOperationException"}"#)
        }
    }

    @Test(
        "the ECR API takes POST of / with its own content type only",
        arguments: [
            ("GET", "/", "application/x-amz-json-1.1"), ("PUT", "/", "application/x-amz-json-1.1"),
            ("POST", "/v2/", "application/x-amz-json-1.1"), ("POST", "/", "application/json"),
            ("POST", "/", "text/plain"),
        ]
    )
    func ecrForm(method: String, path: String, contentType: String) async throws {
        let bench = try TestBench()
        let answer = try await bench.send(
            method,
            path,
            host: "api.ecr.us-east-1.amazonaws.com",
            headers: [
                ("Content-Type", contentType),
                ("X-Amz-Target", "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories"),
            ],
            signedBy: (TestBench.alice, "us-east-1", "ecr")
        )
        #expect(answer.status == 400)
        #expect(answer.ecrError.code == "UnknownOperationException")
        #expect(!answer.ecrError.message.isEmpty)
    }

    @Test(
        "STS takes GET and POST of / only",
        arguments: [("DELETE", "/"), ("HEAD", "/"), ("GET", "/v2/"), ("POST", "/x")]
    )
    func stsForm(method: String, path: String) async throws {
        let bench = try TestBench()
        let answer = try await bench.send(method, path, host: "sts.us-east-1.amazonaws.com")
        #expect(answer.status == 404)
        #expect(answer.stsError.code == "UnknownOperationException")
    }

    @Test(
        "the ECR API's hosts of every kind are one API",
        arguments: [
            "api.ecr.us-east-1.amazonaws.com", "api.ecr-fips.us-east-1.amazonaws.com", "ecr.us-east-1.api.aws",
            "ecr-fips.us-east-1.api.aws", "ecr.us-east-1.amazonaws.com", "localhost:4566", "127.0.0.1:4566",
            "[::1]:4566",
            "drydock:4566",
        ]
    )
    func ecrHosts(host: String) async throws {
        let bench = try TestBench()
        #expect(try await bench.ecr("DescribeRepositories", host: host).status == 200)
    }

    @Test("a scope's region is checked against the host, on localhost against the world's regions")
    func region() async throws {
        let bench = try TestBench()
        let other = try await bench.ecr("DescribeRepositories", region: "eu-central-1")
        #expect(
            other.ecrError
                == refusal(
                    400,
                    "InvalidSignatureException",
                    "Credential should be scoped to a valid region, not 'eu-central-1'. "
                )
        )
        #expect(
            try await bench.sts("GetCallerIdentity", region: "eu-central-1").stsError
                == refusal(403, "SignatureDoesNotMatch", "Credential should be scoped to a valid region. ")
        )
        // In the world, and without repositories.
        let local = try await bench.ecr("DescribeRepositories", host: "localhost:4566", region: "eu-central-1")
        #expect(try local.json() == ["repositories": []])
        // Not in the world.
        let nowhere = try await bench.ecr("DescribeRepositories", host: "localhost:4566", region: "ap-south-1")
        #expect(nowhere.ecrError.code == "InvalidSignatureException")
        // A host of AWS's is a region of its own, in the world or not.
        let host = "api.ecr.ap-south-1.amazonaws.com"
        #expect(try await bench.ecr("DescribeRepositories", host: host, region: "ap-south-1").status == 200)
    }

    @Test("a scope of another service is refused")
    func service() async throws {
        let bench = try TestBench()
        let answer = try await bench.send(
            "GET",
            "/?Action=GetCallerIdentity&Version=2011-06-15",
            host: "sts.us-east-1.amazonaws.com",
            signedBy: (TestBench.alice, "us-east-1", "ecr")
        )
        #expect(
            answer.stsError
                == refusal(403, "SignatureDoesNotMatch", "Credential should be scoped to correct service: 'sts'. ")
        )
    }

    @Test(
        "what is not a request is refused, without a crash",
        arguments: [
            ("GET", "*", "localhost"), ("GET", "http://example.com/", "localhost"), ("", "/", "localhost"),
            ("GET", "/", "lo\"cal"), ("GET", "/?%", "sts.us-east-1.amazonaws.com"), ("GET", "/?a=%ff", "localhost"),
            ("GET", "/", ""), ("GET", "//", "localhost"), ("GET", "/?", "[::1"), ("GET", "/?Action=%F0%9F%92%A9", "a"),
        ]
    )
    func garbage(method: String, target: String, host: String) async throws {
        let bench = try TestBench()
        let answer = try await bench.send(method, target, host: host)
        #expect((400..<500).contains(answer.status))
        #expect(!answer.body.isEmpty)
    }

    @Test("two Host headers are refused")
    func twoHosts() async throws {
        let bench = try TestBench()
        let answer = try await bench.send("GET", "/", headers: [("Host", "sts.amazonaws.com")])
        #expect(answer.status == 400)
    }

    @Test(
        "the bodies of layers are streamed, and no others",
        arguments: ["localhost:4566", "123456789012.dkr.ecr.us-east-1.amazonaws.com"]
    )
    func streamed(host: String) throws {
        let emulator = try TestBench().emulator
        let uploads = "/v2/team/app/blobs/uploads/"
        for (method, target) in [("POST", uploads), ("PATCH", uploads + "id"), ("PUT", uploads + "id?digest=d")] {
            #expect(emulator.bodyHandling(method: method, target: target, host: host) == .streamed)
        }
        for (method, target) in [("GET", uploads + "id"), ("DELETE", uploads + "id"), ("PUT", "/v2/blobs/x")] {
            #expect(emulator.bodyHandling(method: method, target: target, host: host) != .streamed)
        }
    }

    @Test("bodies beyond the limit are refused")
    func oversized() async throws {
        let bench = try TestBench()
        let limits = [
            ("POST", "/", "sts.us-east-1.amazonaws.com", 256 * 1_024),
            ("POST", "/", "localhost:4566", 28 * 1_024 * 1_024),
            ("POST", "/_drydock/clock", "localhost", 64 * 1_024),
            ("POST", "/_drydock/operations", "localhost", 28 * 1_024 * 1_024),
            ("PUT", "/v2/app/manifests/v1", "localhost:4566", 4 * 1_024 * 1_024),
            ("PUT", "/v2/app/manifests/v1", "123456789012.dkr.ecr.us-east-1.amazonaws.com", 4 * 1_024 * 1_024),
        ]
        for (method, target, host, limit) in limits {
            let handling = bench.emulator.bodyHandling(method: method, target: target, host: host)
            #expect(handling == .collected(limit: limit), "\(method) \(host)\(target)")
        }
        let name = String(repeating: "n", count: 256 * 1_024)
        let answer = try await bench.sts("GetFederationToken", [("Name", name)])
        #expect(answer.status == 413)
        #expect(answer.stsError.code == "RequestEntityTooLarge")
    }
}
