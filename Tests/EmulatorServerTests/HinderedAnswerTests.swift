import CertificateAuthority
import Determinism
import Emulator
import Foundation
import NIOCore
import NIOEmbedded
import Storage
import TestSupport
import Testing

@testable import EmulatorServer

/// Answers that faults hinder, on an event loop whose time the tests move.
@Suite("Hindered answers, in time")
struct HinderedAnswerTests {
    private let responder = EchoResponder()
    private let channel = EmbeddedChannel()
    private var loop: EmbeddedEventLoop { channel.embeddedEventLoop }

    /// What a request of `/slow` is answered with.
    private static let body = "GET http://a/slow 0 true\n"

    init() throws {
        let authority = try CertificateAuthority.mint(now: Date())
        let setting = Connection.Setting(
            responder: responder,
            certificates: TLSContexts(authority: authority),
            clock: TestServer.clock,
            limits: ServerLimits(),
            registry: ConnectionRegistry(),
            workers: WorkerPool(width: 1)
        )
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 4_566)).wait()
        try ConnectionPipeline.open(Connection(channel, setting))
    }

    private func ask(_ delivery: Delivery, method: String = "GET") throws {
        responder.hinder("/slow", by: delivery)
        try channel.writeInbound(ByteBuffer(string: "\(method) /slow HTTP/1.1\r\nHost: a\r\n\r\n"))
        loop.run()
    }

    /// All that the server has sent since the last look.
    private func received() throws -> String {
        var text = ""
        while let piece = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: piece) }
        return text
    }

    private func fireIdle() {
        channel.pipeline.fireUserInboundEventTriggered(IdleStateHandler.IdleStateEvent.all)
        loop.run()
    }

    /// The body of an answer that is there as a whole.
    private func bodyOfAnswer(isHead: Bool = false) throws -> String {
        let answer = try received()
        // The answer to a HEAD says the length of what it is not sent.
        let length = Self.body.utf8.count + (isHead ? 1 : 0)
        #expect(answer.contains("Content-Length: \(length)\r\n"))
        return answer.firstRange(of: "\r\n\r\n").map { String(answer[$0.upperBound...]) } ?? ""
    }

    @Test("a late answer comes when its time is up, and what was sent ahead is answered behind it")
    func late() throws {
        try ask(.late(milliseconds: 200_000))
        try channel.writeInbound(ByteBuffer(string: "GET /next HTTP/1.1\r\nHost: a\r\n\r\n"))
        loop.advanceTime(by: .milliseconds(199_999))
        fireIdle()
        #expect(try received() == "")
        #expect(channel.isActive)
        loop.advanceTime(by: .milliseconds(1))
        let answers = try received()
        #expect(answers.contains("\r\n\r\n" + Self.body + "HTTP/1.1 200"))
        #expect(answers.hasSuffix("GET http://a/next 0 true\n"))
        fireIdle()
        #expect(!channel.isActive)
    }

    @Test("a late answer is not sent to a client that is gone")
    func lateAndGone() throws {
        try ask(.late(milliseconds: 1_000))
        _ = try channel.finish(acceptAlreadyClosed: true)
        loop.advanceTime(by: .seconds(2))
        #expect(try received() == "")
    }

    @Test("an answer that never comes leaves the connection open until the client gives up")
    func never() throws {
        try ask(.never)
        loop.advanceTime(by: .seconds(119))
        fireIdle()
        #expect(try received() == "")
        #expect(channel.isActive)
        channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        loop.run()
        #expect(!channel.isActive)
    }

    @Test("a slow body comes at its rate behind a header that comes at once, and the connection goes on")
    func slow() throws {
        try ask(.slow(bytesPerSecond: 5, includesHead: false))
        #expect(try received().hasSuffix("\r\n\r\n" + Self.body.prefix(1)))
        loop.advanceTime(by: .milliseconds(199))
        #expect(try received() == "")
        loop.advanceTime(by: .milliseconds(801))
        #expect(try received() == Self.body.dropFirst(1).prefix(5))
        loop.advanceTime(by: .seconds(10))
        #expect(try received() == Self.body.dropFirst(6))
        try channel.writeInbound(ByteBuffer(string: "GET /next HTTP/1.1\r\nHost: a\r\n\r\n"))
        loop.run()
        #expect(try received().hasSuffix("GET http://a/next 0 true\n"))
    }

    @Test("a dripping answer drips from its first byte")
    func drip() throws {
        try ask(.slow(bytesPerSecond: 2, includesHead: true))
        #expect(try received() == "H")
        loop.advanceTime(by: .seconds(4))
        #expect(try received() == "TTP/1.1 ")
        loop.advanceTime(by: .seconds(110))
        #expect(try received().hasSuffix("\r\n\r\n" + Self.body))
        #expect(channel.isActive)
    }

    @Test("a truncated answer says how long it would have been, and ends", arguments: [0, 7, 24])
    func truncated(bytes: Int) throws {
        try ask(.truncated(toBody: bytes))
        #expect(try bodyOfAnswer() == Self.body.prefix(bytes))
        #expect(!channel.isActive)
    }

    @Test("an answer that is shorter than what it is cut to, or has no body, is whole")
    func notTruncated() throws {
        try ask(.truncated(toBody: Self.body.utf8.count))
        #expect(try bodyOfAnswer() == Self.body)
        try ask(.truncated(toBody: 0), method: "HEAD")
        #expect(try bodyOfAnswer(isHead: true) == "")
        try ask(.corrupted(at: 3), method: "HEAD")
        #expect(try bodyOfAnswer(isHead: true) == "")
        #expect(channel.isActive)
        fireIdle()
        #expect(!channel.isActive)
    }

    @Test("a corrupted answer differs in one byte")
    func corrupted() throws {
        try ask(.corrupted(at: 3))
        #expect(try bodyOfAnswer() == "GET!" + Self.body.dropFirst(4))
        #expect(channel.isActive)
    }

    @Test("rates are kept whatever they are", arguments: [1, 7, 10, 99, 64_000, 1_000_000, 1 << 40])
    func rates(rate: Int) {
        let plan = DeliveryPlan(.slow(bytesPerSecond: rate, includesHead: false), head: 100, body: 5_000_000)
        #expect(plan.next(after: 0) == 0..<100)
        var position = 100
        var time: Int64 = 0
        while time < 10_000_000_000, let next = plan.next(after: position) {
            time += plan.wait(before: position).nanoseconds
            position = next.upperBound
        }
        let sent = Double(position - 100)
        if position == plan.limit {
            #expect(Double(time) / 1e9 <= sent / Double(rate) + 0.2)
        } else {
            #expect(abs(sent - Double(rate) * Double(time) / 1e9) <= Double(max(10, plan.slice)))
        }
    }
}

