import AWSClient
import AWSSignature
import CurlHTTP
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite("Calls of AWS")
struct AWSSessionTests {
    /// A call and the answer to it.
    struct Case: Codable, Sendable {
        var name: String
        var operation: String
        var status = 200
        var body: String
        var variables: [String: String] = [:]
        var files: [String: String] = [:]
    }

    /// A request as far as botocore and this client must agree on it.
    struct Sent: Codable, Equatable {
        var line: String
        var headers: [String?]
        var body: String
    }

    private static func xml(_ action: String, _ result: String) -> String {
        """
        <\(action)Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <\(action)Result>\(result)</\(action)Result>
          <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>
        </\(action)Response>
        """
    }

    private static let credentials =
        "<Credentials><AccessKeyId>ASIAX</AccessKeyId><SecretAccessKey>sec&amp;ret</SecretAccessKey>"
        + "<SessionToken>tok==</SessionToken><Expiration>2024-05-14T10:30:00Z</Expiration></Credentials>"

    private static func error(_ code: String, _ message: String) -> String {
        "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>\(code)</Code>"
            + "<Message>\(message)</Message></Error><RequestId>r</RequestId></ErrorResponse>"
    }

    private static let identity = xml(
        "GetCallerIdentity",
        "<Arn>arn:aws:iam::123456789012:user/a</Arn><UserId>AIDA</UserId><Account>123456789012</Account>"
    )

