import AWSClient
import AWSCore
import AWSSignature
import Foundation
import TestSupport
import Testing

@Suite("Credentials of endpoints, programs and caches")
struct CredentialSourcesTests {
    private static let good =
        #"{"Code": "Success", "AccessKeyId": "ASIAM", "SecretAccessKey": "sm", "Token": "tm", "#
        + #""Expiration": "2099-01-01T00:00:00Z"}"#

    /// What the place finds, or why not, in a form that botocore's finding can be written in too.
    private func finding(_ fixture: ClientFixture, limit: Duration = .seconds(20)) async -> String {
        let chain = CredentialChain(AWSSettings(fixture.environment), programTimeLimit: limit)
        do throws(CredentialError) {
            guard let found = try await chain.credentials()?.credentials else { return "none" }
            let keys = try await chain.resolve(found)
            return "\(keys.accessKeyID) \(keys.secretAccessKey) \(keys.sessionToken ?? "-")"
        } catch {
            return error.description.replacing(fixture.folder.path, with: "HOME")
        }
    }

    private static let script = """
        import time
        from botocore.exceptions import BotoCoreError
        time.sleep = lambda seconds: None
        try:
            found = botocore.session.Session().get_credentials()
            if found is None:
                return "none"
            return " ".join([found.access_key, found.secret_key, found.token or "-"])
        except (BotoCoreError, ValueError) as error:
            return str(error).replace(os.environ["HOME"], "HOME").strip()
        """