/// The same on real connections.
@Suite("Hindered answers, on connections", .timeLimit(.minutes(2)))
struct BrokenConnectionTests {
    private static let request = "GET /broken HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test("a connection that is reset ends so, and one that is closed does not")
    func reset() async throws {
        try await TestServer.with { server in
            let expected: [(Delivery, (String) -> Bool)] = [
                (.cut, { $0 == "" }),
                (.reset(afterBody: nil), { $0 == "[reset]" }),
                (.reset(afterBody: 0), { $0.hasSuffix("\r\n\r\n[reset]") }),
                (.reset(afterBody: 3), { $0.hasSuffix("\r\n\r\nGET[reset]") }),
                (.truncated(toBody: 3), { $0.hasSuffix("\r\n\r\nGET") }),
            ]
            for (delivery, isExpected) in expected {
                server.responder.hinder("/broken", by: delivery)
                let answer = try await RawClient.with(port: server.port) { client in
                    try await client.send(Self.request)
                    return try await client.readToEnd()
                }
                #expect(isExpected(answer), "\(delivery): \(answer)")
            }
        }
    }

    @Test("programs see the same in plain HTTP and in TLS")
    func programs() async throws {
        try await TestServer.with { server in
            for url in ["\(server.url)/broken", "https://localhost:\(server.port)/broken"] {
                let statuses: [(Delivery, Int32)] = [
                    (.cut, 52), (.reset(afterBody: nil), 56), (.reset(afterBody: 3), 56), (.truncated(toBody: 3), 18),
                ]
                for (delivery, status) in statuses {
                    server.responder.hinder("/broken", by: delivery)
                    let result = try await server.curl("--cacert", server.authority, url)
                    #expect(result.status == status, "\(url) \(delivery): \(result)")
                }
            }
        }
    }

    @Test("a large body comes whole, whatever hinders it")
    func large() async throws {
        try await TestServer.with { server in
            for delivery in [Delivery.late(milliseconds: 1), .slow(bytesPerSecond: 100_000_000, includesHead: true)] {
                server.responder.hinder("/big", by: delivery)
                let result = try await server.curl(
                    "--write-out",
                    "%{size_download}",
                    "-o",
                    "/dev/null",
                    server.url + "/big"
                )
                #expect(result.output == "3000000")
            }
        }
    }

    @Test("a server that stops waits for no answer that is held back")
    func stop() async throws {
        try await TestServer.with { server in
            let held: [Delivery] = [
                .never, .late(milliseconds: 3_600_000), .slow(bytesPerSecond: 1, includesHead: true),
            ]
            for (index, delivery) in held.enumerated() { server.responder.hinder("/\(index)", by: delivery) }
            try await withThrowingTaskGroup { group in
                for index in held.indices {
                    group.addTask {
                        try await RawClient.with(port: server.port) { client in
                            try await client.send("GET /\(index) HTTP/1.1\r\nHost: a\r\n\r\n")
                            _ = try await client.readToEnd()
                        }
                    }
                }
                while server.responder.finished.count < held.count { await Task.yield() }
                await server.server.stop()
                try await group.waitForAll()
            }
        }
    }
}