    private static let cases: [Case] = [
        Case(name: "identity", operation: "GetCallerIdentity", body: identity),
        Case(name: "session", operation: "GetSessionToken", body: xml("GetSessionToken", credentials)),
        Case(name: "bare-session", operation: "GetSessionToken-bare", body: xml("GetSessionToken", credentials)),
        Case(name: "role", operation: "AssumeRole", body: xml("AssumeRole", credentials)),
        Case(name: "bare-role", operation: "AssumeRole-bare", body: xml("AssumeRole", credentials)),
        Case(name: "federation", operation: "GetFederationToken", body: xml("GetFederationToken", credentials)),
        Case(
            name: "repositories",
            operation: "DescribeRepositories",
            body: #"{"repositories":[{"repositoryName":"a"},{"repositoryName":"b/c"}]}"#
        ),
        Case(
            name: "token",
            operation: "GetAuthorizationToken",
            body:
                #"{"authorizationData":[{"authorizationToken":"QVdTOnA=","expiresAt":1715678400.5,"proxyEndpoint":"https://r"}]}"#
        ),
        Case(
            name: "denied",
            operation: "AssumeRole",
            status: 403,
            body: error("AccessDenied", "User: arn:x is not authorized to perform: sts:AssumeRole &amp; more")
        ),
        Case(
            name: "throttled",
            operation: "GetCallerIdentity",
            status: 400,
            body: error("Throttling", "Rate exceeded")
        ),
        Case(name: "failing", operation: "GetCallerIdentity", status: 500, body: error("InternalFailure", "broken")),
        Case(name: "page", operation: "GetCallerIdentity", status: 503, body: "<html><body>busy</body></html>"),
        Case(name: "empty", operation: "DescribeRepositories", status: 502, body: ""),
        Case(name: "empty-client", operation: "DescribeRepositories", status: 404, body: ""),
        Case(
            name: "ecr-denied",
            operation: "DescribeRepositories",
            status: 400,
            body: #"{"__type":"AccessDeniedException","Message":"no \u00e9"}"#
        ),
        Case(
            name: "prefixed",
            operation: "GetAuthorizationToken",
            status: 400,
            body: #"{"__type":"com.amazon.coral#ExpiredTokenException","message":"The security token is expired"}"#
        ),
        Case(
            name: "ecr-throttled",
            operation: "DescribeRepositories",
            status: 400,
            body: #"{"__type":"ThrottlingException","message":"Rate exceeded"}"#
        ),
        Case(
            name: "buckets",
            operation: "ListBuckets",
            body: "<ListAllMyBucketsResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Owner><ID>o</ID></Owner>"
                + "<Buckets><Bucket><Name>a</Name><CreationDate>2024-01-01T00:00:00.000Z</CreationDate></Bucket>"
                + "<Bucket><Name>b</Name></Bucket></Buckets></ListAllMyBucketsResult>"
        ),
        Case(
            name: "no-buckets",
            operation: "ListBuckets",
            body: "<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>"
        ),
        Case(
            name: "buckets-denied",
            operation: "ListBuckets",
            status: 403,
            body:
                "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>User: x is not &lt;ok&gt;</Message></Error>"
        ),
        Case(
            name: "buckets-slow",
            operation: "ListBuckets",
            status: 503,
            body: "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
        ),
        Case(name: "buckets-empty", operation: "ListBuckets", status: 500, body: ""),
        Case(name: "bucket", operation: "HeadBucket", body: ""),
        Case(name: "bucket-gone", operation: "HeadBucket", status: 404, body: ""),
        Case(name: "bucket-denied", operation: "HeadBucket", status: 403, body: ""),
        Case(name: "clusters", operation: "ListClusters", body: #"{"clusters": ["a", "b"]}"#),
        Case(
            name: "clusters-denied",
            operation: "ListClusters",
            status: 403,
            body: #"{"message": "User: x is not authorized", "__type": "AccessDeniedException"}"#
        ),
        Case(
            name: "cluster",
            operation: "DescribeCluster",
            body: #"{"cluster": {"name": "c", "arn": "arn:x", "endpoint": "https://e", "#
                + #""certificateAuthority": {"data": "Q0E="}, "status": "ACTIVE"}}"#
        ),
        Case(
            name: "created",
            operation: "CreateRepository",
            body: #"{"repository": {"repositoryName": "a/b", "repositoryArn": "arn:r", "repositoryUri": "u/a/b"}}"#
        ),
        Case(
            name: "exists",
            operation: "CreateRepository",
            status: 400,
            body: #"{"__type": "RepositoryAlreadyExistsException", "message": "it is there"}"#
        ),
        Case(name: "deleted", operation: "DeleteRepository", body: "{}"),
        Case(
            name: "named",
            operation: "DescribeRepositories-named",
            body: #"{"repositories": [{"repositoryName": "a/b", "repositoryArn": "arn:r", "repositoryUri": "u/a/b"}]}"#
        ),
        Case(
            name: "images",
            operation: "DescribeImages",
            body:
                #"{"imageDetails": [{"imageDigest": "sha256:1", "imageTags": ["v1", "v2"]}, {"imageDigest": "sha256:2"}]}"#
        ),
        Case(
            name: "silent",
            operation: "DescribeRepositories",
            status: 400,
            body: #"{"__type":"UnknownOperationException"}"#
        ),
    ]

    private static let policy = #"{"Version": "2012-10-17", "x": "a+b*~é/%20"}"#

    private static func call(_ operation: String, _ session: AWSSession) async throws(AWSCallError) -> String {
        func text(_ found: TemporaryCredentials) -> String {
            let keys = found.credentials
            let end = Int(found.expiration.timeIntervalSince1970)
            return "\(keys.accessKeyID) \(keys.secretAccessKey) \(keys.sessionToken ?? "") \(end)"
        }
        switch operation {
        case "GetCallerIdentity":
            let identity = try await session.getCallerIdentity()
            return "\(identity.account) \(identity.arn) \(identity.userID)"
        case "GetSessionToken":
            return text(try await session.getSessionToken(durationSeconds: 43_200))
        case "GetSessionToken-bare":
            return text(try await session.getSessionToken())
        case "AssumeRole":
            let arn = "arn:aws:iam::123456789012:role/r"
            return text(
                try await session.assumeRole(
                    roleARN: arn,
                    sessionName: "zenml-connector",
                    durationSeconds: 3_600,
                    policy: policy,
                    policyARNs: ["arn:aws:iam::aws:policy/A", "arn:aws:iam::aws:policy/B"]
                )
            )
        case "AssumeRole-bare":
            let arn = "arn:aws:iam::123456789012:role/r"
            return text(try await session.assumeRole(roleARN: arn, sessionName: "me", externalID: "x1"))
        case "GetFederationToken":
            return text(try await session.getFederationToken(name: "name", durationSeconds: 900, policy: policy))
        case "ListBuckets":
            return try await session.listBuckets().joined(separator: " ")
        case "HeadBucket":
            try await session.headBucket(name: "some-bucket")
            return "there"
        case "ListClusters":
            return try await session.listClusters().joined(separator: " ")
        case "DescribeCluster":
            let cluster = try await session.describeCluster(name: "c")
            return "\(cluster.name) \(cluster.arn) \(cluster.endpoint) \(cluster.certificateAuthority)"
        case "CreateRepository":
            var new = NewRepository(name: "a/b")
            new.tags = [ResourceTag(key: "k", value: "v")]
            new.imageTagMutability = "IMMUTABLE"
            new.scansOnPush = true
            new.encryptionType = "AES256"
            return try await session.createRepository(new).uri
        case "DeleteRepository":
            try await session.deleteRepository(name: "a/b", force: true)
            return "gone"
        case "DescribeRepositories-named":
            return try await session.describeRepositories(names: ["a/b"]).map(\.uri).joined(separator: " ")
        case "DescribeImages":
            return try await session.describeImages(repository: "a/b").map {
                "\($0.digest) \($0.tags.joined(separator: ","))"
            }
            .joined(separator: " ")
        case "DescribeRepositories":
            return try await session.describeRepositories().joined(separator: " ")
        default:
            let token = try await session.getAuthorizationToken(registryIDs: ["123456789012"])
            return "\(token.token) \(token.expiresAt.timeIntervalSince1970) \(token.proxyEndpoint)"
        }
    }

    private static let script = """
        import datetime, time
        from botocore.config import Config
        from botocore.exceptions import ClientError
        time.sleep = lambda seconds: None
        session = botocore.session.Session()
        services = {"ListBuckets": "s3", "HeadBucket": "s3", "ListClusters": "eks", "DescribeCluster": "eks"}
        ecr = ("Repositor", "Images", "GetAuthorizationToken")
        service = services.get(case["operation"], "ecr" if any(n in case["operation"] for n in ecr) else "sts")
        client = session.create_client(
            service, region_name="us-east-1", aws_access_key_id="AK", aws_secret_access_key="s",
            config=Config(retries={"mode": "standard"}))
        policy = \(quoted(policy))
        arn = "arn:aws:iam::123456789012:role/r"
        def credentials(found):
            found = found["Credentials"]
            end = int(found["Expiration"].timestamp())
            return " ".join([found["AccessKeyId"], found["SecretAccessKey"], found["SessionToken"], str(end)])
        try:
            match case["operation"]:
                case "GetCallerIdentity":
                    found = client.get_caller_identity()
                    return " ".join([found["Account"], found["Arn"], found["UserId"]])
                case "GetSessionToken":
                    return credentials(client.get_session_token(DurationSeconds=43200))
                case "GetSessionToken-bare":
                    return credentials(client.get_session_token())
                case "AssumeRole":
                    return credentials(client.assume_role(
                        RoleArn=arn, RoleSessionName="zenml-connector", DurationSeconds=3600, Policy=policy,
                        PolicyArns=[{"arn": "arn:aws:iam::aws:policy/" + name} for name in "AB"]))
                case "AssumeRole-bare":
                    return credentials(client.assume_role(RoleArn=arn, RoleSessionName="me", ExternalId="x1"))
                case "GetFederationToken":
                    return credentials(client.get_federation_token(Name="name", DurationSeconds=900, Policy=policy))
                case "ListBuckets":
                    return " ".join(bucket["Name"] for bucket in client.list_buckets().get("Buckets", []))
                case "HeadBucket":
                    client.head_bucket(Bucket="some-bucket")
                    return "there"
                case "ListClusters":
                    return " ".join(client.list_clusters()["clusters"])
                case "DescribeCluster":
                    found = client.describe_cluster(name="c")["cluster"]
                    return " ".join(
                        [found["name"], found["arn"], found["endpoint"], found["certificateAuthority"]["data"]])
                case "CreateRepository":
                    return client.create_repository(
                        repositoryName="a/b", tags=[{"Key": "k", "Value": "v"}], imageTagMutability="IMMUTABLE",
                        imageScanningConfiguration={"scanOnPush": True},
                        encryptionConfiguration={"encryptionType": "AES256"})["repository"]["repositoryUri"]
                case "DeleteRepository":
                    client.delete_repository(repositoryName="a/b", force=True)
                    return "gone"
                case "DescribeRepositories-named":
                    found = client.describe_repositories(repositoryNames=["a/b"])["repositories"]
                    return " ".join(item["repositoryUri"] for item in found)
                case "DescribeImages":
                    found = client.describe_images(repositoryName="a/b")["imageDetails"]
                    return " ".join(
                        item["imageDigest"] + " " + ",".join(item.get("imageTags", [])) for item in found)
                case "DescribeRepositories":
                    return " ".join(item["repositoryName"] for item in client.describe_repositories()["repositories"])
                case _:
                    found = client.get_authorization_token(registryIds=["123456789012"])["authorizationData"][0]
                    end = found["expiresAt"].timestamp()
                    return " ".join([found["authorizationToken"], str(end), found["proxyEndpoint"]])
        except ClientError as error:
            return str(error)
        """

    /// A Python literal.
    private static func quoted(_ text: String) -> String {
        "bytes([" + text.utf8.map(String.init).joined(separator: ",") + "]).decode()"
    }

    @Test("send what botocore sends and understand what it understands, as often as it asks")
    func botocore() async throws {
        let server = try FixtureServer { request in
            let name = request.target.split(separator: "/").dropFirst().first ?? ""
            guard let found = AWSSessionTests.cases.first(where: { $0.name == name }) else { return .response(599) }
            return .response(found.status, body: found.body)
        }
        defer { server.stop() }
        let cases = AWSSessionTests.cases.map { original in
            var copy = original
            copy.variables["AWS_ENDPOINT_URL"] = "\(server.url)/botocore/\(original.name)"
            return copy
        }
        let verdicts = try await Botocore.judge(cases, AWSSessionTests.script, as: String.self)
        try #require(verdicts.count == cases.count)
        for (call, verdict) in zip(cases, verdicts) {
            let fixture = try ClientFixture(["AWS_ENDPOINT_URL": "\(server.url)/own/\(call.name)"])
            defer { fixture.end() }
            let session = AWSSession(
                environment: fixture.environment,
                credentials: try FakeKeys.credentials(),
                region: "us-east-1"
            )
            let own: String
            do throws(AWSCallError) {
                own = try await AWSSessionTests.call(call.operation, session)
            } catch {
                own = error.description
            }
            #expect(own == verdict, "\(call.name)")
            let sent = ["own", "botocore"].map { client in
                server.requests.filter { ($0.target + "/").hasPrefix("/\(client)/\(call.name)/") }.map { request in
                    let names = ["Content-Type", "X-Amz-Target", "X-Amz-Content-SHA256"]
                    let line = request.method + request.target.dropFirst(client.count + 1)
                    return Sent(line: line, headers: names.map(request.header), body: request.text)
                }
            }
            #expect(!sent[0].isEmpty)
            #expect(sent[0] == sent[1], "\(call.name)")
        }
    }

    private func session(_ fixture: ClientFixture, token: String? = nil) throws -> AWSSession {
        AWSSession(
            environment: fixture.environment,
            credentials: try FakeKeys.credentials(token: token),
            region: "us-east-1"
        )
    }

    @Test("are signed for their region and service by the environment's clock")
    func signature() async throws {
        let server = try FixtureServer { _ in .response(200, body: AWSSessionTests.identity) }
        defer { server.stop() }
        let fixture = try ClientFixture(["AWS_ENDPOINT_URL": server.url])
        defer { fixture.end() }
        _ = try await session(fixture, token: "tok").getCallerIdentity()
        let request = try #require(server.requests.first)
        #expect(request.header("X-Amz-Date") == "20240514T093000Z")
        #expect(request.header("X-Amz-Security-Token") == "tok")
        #expect(request.headers.count { $0.name.lowercased() == "host" } == 1)
        let authorization = try #require(request.header("Authorization"))
        #expect(
            authorization.hasPrefix("AWS4-HMAC-SHA256 Credential=\(FakeKeys.id)/20240514/us-east-1/sts/aws4_request, ")
        )
    }