    /// How an endpoint answers, by the first segment of its path.
    private static func answer(_ request: FixtureServer.Request) -> FixtureServer.Answer {
        let parts = request.target.split(separator: "/").map(String.init)
        let role = "meta-data/iam/security-credentials"
        let rest = parts.dropFirst().joined(separator: "/")
        let hasToken = request.header("x-aws-ec2-metadata-token") == "the-token"
        switch (parts.first ?? "", request.method, rest) {
        case ("plain", _, _): return .response(200, body: good)
        case ("token", _, _):
            return request.header("Authorization") == "Bearer x"
                ? .response(200, body: good) : .response(403, body: "no")
        case ("denied", _, _): return .response(403, body: "denied")
        case ("text", _, _): return .response(200, body: "words")
        case ("v2", "PUT", "latest/api/token"):
            return request.header("x-aws-ec2-metadata-token-ttl-seconds") == "21600"
                ? .response(200, body: "the-token") : .response(400)
        case ("v2", "GET", "latest/\(role)"): return hasToken ? .response(200, body: "machine") : .response(401)
        case ("v2", "GET", "latest/\(role)/machine"): return hasToken ? .response(200, body: good) : .response(401)
        case ("v1", "PUT", _), ("v1-off", "PUT", _): return .response(404)
        case ("v1", "GET", "latest/\(role)"): return .response(200, body: "machine")
        case ("v1", "GET", "latest/\(role)/machine"): return .response(200, body: good)
        case ("untrusted", "PUT", _): return .response(200, body: "the-token")
        case ("untrusted", "GET", "latest/\(role)"): return .response(200, body: "machine")
        case ("untrusted", "GET", _):
            return .response(200, body: #"{"Code": "AssumeRoleUnauthorizedAccess", "Message": "EC2 cannot assume it"}"#)
        case ("wrong", "PUT", _): return .response(400)
        default: return .response(404)
        }
    }

    private static func cases(_ url: String) -> [Surroundings] {
        func container(_ name: String, _ path: String, _ more: [String: String] = [:]) -> Surroundings {
            Surroundings(name, ["AWS_CONTAINER_CREDENTIALS_FULL_URI": url + path].merging(more) { $1 })
        }
        func instance(_ name: String, _ path: String, _ more: [String: String] = [:]) -> Surroundings {
            let endpoint = ["AWS_EC2_METADATA_SERVICE_ENDPOINT": url + path, "AWS_EC2_METADATA_DISABLED": "false"]
            return Surroundings(name, endpoint.merging(more) { $1 })
        }
        return [
            container("a container", "/plain"),
            container("a container by a name", "/plain").replacing(url, url.replacing("127.0.0.1", with: "localhost")),
            container("a container with a token", "/token", ["AWS_CONTAINER_AUTHORIZATION_TOKEN": "Bearer x"]),
            container("a container with another token", "/token", ["AWS_CONTAINER_AUTHORIZATION_TOKEN": "y"]),
            container(
                "a token file over a token",
                "/token",
                [
                    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "tok", "AWS_CONTAINER_AUTHORIZATION_TOKEN": "y",
                ]
            ).adding("tok", "Bearer x"),
            container("a token with a line break", "/token", ["AWS_CONTAINER_AUTHORIZATION_TOKEN": "a\nb"]),
            container("a container that refuses", "/denied"), container("no JSON", "/text"),
            Surroundings("another host", ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://example.com/x"]),
            Surroundings("an address elsewhere", ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://10.0.0.1/x"]),
            container("keys before a container", "/plain", ["AWS_ACCESS_KEY_ID": "AK", "AWS_SECRET_ACCESS_KEY": "s"]),
            instance("an instance", "/v2"), instance("an instance's endpoint with a slash", "/v2/"),
            instance("an instance of version 1", "/v1"),
            instance("version 1 forbidden", "/v1", ["AWS_EC2_METADATA_V1_DISABLED": "true"]),
            instance("an instance without a role", "/none"), instance("a role that may not be used", "/untrusted"),
            instance("what is not the service", "/wrong"),
            instance(
                "metadata disabled",
                "/v2",
                [
                    "AWS_EC2_METADATA_DISABLED": "true"
                ]
            ),
            instance("an endpoint that is not a URL", "").replacing(url, "not a url"),
            instance("a container before an instance", "/v2", ["AWS_CONTAINER_CREDENTIALS_FULL_URI": url + "/plain"]),
        ]
    }

    @Test("are found where botocore finds them")
    func botocore() async throws {
        let server = try FixtureServer(Self.answer)
        defer { server.stop() }
        let cases = Self.cases(server.url)
        let verdicts = try await Botocore.judge(cases, Self.script, as: String.self)
        try #require(verdicts.count == cases.count)
        for (surroundings, verdict) in zip(cases, verdicts) {
            let fixture = try ClientFixture(surroundings.variables, files: surroundings.files)
            defer { fixture.end() }
            #expect(await finding(fixture) == verdict, "\(surroundings.name)")
        }
    }

    @Test("of a container are asked for three times, without a proxy")
    func container() async throws {
        let server = try FixtureServer(Self.answer)
        defer { server.stop() }
        let dead = try ClosedPort()
        let fixture = try ClientFixture([
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url + "/denied", "http_proxy": dead.url,
            "AWS_CONTAINER_AUTHORIZATION_TOKEN": "Bearer x",
        ])
        defer { fixture.end() }
        _ = await finding(fixture)
        #expect(server.requests.count == 3)
        #expect(fixture.recordedWaits == [1, 1])
    }

    @Test("that a program does not give are missed in a sentence without what it printed")
    func programs() async throws {
        for (command, reason) in [
            ("/nowhere/at/all", "the program '/nowhere/at/all' does not exist or is not executable"),
            ("/bin/echo secret-text", "the program '/bin/echo' did not print a JSON object"),
            ("/bin/sh -c 'exit 1'", "the program '/bin/sh' failed and said nothing"),
            ("/bin/cat 'open", "the command has a quote that does not end, or is empty"),
            ("/bin/cat old", "Credentials were refreshed, but the refreshed credentials are still expired."),
            ("/bin/cat when", "its Expiration is not a time such as 2026-01-31T12:00:00Z"),
        ] {
            let keys = #""Version": 1, "AccessKeyId": "AKP", "SecretAccessKey": "sp""#
            let fixture = try ClientFixture(files: [
                ".aws/config": "[default]\ncredential_process = \(command)\n",
                "old": "{\(keys), \"Expiration\": \"2024-05-14T09:00:00Z\"}",
                "when": "{\(keys), \"Expiration\": \"soon\"}",
            ])
            defer { fixture.end() }
            let text = await finding(fixture)
            #expect(text == "Error when retrieving credentials from custom-process: " + reason)
        }
    }

    @Test("of a program are not waited for longer than its limit")
    func slowProgram() async throws {
        let fixture = try ClientFixture(files: [
            ".aws/config": "[default]\ncredential_process = /bin/sh -c 'sleep 60; sleep 60'\n"
        ])
        defer { fixture.end() }
        let text = await finding(fixture, limit: .milliseconds(100))
        #expect(text.hasSuffix("the program '/bin/sh' gave no answer within 0.1 seconds"))
    }

    // MARK: STS

    private static func granting(_ request: FixtureServer.Request) -> FixtureServer.Answer {
        let action = request.text.split(separator: "&").first?.dropFirst("Action=".count) ?? ""
        let key = request.text.contains("role%2Finner") ? "ASIAINNER" : "ASIAOUTER"
        return .response(
            200,
            body: """
                <\(action)Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><\(action)Result><Credentials>
                <AccessKeyId>\(key)</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
                <Expiration>2024-05-14T10:30:00Z</Expiration></Credentials></\(action)Result></\(action)Response>
                """
        )
    }

    @Test("of a chain of roles are assumed one after the other, each with its own settings")
    func roles() async throws {
        let server = try FixtureServer(Self.granting)
        defer { server.stop() }
        let fixture = try ClientFixture(
            ["AWS_ENDPOINT_URL": server.url, "AWS_PROFILE": "outer"],
            files: [
                ".aws/config": """
                [profile outer]
                role_arn = arn:aws:iam::123456789012:role/outer
                source_profile = inner
                region = eu-west-1
                external_id = x
                duration_seconds = 900
                [profile inner]
                role_arn = arn:aws:iam::123456789012:role/inner
                source_profile = base
                role_session_name = me
                """,
                ".aws/credentials": "[base]\naws_access_key_id = AKBASE\naws_secret_access_key = s\n",
            ]
        )
        defer { fixture.end() }
        #expect(await finding(fixture) == "ASIAOUTER s t")
        let requests = server.requests
        try #require(requests.count == 2)
        #expect(requests[0].header("Authorization")?.contains("Credential=AKBASE/20240514/eu-west-1/sts/") == true)
        #expect(requests[0].text.contains("RoleSessionName=me"))
        #expect(requests[1].header("Authorization")?.contains("Credential=ASIAINNER/") == true)
        #expect(
            requests[1].text.contains("RoleSessionName=botocore-session-1715679000&ExternalId=x&DurationSeconds=900")
        )
    }

    @Test("of a web identity token are asked for without a signature")
    func webIdentity() async throws {
        let server = try FixtureServer(Self.granting)
        defer { server.stop() }
        let role = "arn:aws:iam::123456789012:role/outer"
        for surroundings in [
            Surroundings(
                "variables",
                [
                    "AWS_WEB_IDENTITY_TOKEN_FILE": "token", "AWS_ROLE_ARN": role, "AWS_ROLE_SESSION_NAME": "web",
                ]
            ),
            Surroundings(
                "the profile",
                config: "[default]\nweb_identity_token_file = token\nrole_arn = \(role)\nrole_session_name = web\n"
            ),
        ] {
            let fixture = try ClientFixture(
                surroundings.variables.merging(["AWS_ENDPOINT_URL": server.url]) { own, _ in own },
                files: surroundings.files.merging(["token": "ey.J\n"]) { own, _ in own }
            )
            defer { fixture.end() }
            #expect(await finding(fixture) == "ASIAOUTER s t")
            let request = try #require(server.requests.last)
            #expect(request.header("Authorization") == nil)
            #expect(
                request.text
                    == "Action=AssumeRoleWithWebIdentity&Version=2011-06-15"
                    + "&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fouter&RoleSessionName=web"
                    + "&WebIdentityToken=ey.J"
            )
        }
        let fixture = try ClientFixture(["AWS_WEB_IDENTITY_TOKEN_FILE": "gone", "AWS_ROLE_ARN": role])
        defer { fixture.end() }
        #expect(await finding(fixture).contains("the token file 'gone' cannot be read"))
    }

    @Test("of SSO are those that the AWS CLI keeps, while they hold")
    func sso() async throws {
        let config = """
            [default]
            sso_session = corp
            sso_account_id = 123456789012
            sso_role_name = Admin
            [sso-session corp]
            sso_region = us-east-1
            sso_start_url = https://example.awsapps.com/start
            """
        func kept(until end: String) -> String {
            "{\"ProviderType\": \"sso\", \"Credentials\": {\"AccessKeyId\": \"ASIAS\", \"SecretAccessKey\": \"ss\", "
                + "\"SessionToken\": \"ts\", \"Expiration\": \"\(end)\"}}"
        }
        // The names are those that the AWS CLI makes.
        let role = ".aws/cli/cache/\(Self.sha1OfRole).json"
        let token = ".aws/sso/cache/\(Self.sha1OfSession).json"
        let valid = #"{"accessToken": "a", "expiresAt": "2024-05-14T12:00:00Z"}"#
        for (files, expected) in [
            ([role: kept(until: "2024-05-14T12:00:00Z")], "ASIAS ss ts"),
            ([:], "Error loading SSO Token: Token for corp does not exist"),
            ([token: "{}"], "Error loading SSO Token: Token for corp is invalid"),
            (
                [token: valid.replacing("12:00", with: "09:00")],
                "The SSO session associated with this profile has expired"
            ),
            (
                [role: kept(until: "2024-05-14T09:40:00Z"), token: valid],
                "The profile \"default\" uses SSO, and the AWS"
            ),
        ] as [([String: String], String)] {
            let fixture = try ClientFixture(files: files.merging([".aws/config": config]) { own, _ in own })
            defer { fixture.end() }
            let found = await finding(fixture)
            #expect(found.hasPrefix(expected), "\(found)")
        }
    }

    private static let sha1OfRole = "8457bc68cf9d4aa8d629a61563948e8bd3159d49"
    private static let sha1OfSession = "ee0bfd2552fbd840c02cc48b6e823320543c450f"
}

extension Surroundings {
    /// The same with a text of the variables replaced.
    fileprivate func replacing(_ text: String, _ other: String) -> Surroundings {
        var copy = self
        copy.variables = variables.mapValues { $0.replacing(text, with: other) }
        return copy
    }
}
