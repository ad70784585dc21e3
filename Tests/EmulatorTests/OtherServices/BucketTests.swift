import AWSCore
import AWSProtocols
import AWSSignature
import Determinism
import Foundation
import IAM
import S3Service
import Testing
import World

@testable import Emulator

@Suite("Buckets of S3")
struct BucketTests {
    private let bench: TestBench

    init() throws { bench = try TestBench(worldYAML: TestBench.resourcesYAML) }

    private func names(_ answer: Answer) throws -> [String] {
        try answer.xml()["Buckets"]?.children.compactMap { $0["Name"]?.text } ?? []
    }

    // MARK: ListBuckets

    @Test("ListBuckets answers the account's buckets of all regions, by name, as S3 writes it")
    func list() async throws {
        let answer = try await bench.s3()
        let owner = try #require(try answer.xml()["Owner"]?["ID"]?.text)
        #expect(owner.utf8.count == 64)
        #expect(
            answer.body == """
                <?xml version="1.0" encoding="UTF-8"?>
                <ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
                  <Owner>
                    <ID>\(owner)</ID>
                  </Owner>
                  <Buckets>
                    <Bucket>
                      <Name>data</Name>
                      <CreationDate>2024-01-01T00:00:00Z</CreationDate>
                    </Bucket>
                    <Bucket>
                      <Name>logs.of.ours</Name>
                      <CreationDate>2024-05-14T09:30:00Z</CreationDate>
                    </Bucket>
                    <Bucket>
                      <Name>models</Name>
                      <CreationDate>2024-01-01T00:00:00Z</CreationDate>
                    </Bucket>
                  </Buckets>
                </ListAllMyBucketsResult>

                """
        )
        #expect(answer.status == 200 && answer.headers["Content-Type"] == "application/xml")
        let event = try #require(bench.emulator.events().last)
        #expect(event.callName == "s3:ListBuckets" && event.eventSource == "s3.amazonaws.com")
        #expect(event.decision?.action == "s3:ListAllMyBuckets" && event.decision?.resource == "arn:aws:s3:::*")
        #expect(event.userIdentity.userName == "alice" && event.awsRegion == "us-east-1")
    }

    @Test(
        "ListBuckets is answered by every name of S3's, and on localhost by the signature",
        arguments: [
            ("s3.amazonaws.com", "us-east-1"), ("s3.eu-central-1.amazonaws.com", "eu-central-1"),
            ("s3.dualstack.eu-west-3.amazonaws.com", "eu-west-3"), ("localhost:4566", "eu-west-3"),
        ]
    )
    func hosts(host: String, region: String) async throws {
        let answer = try await bench.s3(host: host, region: region)
        #expect(try names(answer) == ["data", "logs.of.ours", "models"])
        #expect(bench.emulator.events().last?.awsRegion == region)
    }

    @Test("ListBuckets comes in parts, of which each but the last leads to the next")
    func pages() async throws {
        let first = try await bench.s3("GET", "/?max-buckets=2")
        #expect(try names(first) == ["data", "logs.of.ours"])
        #expect(try first.xml()["Buckets"]?.children.first?["BucketRegion"]?.text == "us-east-1")
        let token = try #require(try first.xml()["ContinuationToken"]?.text)
        let query = QueryParameters.encode([("continuation-token", token), ("max-buckets", "2")])
        let last = try await bench.s3("GET", "/?" + query)
        #expect(try names(last) == ["models"])
        #expect(try last.xml()["ContinuationToken"] == nil)
    }

    @Test("ListBuckets is narrowed by a prefix and a region")
    func narrowed() async throws {
        let answer = try await bench.s3("GET", "/?prefix=lo")
        #expect(try names(answer) == ["logs.of.ours"] && answer.xml()["Prefix"]?.text == "lo")
        let host = "s3.eu-central-1.amazonaws.com"
        let there = try await bench.s3("GET", "/?bucket-region=eu-central-1", host: host, region: "eu-central-1")
        #expect(try names(there) == ["models"])
    }

    @Test(
        "ListBuckets refuses what it does not take",
        arguments: [
            ("max-buckets=0", "Argument max-buckets must be an integer between 1 and 10000"),
            ("max-buckets=x", "Argument max-buckets must be an integer between 1 and 10000"),
            ("continuation-token=x", "The continuation token provided is incorrect"),
            ("bucket-region=eu-central-1", "The bucket-region must be the region of the endpoint, us-east-1."),
        ]
    )
    func invalid(query: String, message: String) async throws {
        let answer = try await bench.s3("GET", "/?" + query)
        #expect(try answer.s3Error() == refusal(400, "InvalidArgument", message))
        let parts = query.split(separator: "=").map(String.init)
        #expect(try answer.xml()["ArgumentName"]?.text == parts[0])
        #expect(try answer.xml()["ArgumentValue"]?.text == parts[1])
    }

    @Test("a token of another account's list is not taken")
    func foreignToken() async throws {
        let token = try #require(try await bench.s3("GET", "/?max-buckets=1").xml()["ContinuationToken"]?.text)
        let query = QueryParameters.encode([("continuation-token", token)])
        let other = try TestBench()
        let answer = try await other.s3("GET", "/?" + query, as: TestBench.mallory)
        #expect(try answer.s3Error().message == "The continuation token provided is incorrect")
    }

    // MARK: HeadBucket and GetBucketLocation

    @Test(
        "HeadBucket says where a bucket is, by path and by host",
        arguments: [
            ("s3.us-east-1.amazonaws.com", "/data", "us-east-1"), ("data.s3.us-east-1.amazonaws.com", "/", "us-east-1"),
            ("logs.of.ours.s3.amazonaws.com", "/", "us-east-1"), ("s3.amazonaws.com", "/data", "us-east-1"),
            ("models.s3.amazonaws.com", "/", "eu-central-1"),
            ("models.s3-eu-central-1.amazonaws.com", "/", "eu-central-1"),
            ("localhost:4566", "/models", "eu-central-1"), ("models.localhost:4566", "/", "eu-central-1"),
        ]
    )
    func head(host: String, path: String, region: String) async throws {
        let answer = try await bench.s3("HEAD", path, host: host, region: region)
        #expect(answer.status == 200 && answer.body.isEmpty)
        #expect(answer.headers["x-amz-bucket-region"] == region)
        #expect(answer.headers["x-amz-access-point-alias"] == "false")
        let event = try #require(bench.emulator.events().last)
        #expect(event.callName == "s3:HeadBucket" && event.decision?.action == "s3:ListBucket")
        #expect(event.decision?.resource.hasPrefix("arn:aws:s3:::") == true)
    }

    @Test("GetBucketLocation says the region, and nothing for us-east-1")
    func location() async throws {
        #expect(try await bench.s3("GET", "/data?location").xml() == XMLNode("LocationConstraint", text: ""))
        // At us-east-1 the region of any bucket is told.
        let other = try await bench.s3("GET", "/models?location")
        #expect(
            other.body == """
                <?xml version="1.0" encoding="UTF-8"?>
                <LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">eu-central-1</LocationConstraint>

                """
        )
        #expect(bench.emulator.events().last?.decision?.action == "s3:GetBucketLocation")
    }

    @Test("a bucket that is nowhere is not found, whoever asks")
    func missing() async throws {
        for credentials in [TestBench.alice, TestBench.bob] {
            let answer = try await bench.s3("GET", "/nowhere?location", as: credentials)
            #expect(
                try answer.s3Error() == refusal(404, "NoSuchBucket", "The specified bucket does not exist")
            )
            #expect(try answer.xml()["BucketName"]?.text == "nowhere")
            #expect(try await bench.s3("HEAD", "/nowhere", as: credentials).status == 404)
        }
    }

    @Test("a bucket of another region is elsewhere, and the answer says where")
    func elsewhere() async throws {
        let path = try await bench.s3("HEAD", "/models")
        #expect(path.status == 301 && path.headers["x-amz-bucket-region"] == "eu-central-1")
        let host = try await bench.s3("GET", "/?list-type=2", host: "models.s3.us-east-1.amazonaws.com")
        #expect(try host.s3Error().code == "PermanentRedirect" && host.status == 301)
        #expect(try host.xml()["Endpoint"]?.text == "models.s3.eu-central-1.amazonaws.com")
        #expect(try host.xml()["Bucket"]?.text == "models")
        // The global name leads to the region, where the signature must be of it.
        let global = try await bench.s3("HEAD", "/", host: "models.s3.amazonaws.com")
        #expect(
            try global.s3Error()
                == refusal(
                    400,
                    "AuthorizationHeaderMalformed",
                    "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-central-1'"
                )
        )
        #expect(try global.xml()["Region"]?.text == "eu-central-1")
        #expect(global.headers["x-amz-bucket-region"] == "eu-central-1")
    }

    @Test("names that no bucket has are refused", arguments: ["ab", "UPPER", "a..b", "-x-", "192.168.0.1"])
    func badNames(name: String) async throws {
        let answer = try await bench.s3("GET", "/\(name)?location")
        #expect(try answer.s3Error() == refusal(400, "InvalidBucketName", "The specified bucket is not valid."))
    }

    @Test("a method that nothing of S3 has is refused")
    func methods() async throws {
        let answer = try await bench.s3("POST", "/data")
        #expect(
            try answer.s3Error()
                == refusal(405, "MethodNotAllowed", "The specified method is not allowed against this resource.")
        )
    }

    // MARK: Permissions

    @Test("who may not is told so within the account, with S3's sentence")
    func denied() async throws {
        let list = try await bench.s3(as: TestBench.bob)
        #expect(
            try list.s3Error()
                == refusal(
                    403,
                    "AccessDenied",
                    "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: s3:ListAllMyBuckets because no "
                        + "identity-based policy allows the s3:ListAllMyBuckets action"
                )
        )
        #expect(try await bench.s3("HEAD", "/data", as: TestBench.bob).status == 200)
        let head = try await bench.s3("HEAD", "/logs.of.ours", as: TestBench.bob)
        #expect(head.status == 403 && head.headers["x-amz-bucket-region"] == "us-east-1")
        let location = try await bench.s3("GET", "/data?location", as: TestBench.bob)
        #expect(
            try location.s3Error().message
                == "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: s3:GetBucketLocation on resource: "
                + "\"arn:aws:s3:::data\" because no identity-based policy allows the s3:GetBucketLocation action"
        )
        #expect(bench.emulator.lastDenied?.callName == "s3:GetBucketLocation")
    }

    @Test("another account's bucket is its own, and no reason is given")
    func crossAccount() async throws {
        let answer = try await bench.s3("GET", "/theirs?location")
        #expect(try answer.s3Error() == refusal(403, "AccessDenied", "Access Denied"))
        let explanation = try #require(bench.emulator.explanation(ofEvent: 1))
        #expect(explanation.cause == "account 210987654321 owns the bucket, and its bucket theirs has no policy")
    }

    @Test("a bucket whose owner is not the expected one is denied")
    func expectedOwner() async throws {
        let header = "x-amz-expected-bucket-owner"
        let right = try await bench.s3("GET", "/data?location", headers: [(header, "123456789012")])
        #expect(right.status == 200)
        let wrong = try await bench.s3("GET", "/data?location", headers: [(header, "210987654321")])
        #expect(try wrong.s3Error() == refusal(403, "AccessDenied", "Access Denied"))
    }

    @Test("a policy that is taken away denies from the next call on")
    func revoked() async throws {
        #expect(try await bench.s3("HEAD", "/data", as: TestBench.bob).status == 200)
        try await bench.operate("DeleteUserPolicy", ["UserName": "bob", "PolicyName": "some"])
        #expect(try await bench.s3("HEAD", "/data", as: TestBench.bob).status == 403)
    }

    // MARK: What is not supported

    @Test(
        "other operations are asked like any, and then not supported",
        arguments: [
            ("GET", "/data?list-type=2", "ListObjectsV2", "s3:ListBucket", "arn:aws:s3:::data"),
            ("GET", "/data", "ListObjects", "s3:ListBucket", "arn:aws:s3:::data"),
            ("PUT", "/data/a%20b.txt", "PutObject", "s3:PutObject", "arn:aws:s3:::data/a b.txt"),
            ("GET", "/data/k?tagging", "GetObjectTagging", "s3:GetObjectTagging", "arn:aws:s3:::data/k"),
            ("PUT", "/brand-new", "CreateBucket", "s3:CreateBucket", "arn:aws:s3:::brand-new"),
            ("POST", "/data?delete", "DeleteObjects", "s3:DeleteObject", "arn:aws:s3:::data/*"),
            ("GET", "/data?policy", "GetBucketPolicy", "s3:GetBucketPolicy", "arn:aws:s3:::data"),
            (
                "GET", "/data?analytics&id=1", "GetBucketAnalyticsConfiguration", "s3:GetAnalyticsConfiguration",
                "arn:aws:s3:::data"
            ),
        ]
    )
    func unsupported(method: String, target: String, name: String, action: String, resource: String) async throws {
        let answer = try await bench.s3(method, target)
        #expect(
            try answer.s3Error()
                == refusal(
                    501,
                    "NotImplemented",
                    "Drydock does not support the operation \(name) of S3. The call was authenticated and allowed, and "
                        + "nothing was done."
                )
        )
        let event = try #require(bench.emulator.events().last)
        #expect(event.callName == "s3:" + name)
        #expect(event.decision?.action == action && event.decision?.resource == resource)
        let denied = try await bench.s3(method, target, as: TestBench.bob)
        #expect(denied.status == (action == "s3:ListBucket" ? 501 : 403))
    }

    @Test("what sends bytes is refused before they have come")
    func streamed() async throws {
        let host = "data.s3.us-east-1.amazonaws.com"
        #expect(bench.emulator.bodyHandling(method: "PUT", target: "/k", host: host) == .streamed)
        #expect(bench.emulator.bodyHandling(method: "GET", target: "/k", host: host) != .streamed)
    }

    @Test("a copy is told apart from a new object")
    func copies() async throws {
        let headers = [("x-amz-copy-source", "/data/a")]
        _ = try await bench.s3("PUT", "/data/b", headers: headers)
        #expect(bench.emulator.events().last?.callName == "s3:CopyObject")
    }

    // MARK: Signatures

    @Test("S3 refuses wrong signatures by codes of its own")
    func signatures() async throws {
        let wrong = TestBench.Credentials(TestBench.alice.key, "wrong")
        let mismatch =
            "The request signature we calculated does not match the signature you provided. Check your key and signing "
            + "method."
        #expect(try await bench.s3(as: wrong).s3Error() == refusal(403, "SignatureDoesNotMatch", mismatch))
        let nobody = TestBench.Credentials("AKIANOBODYNOBODYNOBO", "x")
        let unknown = "The AWS Access Key Id you provided does not exist in our records."
        #expect(try await bench.s3(as: nobody).s3Error() == refusal(403, "InvalidAccessKeyId", unknown))
        let token = TestBench.Credentials(TestBench.alice.key, TestBench.alice.secret, token: "made up")
        #expect(
            try await bench.s3(as: token).s3Error()
                == refusal(400, "InvalidToken", "The provided token is malformed or otherwise invalid.")
        )
        let service = try await bench.s3(service: "sts")
        #expect(
            try service.s3Error()
                == refusal(
                    400,
                    "AuthorizationHeaderMalformed",
                    "The authorization header is malformed; incorrect service. This endpoint belongs to \"s3\"."
                )
        )
        let anonymous = try await bench.send("GET", "/", host: "s3.us-east-1.amazonaws.com")
        #expect(try anonymous.s3Error() == refusal(403, "AccessDenied", "Access Denied"))
        #expect(bench.emulator.events().allSatisfy { $0.errorCode != nil && $0.decision == nil })
    }

    @Test("every request must say what its body is, and truly")
    func payloads() async throws {
        let none = try await bench.s3 { $0["X-Amz-Content-Sha256"] = nil }
        #expect(
            try none.s3Error()
                == refusal(400, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256")
        )
        #expect(try await bench.s3(payload: .unsigned).status == 200)
        let other = try await bench.s3(payload: .of(Array("other".utf8)))
        #expect(
            try other.s3Error()
                == refusal(
                    400,
                    "XAmzContentSHA256Mismatch",
                    "The provided 'x-amz-content-sha256' header does not match what was computed."
                )
        )
        let unsigned = try await bench.s3 { $0["X-Amz-Meta-Later"] = "x" }
        #expect(
            try unsigned.s3Error()
                == refusal(403, "AccessDenied", "There were headers present in the request which were not signed")
        )
    }

    @Test("a path is signed as it is sent, and neither resolved nor encoded once more")
    func paths() async throws {
        for path in ["/data//a/../b", "/data/%C3%BC%2B", "/data/a/./b/"] {
            #expect(try await bench.s3("GET", path).status == 501, "\(path)")
        }
    }

    @Test("a presigned request is good for as long as it says", arguments: [(899, 200), (900, 403), (7_200, 403)])
    func presigned(after seconds: Int, status: Int) async throws {
        let host: HeaderFields = ["Host": "s3.us-east-1.amazonaws.com"]
        let signer = Signer(
            credentials: AWSCredentials(
                accessKeyID: try #require(AccessKeyID(TestBench.alice.key)),
                secretAccessKey: TestBench.alice.secret
            ),
            region: "us-east-1",
            service: "s3",
            normalizesPath: false
        )
        let request = SignableRequest(method: "GET", path: "/", query: "", headers: host, body: .unsigned)
        let query = signer.presign(
            request,
            at: bench.clock.now.addingTimeInterval(-TimeInterval(seconds)),
            expiresIn: 900
        )
        let answer = try await bench.send("GET", "/?" + query, host: "s3.us-east-1.amazonaws.com")
        #expect(answer.status == status)
        if status == 403 {
            #expect(try answer.s3Error() == refusal(403, "AccessDenied", "Request has expired"))
        }
    }

    @Test("faults of S3's calls have its answers")
    func faults() async throws {
        for (kind, code, status) in [("throttle", "SlowDown", 503), ("error", "InternalError", 500)] {
            _ = try await bench.send(
                "POST",
                "/_drydock/faults",
                body: #"{"kind": "\#(kind)", "call": "s3:ListBuckets", "times": 1}"#
            )
            let answer = try await bench.s3()
            #expect(try answer.s3Error().code == code && answer.status == status)
        }
        #expect(try await bench.s3().status == 200)
    }

    @Test("the operations are those of AWS's model on buckets and objects, each once")
    func model() {
        #expect(Set(S3Operation.all.map(\.name)).count == S3Operation.all.count && S3Operation.all.count == 104)
    }
}