    @Test(
        "are repeated after a failure that passes, with growing waits",
        arguments: [(429, "Throttling"), (503, "Any")]
    )
    func retries(_ status: Int, _ code: String) async throws {
        let failure = AWSSessionTests.error(code, "later")
        let count = Mutex(0)
        let server = try FixtureServer { _ in
            let number = count.withLock { count in
                count += 1
                return count
            }
            return number < 3 ? .response(status, body: failure) : .response(200, body: AWSSessionTests.identity)
        }
        defer { server.stop() }
        let fixture = try ClientFixture(["AWS_ENDPOINT_URL": server.url])
        defer { fixture.end() }
        #expect(try await session(fixture).getCallerIdentity().account == "123456789012")
        let waits = fixture.recordedWaits
        #expect(waits.count == 2)
        #expect(zip(waits, [1.0, 2.0]).allSatisfy { $0 >= 0 && $0 < $1 })
        #expect(Set(waits).count == 2)
    }

    @Test("are repeated as often as AWS_MAX_ATTEMPTS says", arguments: [1, 2, 6])
    func maxAttempts(_ attempts: Int) async throws {
        let server = try FixtureServer { _ in .response(503, body: "") }
        defer { server.stop() }
        let fixture = try ClientFixture([
            "AWS_ENDPOINT_URL": server.url, "AWS_MAX_ATTEMPTS": String(attempts),
        ])
        defer { fixture.end() }
        await #expect(throws: AWSCallError.self) { try await session(fixture).getCallerIdentity() }
        #expect(server.requests.count == attempts)
        #expect(fixture.recordedWaits.allSatisfy { $0 < 20 })
    }

