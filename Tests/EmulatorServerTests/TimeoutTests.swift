import CertificateAuthority
import Determinism
import Foundation
import NIOCore
import NIOEmbedded
import Storage
import Testing

@testable import EmulatorServer

/// What happens when a client lets the server wait, on an event loop whose time the tests move.
@Suite("Timeouts")
struct TimeoutTests {
    private let responder = EchoResponder()
    private let limits = ServerLimits()
    private let channel = EmbeddedChannel()

    init() throws {
        let authority = try CertificateAuthority.mint(now: Date())
        let setting = Connection.Setting(
            responder: responder,
            certificates: TLSContexts(authority: authority),
            clock: TestServer.clock,
            limits: limits,
            registry: ConnectionRegistry(),
            workers: WorkerPool(width: 1)
        )
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 4_566)).wait()
        try ConnectionPipeline.open(Connection(channel, setting))
    }

    private func send(_ text: String) throws {
        try channel.writeInbound(ByteBuffer(string: text))
        channel.embeddedEventLoop.run()
    }

    /// All that the server has sent since the last look.
    private func received() throws -> String {
        var text = ""
        while let piece = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: piece) }
        return text
    }

    private func fireIdle() {
        channel.pipeline.fireUserInboundEventTriggered(IdleStateHandler.IdleStateEvent.all)
        channel.embeddedEventLoop.run()
    }

    @Test(
        "a head that is not there in time is not waited for, however it trickles",
        arguments: ["", "G", "GET / HTTP/1.1\r\nHos", "\u{16}\u{3}\u{1}"]
    )
    func head(_ beginning: String) throws {
        try send(beginning)
        channel.embeddedEventLoop.advanceTime(by: limits.head - .milliseconds(1))
        if beginning.hasPrefix("GET") { try send("t") }
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        #expect(!channel.isActive)
        #expect(try received() == "")
    }

    @Test("a further head has its time from its first bytes on")
    func furtherHead() throws {
        try send("GET /one HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try received().hasSuffix("http://a/one 0 true\n"))
        channel.embeddedEventLoop.advanceTime(by: limits.head + limits.head)
        #expect(channel.isActive)
        try send("GET /two HT")
        channel.embeddedEventLoop.advanceTime(by: limits.head - .milliseconds(1))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        #expect(!channel.isActive)
    }

    @Test("what follows a CONNECT has its own time")
    func tunnel() throws {
        try send("CONNECT sts.amazonaws.com:443 HTTP/1.1\r\n\r\n")
        #expect(try received() == "HTTP/1.1 200 Connection established\r\n\r\n")
        channel.embeddedEventLoop.advanceTime(by: limits.head)
        #expect(!channel.isActive)
    }

    @Test(
        "a connection on which nothing moves is closed, and what is unfinished is not done",
        arguments: [
            "", "G", "\u{16}\u{3}", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc",
            "CONNECT sts.amazonaws.com:443 HTTP/1.1\r\n\r\n",
        ]
    )
    func idle(_ beginning: String) throws {
        try send(beginning)
        fireIdle()
        #expect(!channel.isActive)
        #expect(responder.requests.isEmpty)
    }

    @Test("a client that waits long for an answer is not cut off, but one that then does nothing is")
    func patient() throws {
        try send("GET /gate HTTP/1.1\r\nHost: a\r\n\r\n")
        fireIdle()
        channel.embeddedEventLoop.advanceTime(by: limits.idle + limits.head)
        #expect(channel.isActive)
        responder.openGate()
        channel.embeddedEventLoop.run()
        #expect(try received().hasSuffix("http://a/gate 0 true\n"))
        fireIdle()
        #expect(!channel.isActive)
    }
}
