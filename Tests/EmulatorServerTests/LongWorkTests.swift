import AWSCore
import CertificateAuthority
import Dispatch
import Emulator
import Foundation
import NIOCore
import NIOEmbedded
import NIOPosix
import Synchronization
import Testing

@testable import EmulatorServer

/// What takes long, or cannot be done at all for a while, holds up nobody else.
@Suite("Long work", .timeLimit(.minutes(1)))
struct LongWorkTests {
    /// Keeps its thread with every request for `/long`, as long as nobody asks for `/short`.
    private final class Blocking: Responder {
        private let isLongThere = DispatchSemaphore(value: 0)
        private let shortCame = DispatchSemaphore(value: 0)

        func bodyHandling(method: String, target: String, host: String) -> BodyHandling {
            target.hasPrefix("/stream") ? .streamed : .collected(limit: 10_000_000)
        }

        func respond(to request: EmulatorRequest) async -> EmulatorResponse {
            if request.path.hasSuffix("/long") {
                isLongThere.signal()
                wait(for: shortCame)
            } else {
                shortCame.signal()
            }
            return EmulatorResponse(status: 200, body: ByteBuffer(string: "\(request.path)\n"))
        }

        func connectRefused(host: String, port: Int, peerAddress: String) {}

        /// Returns once a long request is being worked on.
        func longCame() async {
            await withCheckedContinuation { continuation in
                DispatchQueue.global().async {
                    self.isLongThere.wait()
                    continuation.resume()
                }
            }
        }

        private func wait(for semaphore: DispatchSemaphore) { semaphore.wait() }
    }

    @Test(
        "a request with a long body, target or header is worked on beside the event loop, and other calls go on",
        arguments: [
            "POST /long HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\n\r\n" + String(repeating: "x", count: 70_000),
            "GET /long?\(String(repeating: "a&", count: 10_000)) HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /long HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x;", count: 10_000))\r\n\r\n",
            "PUT /stream/long HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x;", count: 10_000))\r\n"
                + "Content-Length: 0\r\n\r\n",
        ]
    )
    func beside(_ request: String) async throws {
        // One event loop for all connections.
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let responder = Blocking()
        let server = try await EmulatorServer.start(
            responder: responder,
            certificates: TLSContexts(authority: .mint(now: Date())),
            clock: TestServer.clock,
            port: 0,
            group: group
        )
        try await RawClient.with(port: server.port) { long in
            try await long.send(request)
            await responder.longCame()
            let short = "GET /short HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            #expect(try await RawClient.all(port: server.port, short).hasSuffix("/short\n"))
            #expect(try await long.read(through: "/long\n").hasPrefix("HTTP/1.1 200 OK\r\n"))
            // The connection goes on.
            try await long.send(short)
            #expect(try await long.readToEnd().hasSuffix("/short\n"))
        }
        await server.stop()
        try await group.shutdownGracefully()
    }

    @Test(
        "a connection that cannot be accepted is not tried again before a while has passed",
        arguments: [EMFILE, ENFILE]
    )
    func accepting(_ code: CInt) throws {
        /// Counts how often the listener is read, which is an accept each.
        final class Reads: ChannelOutboundHandler {
            typealias OutboundIn = Never
            var count = 0

            func read(context: ChannelHandlerContext) {
                count += 1
                context.read()
            }
        }
        let reads = Reads()
        let channel = EmbeddedChannel()
        defer { _ = try? channel.finish() }
        try channel.pipeline.syncOperations.addHandlers([reads, EmulatorServer.acceptPause()])
        channel.pipeline.fireErrorCaught(IOError(errnoCode: code, reason: "accept"))
        for _ in 0..<1_000 { channel.pipeline.read() }
        #expect(reads.count == 0)
        channel.embeddedEventLoop.advanceTime(to: .now() + .hours(1))
        #expect(reads.count == 1)
        channel.pipeline.read()
        #expect(reads.count == 2)
    }
}