    @Test("are not repeated after a refusal")
    func noRetry() async throws {
        let server = try FixtureServer { _ in .response(403, body: AWSSessionTests.error("AccessDenied", "no")) }
        defer { server.stop() }
        let fixture = try ClientFixture(["AWS_ENDPOINT_URL": server.url])
        defer { fixture.end() }
        await #expect(throws: AWSCallError.self) { try await session(fixture).getCallerIdentity() }
        #expect(server.requests.count == 1)
        #expect(fixture.recordedWaits.isEmpty)
    }

    @Test("end in botocore's sentence where nothing answers")
    func unreachable() async throws {
        let server = try FixtureServer { _ in .raw("") }
        defer { server.stop() }
        let dead = try ClosedPort()
        for (url, sentence) in [
            (server.url, "Connection was closed before we received a valid response from endpoint URL: \"URL/\"."),
            (dead.url, "Could not connect to the endpoint URL: \"URL/\""),
        ] {
            let fixture = try ClientFixture(["AWS_ENDPOINT_URL": url])
            defer { fixture.end() }
            let text = await description { try await session(fixture).describeRepositories() }
            #expect(text == sentence.replacingOccurrences(of: "URL/", with: url + "/"))
            #expect(fixture.recordedWaits.count == 2)
        }
    }

