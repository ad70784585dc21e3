import AWSClient
import CurlHTTP
import Foundation
import TestSupport
import Testing

@Suite("An endpoint that sends the client elsewhere")
struct RogueEndpointTests {
    private static let ways: [(status: Int, headers: [String])] = [
        (301, ["Location: ELSEWHERE/"]), (302, ["Location: ELSEWHERE/"]), (303, ["Location: ELSEWHERE/"]),
        (307, ["Location: ELSEWHERE/"]), (308, ["Location: ELSEWHERE/"]), (307, ["Location: //AUTHORITY/"]),
        (200, ["Location: ELSEWHERE/", "Refresh: 0; url=ELSEWHERE/", "Link: <ELSEWHERE/>; rel=\"next\""]),
        (401, ["WWW-Authenticate: Bearer realm=\"ELSEWHERE/token\",service=\"ecr\""]),
        (401, ["WWW-Authenticate: Basic realm=\"ELSEWHERE/\""]),
        (401, ["WWW-Authenticate: Negotiate", "WWW-Authenticate: NTLM"]),
        (421, ["Alt-Svc: h2=\"AUTHORITY\"", "Alt-Svc: http/1.1=\"AUTHORITY\""]),
    ]

    @Test(
        "Immunity 10, CVE-2020-15157, CVE-2026-12566: no signature and no session token goes where an answer points",
        arguments: ways.indices
    )
    func elsewhere(_ index: Int) async throws {
        let way = Self.ways[index]
        let rogue = try FixtureServer()
        defer { rogue.stop() }
        let headers = way.headers.map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            let value = parts[1].dropFirst().replacing("ELSEWHERE", with: rogue.url)
                .replacing("AUTHORITY", with: rogue.url.dropFirst(7))
            return (String(parts[0]), String(value))
        }
        let server = try FixtureServer { _ in .response(way.status, headers, body: "{}") }
        defer { server.stop() }
        let fixture = try ClientFixture(["AWS_ENDPOINT_URL": server.url, "AWS_MAX_ATTEMPTS": "2"])
        defer { fixture.end() }
        let session = try session(fixture)
        await #expect(throws: AWSCallError.self) { try await session.getCallerIdentity() }
        await #expect(throws: AWSCallError.self) { try await session.getAuthorizationToken() }
        await #expect(throws: AWSCallError.self) { try await session.describeRepositories() }
        #expect(rogue.connectionCount == 0)
        #expect(!server.requests.isEmpty)
        #expect(server.requests.allSatisfy { $0.header("Authorization")?.hasPrefix("AWS4-HMAC-SHA256 ") == true })
    }

    @Test("Immunity 10, CVE-2020-15157: a proxy gets no signature of a call that is to go through it by TLS")
    func proxy() async throws {
        let rogue = try FixtureServer { _ in
            .response(407, [("Proxy-Authenticate", "Basic realm=\"x\""), ("Location", "http://127.0.0.1:1/")])
        }
        defer { rogue.stop() }
        let fixture = try ClientFixture(["https_proxy": rogue.url, "AWS_MAX_ATTEMPTS": "1"])
        defer { fixture.end() }
        let session = try session(fixture)
        await #expect(throws: AWSCallError.self) { try await session.getCallerIdentity() }
        #expect(rogue.requests.map(\.method) == ["CONNECT"])
        for request in rogue.requests {
            #expect(request.header("Authorization") == nil && request.header("X-Amz-Security-Token") == nil)
            #expect(request.body.isEmpty)
        }
    }

    private func session(_ fixture: ClientFixture) throws -> AWSSession {
        AWSSession(
            environment: fixture.environment,
            credentials: try FakeKeys.credentials(token: "session-token"),
            region: "us-east-1"
        )
    }
}
