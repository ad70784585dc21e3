import CurlHTTP
import Foundation
import TestSupport
import Testing

@testable import DrydockCommands

@Suite("The docker engine that drydock env looks for")
struct DockerEngineTests {
    private func find(_ variables: [String: String]) async -> DockerEngine? {
        let driver = CurlDriver()
        defer { driver.shutDown() }
        return await DockerEngine.find(variables: variables, driver: driver)
    }

    @Test(
        "is found where DOCKER_HOST says, with the proxy that it uses",
        arguments: [
            (#"{"HttpsProxy": "http://127.0.0.1:4566", "Name": "x"}"#, "http://127.0.0.1:4566"),
            (#"{"HttpsProxy": ""}"#, nil), ("{}", nil),
        ] as [(String, String?)]
    )
    func answers(info: String, proxy: String?) async throws {
        let server = try FixtureServer { _ in .response(200, body: info) }
        defer { server.stop() }
        let address = "tcp://127.0.0.1:\(server.port)"
        let engine = await find(["DOCKER_HOST": address])
        #expect(engine == DockerEngine(address: address, httpsProxy: proxy))
        #expect(server.requests.map(\.target) == ["/info"])
    }

    @Test("is none where nothing answers, or something else does")
    func none() async throws {
        let server = try FixtureServer { _ in .response(404, body: "no") }
        defer { server.stop() }
        #expect(await find(["DOCKER_HOST": "tcp://127.0.0.1:\(server.port)"]) == nil)
        #expect(await find(["DOCKER_HOST": "unix:///nowhere/docker.sock"]) == nil)
        #expect(await find(["DOCKER_HOST": "ssh://user@host"]) == nil)
        #expect(await find(["DOCKER_HOST": "nonsense"]) == nil)
        #expect(await find(["DOCKER_HOST": "tcp://127.0.0.1:\(server.port)", "DOCKER_TLS_VERIFY": "1"]) == nil)
    }
}