    @Test("of clusters take every page, and end where the pages do not")
    func pages() async throws {
        let server = try FixtureServer { request in
            switch request.target {
            case "/clusters": .response(200, body: #"{"clusters": ["a"], "nextToken": "p+2"}"#)
            case "/clusters?nextToken=p%2B2": .response(200, body: #"{"clusters": ["b"], "nextToken": null}"#)
            default: .response(200, body: #"{"imageDetails": [], "nextToken": "same"}"#)
            }
        }
        defer { server.stop() }
        let fixture = try ClientFixture(["AWS_ENDPOINT_URL": server.url])
        defer { fixture.end() }
        #expect(try await session(fixture).listClusters() == ["a", "b"])
        let text = await description { try await session(fixture).describeImages(repository: "r") }
        #expect(
            text == "The answer to the DescribeImages operation cannot be read: The same next token was received twice"
        )
    }

    @Test("of a bucket follow it to its region")
    func bucketRegion() async throws {
        let server = try FixtureServer { request in
            request.header("Authorization")?.contains("/eu-west-2/s3/") == true
                ? .response(200) : .response(301, [("x-amz-bucket-region", "eu-west-2")])
        }
        defer { server.stop() }
        let fixture = try ClientFixture(["AWS_ENDPOINT_URL": server.url])
        defer { fixture.end() }
        try await session(fixture).headBucket(name: "some-bucket")
        #expect(server.requests.map(\.method) == ["HEAD", "HEAD"])
    }

    @Test("end with their task while they wait for another attempt")
    func cancellation() async throws {
        let server = try FixtureServer { _ in .response(503) }
        defer { server.stop() }
        let fixture = try ClientFixture(["AWS_ENDPOINT_URL": server.url])
        defer { fixture.end() }
        let session = try session(fixture)
        let task = Task { try await session.getCallerIdentity() }
        task.cancel()
        await #expect(throws: AWSCallError.self) { try await task.value }
    }

    @Test(
        "refuse an answer that is not what the operation returns",
        arguments: [
            "", "{}", "<a/>", "<GetCallerIdentityResponse/>", identity.replacingOccurrences(of: "UserId", with: "X"),
        ]
    )
    func unreadable(_ body: String) async throws {
        let server = try FixtureServer { _ in .response(200, body: body) }
        defer { server.stop() }
        let fixture = try ClientFixture(["AWS_ENDPOINT_URL": server.url])
        defer { fixture.end() }
        let session = try session(fixture)
        let text = await description { try await session.getCallerIdentity() }
        #expect(text.hasPrefix("The answer to the GetCallerIdentity operation cannot be read: "))
        if body.isEmpty || body.hasPrefix("<") {
            let other = await description { try await session.getAuthorizationToken() }
            #expect(other.hasPrefix("The answer to the GetAuthorizationToken operation cannot be read: "))
        }
    }

    private func description<Value>(_ call: () async throws -> Value) async -> String {
        do {
            _ = try await call()
            return "no error"
        } catch {
            return "\(error)"
        }
    }
}
