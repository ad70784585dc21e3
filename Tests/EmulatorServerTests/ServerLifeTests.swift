import CertificateAuthority
import Determinism
import EmulatorServer
import Foundation
import NIOPosix
import TestSupport
import Testing

@Suite("Start and stop", .timeLimit(.minutes(2)))
struct ServerLifeTests {
    private func start(host: String = "127.0.0.1", port: Int) async throws -> RunningServer {
        try await EmulatorServer.start(
            responder: EchoResponder(),
            certificates: TLSContexts(authority: .mint(now: Date())),
            clock: .running(),
            host: host,
            port: port,
            group: MultiThreadedEventLoopGroup.singleton
        )
    }

    @Test("a port in use is one sentence that says what to do")
    func portInUse() async throws {
        try await TestServer.with { server in
            let error = await #expect(throws: ServerStartError.self) { try await start(port: server.port) }
            #expect(
                error?.description
                    == "port \(server.port) is in use; choose another with --port N, or --port 0 for any"
            )
        }
    }

    @Test("a port that does not exist is refused", arguments: [-1, 65_536, .max])
    func noSuchPort(_ port: Int) async throws {
        await #expect(throws: ServerStartError.noSuchPort(port)) { try await start(port: port) }
    }

    @Test(
        "Immunity 19, proxy as open relay: only loopback is listened on",
        arguments: ["0.0.0.0", "::", "192.0.2.1", "example.com", ""]
    )
    func onlyLoopback(_ host: String) async throws {
        await #expect(throws: ServerStartError.notLoopback(host)) { try await start(host: host, port: 0) }
    }

    @Test("others are let in where that is said, by whatever name or address, and TLS by the names that are given")
    func open() async throws {
        let authority = try CertificateAuthority.mint(names: .standard.adding(["drydock"]), now: Date())
        let server = try await EmulatorServer.start(
            responder: EchoResponder(),
            certificates: TLSContexts(authority: authority),
            clock: .running(),
            host: "0.0.0.0",
            isOpen: true,
            names: ["drydock"],
            port: 0,
            group: MultiThreadedEventLoopGroup.singleton
        )
        let port = server.port
        let folder = try TemporaryFolder()
        let file = try folder.write(authority.certificatePEM, to: "ca.pem")
        let program = try InstalledProgram("curl")
        func curl(_ arguments: String...) async throws -> String {
            let common = ["--disable", "--silent", "--show-error", "--cacert", file]
            let resolved = ["drydock", "elsewhere"].flatMap { ["--resolve", "\($0):\(port):127.0.0.2"] }
            let result = try await program.run(common + resolved + arguments)
            return result.output.isEmpty ? "\(result.status)" : result.output
        }
        let direct = ["--noproxy", "*"]
        #expect(
            try await curl(direct[0], direct[1], "http://127.0.0.2:\(port)/")
                == "GET http://127.0.0.2:\(port)/ 0 true\n"
        )
        #expect(
            try await curl(direct[0], direct[1], "http://elsewhere:\(port)/")
                == "GET http://elsewhere:\(port)/ 0 true\n"
        )
        #expect(
            try await curl(direct[0], direct[1], "https://drydock:\(port)/") == "GET https://drydock:\(port)/ 0 true\n"
        )
        #expect(try await curl(direct[0], direct[1], "https://elsewhere:\(port)/") == "35")
        let proxy = "http://127.0.0.2:\(port)"
        #expect(try await curl("--proxy", proxy, "http://drydock:\(port)/") == "GET http://drydock:\(port)/ 0 true\n")
        #expect(try await curl("--proxy", proxy, "http://elsewhere:\(port)/").contains("nothing was sent there"))
        await server.stop()
    }

    @Test("an open server listens on an address")
    func noAddress() async throws {
        await #expect(throws: ServerStartError.noAddress("example.com")) {
            try await EmulatorServer.start(
                responder: EchoResponder(),
                certificates: TLSContexts(authority: .mint(now: Date())),
                clock: .running(),
                host: "example.com",
                isOpen: true,
                port: 0,
                group: MultiThreadedEventLoopGroup.singleton
            )
        }
    }

    @Test("localhost and other loopback addresses are listened on", arguments: ["localhost", "127.0.0.2"])
    func loopback(_ host: String) async throws {
        let server = try await start(host: host, port: 0)
        let program = try InstalledProgram("curl")
        let result = try await program.run(["--disable", "-s", "--noproxy", "*", "http://\(host):\(server.port)/"])
        #expect(result.output == "GET http://\(host):\(server.port)/ 0 true\n")
        await server.stop()
    }

    @Test("to stop closes the listener and every connection, whatever state it is in, and can be done twice")
    func stop() async throws {
        try await TestServer.with { server in
            let beginnings = [
                "", "GET / HT", "GET /idle HTTP/1.1\r\nHost: a\r\n\r\n", "\u{16}\u{3}",
                "CONNECT sts.amazonaws.com:443 HTTP/1.1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab",
                "GET http://e.com/ HTTP/1.1\r\nHost: a\r\n\r\n",
            ]
            try await withThrowingTaskGroup { group in
                let (sent, continuation) = AsyncStream<Void>.makeStream()
                for beginning in beginnings {
                    group.addTask {
                        try await RawClient.with(port: server.port) { client in
                            try await client.send(beginning)
                            continuation.yield()
                            _ = try await client.readToEnd()
                        }
                    }
                }
                for await _ in sent.prefix(beginnings.count) {}
                try await RawClient.with(port: server.port) { client in
                    try await client.send("GET /seen HTTP/1.1\r\nHost: a\r\n\r\n")
                    _ = try await client.read(through: "true\n")
                }
                await server.server.stop()
                try await group.waitForAll()
            }
            await server.server.stop()
            #expect(try sockets(on: server.port) == [])
            let again = try await start(port: server.port)
            await again.stop()
        }
    }

    @Test("to stop waits for the answer that is being worked out")
    func stopWaits() async throws {
        try await TestServer.with { server in
            try await RawClient.with(port: server.port) { client in
                try await client.send("GET /gate HTTP/1.1\r\nHost: a\r\n\r\n")
                await server.responder.firstRequest()
                async let stopped: Void = server.server.stop()
                #expect(try await client.readToEnd() == "")
                #expect(server.responder.finished.isEmpty)
                server.responder.openGate()
                await stopped
                #expect(server.responder.finished == ["/gate"])
            }
        }
    }

    @Test("connections that have ended leave no descriptor behind")
    func descriptors() async throws {
        try await TestServer.with { server in
            let requests = [
                "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "garbage\r\n\r\n",
                "CONNECT a.b:443 HTTP/1.1\r\n\r\n",
                "\u{16}\u{3}\u{1}\u{0}\u{1}x", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\nab",
            ]
            for _ in 0..<10 {
                for request in requests { _ = try await RawClient.all(port: server.port, request, halfClosing: true) }
            }
            _ = try await server.curl("-k", "https://localhost:\(server.port)/")
            await server.server.stop()
            #expect(try sockets(on: server.port) == [])
        }
    }

    /// The states of this machine's sockets that some process holds on the server's side of `port`.
    private func sockets(on port: Int) throws -> [Substring] {
        let table = try String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)
        let suffix = ":" + String(port, radix: 16, uppercase: true)
        return table.split(separator: "\n").dropFirst().compactMap { line in
            let columns = line.split(separator: " ")
            // Established, half-closed by the client, or listening: states in which a process has the socket open.
            guard columns.count > 3, columns[1].hasSuffix(suffix), ["01", "08", "0A"].contains(columns[3]) else {
                return nil
            }
            return columns[3]
        }
    }
}
