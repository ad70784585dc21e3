import AWSClient
import AWSSignature
import CurlHTTP
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite("Calls of STS and ECR")
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
        service = "ecr" if case["operation"] in ("DescribeRepositories", "GetAuthorizationToken") else "sts"
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
            let name = request.target.split(separator: "/").last ?? ""
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
                server.requests.filter { $0.target == "/\(client)/\(call.name)" }.map { request in
                    Sent(headers: [request.header("Content-Type"), request.header("X-Amz-Target")], body: request.text)
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
