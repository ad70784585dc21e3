import CertificateAuthority
import Determinism
import EmulatorServer
import Foundation
import NIOPosix
import TestSupport

/// A server with an ``EchoResponder`` on a port of its own.
struct TestServer: Sendable {
    let responder: EchoResponder
    let port: Int
    /// The path of the file with the authority's certificate.
    let authority: String
    let folder: TemporaryFolder
    let server: RunningServer

    var url: String { "http://127.0.0.1:\(port)" }

    static let clock = WorldClock.standing(at: Date(timeIntervalSince1970: 1_715_679_000))

    /// Starts a server, hands it to `body`, and stops it.
    static func with<Value>(
        limits: ServerLimits = ServerLimits(),
        clock: WorldClock = clock,
        _ body: (TestServer) async throws -> Value
    ) async throws -> Value {
        let responder = EchoResponder()
        let authority = try CertificateAuthority.mint(now: Date())
        let server = try await EmulatorServer.start(
            responder: responder,
            certificates: TLSContexts(authority: authority),
            clock: clock,
            port: 0,
            limits: limits,
            group: MultiThreadedEventLoopGroup.singleton
        )
        do {
            let folder = try TemporaryFolder()
            let file = try folder.write(authority.certificatePEM, to: "ca.pem")
            let value = try await body(
                TestServer(responder: responder, port: server.port, authority: file, folder: folder, server: server)
            )
            responder.openGate()
            await server.stop()
            return value
        } catch {
            responder.openGate()
            await server.stop()
            throw error
        }
    }

    /// Runs `curl`, which takes nothing from the environment or a configuration.
    func curl(_ arguments: String...) async throws -> InstalledProgram.Outcome { try await curl(arguments) }

    func curl(_ arguments: [String]) async throws -> InstalledProgram.Outcome {
        try await InstalledProgram("curl").run(["--disable", "--silent", "--show-error", "--noproxy", ""] + arguments)
    }

    /// Runs a Python program with the proxy and the authority set as `drydock env --via proxy` sets them.
    func python(_ source: String) async throws -> InstalledProgram.Outcome {
        let file = try folder.write(source, to: "program.py")
        return try await InstalledProgram("python3").run(
            [file, String(port)],
            variables: ["https_proxy": url, "http_proxy": url, "SSL_CERT_FILE": authority, "no_proxy": ""]
        )
    }
}
