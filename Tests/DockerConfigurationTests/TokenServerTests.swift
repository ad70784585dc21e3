import DockerConfiguration
import Foundation
import TestSupport
import Testing

@Suite("Registries that want tokens")
struct TokenServerTests {
    /// A registry that takes tokens alone, and gives them at a path of its own; what comes in place of the token and of
    /// its challenge's realm can be chosen.
    private static func fixture(
        token: FixtureServer.Answer = .response(200, body: "{\"token\": \"good\"}"),
        realm: @escaping @Sendable (_ host: String) -> String = { "https://\($0)/token" }
    ) async throws -> LoginFixture {
        try await LoginFixture { request in
            if request.target.hasPrefix("/token") { return token }
            if request.header("Authorization") == "Bearer good" { return .ok }
            let realm = realm(request.header("Host") ?? "")
            let challenge =
                "Basic realm=\"x, \\\"y\\\"\", Bearer realm=\"\(realm)\",service=\"registry.example.com\",scope=\"a b\""
            return .response(401, [("Www-Authenticate", challenge)])
        }
    }

    @Test("changes the password for a token where the registry says, and signs in with that")
    func token() async throws {
        let fixture = try await Self.fixture()
        defer { fixture.end() }
        #expect(try await fixture.login().isStoredInClear)
        #expect(
            fixture.server.requests.map { "\($0.method) \($0.target)" } == [
                "GET /v2/", "GET /token?service=registry.example.com&scope=a%20b&account=AWS", "GET /v2/",
            ]
        )
        let login = Data("AWS:pa:ss\"wörd".utf8).base64EncodedString()
        #expect(
            fixture.server.requests.map { $0.header("Authorization") } == [
                "Basic " + login, "Basic " + login, "Bearer good",
            ]
        )
    }

    @Test(
        "a refusal at the server for tokens is a refused login",
        arguments: [
            (.response(401, body: ""), "failed with status: 401 Unauthorized"),
            (.response(200, body: "{}"), "the answer holds no token"),
            (.response(200, body: "no JSON"), "the answer holds no token"),
            (.response(200, body: "{\"token\": \"a\\r\\nb\"}"), "the answer holds no token"),
            (.response(200, body: "{\"token\": \"other\"}"), "failed with status: 401 Unauthorized"),
        ] as [(FixtureServer.Answer, String)]
    )
    func refused(_ answer: FixtureServer.Answer, _ reason: String) async throws {
        let fixture = try await Self.fixture(token: answer)
        defer { fixture.end() }
        let error = await #expect(throws: DockerConfigurationError.self) { try await fixture.login() }
        #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
        #expect(!FileManager.default.fileExists(atPath: fixture.folder[".docker"]))
    }

    @Test(
        "Immunity 10, CVE-2020-15157: no password goes to a server for tokens outside the registry's domain",
        arguments: [
            "https://127.0.0.1:PORT/token", "https://localhost/token", "http://localhost:PORT/token", "", "/token",
        ]
    )
    func elsewhere(_ realm: String) async throws {
        let rogue = try FixtureServer()
        defer { rogue.stop() }
        let port = "\(rogue.port)"
        let fixture = try await Self.fixture { _ in realm.replacingOccurrences(of: "PORT", with: port) }
        defer { fixture.end() }
        await #expect(throws: DockerConfigurationError.self) { try await fixture.login() }
        #expect(rogue.connectionCount == 0)
        #expect(fixture.server.requests.count == 1)
    }
}
