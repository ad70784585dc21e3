import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// Answers every request with one fixed line: what SwiftNIO does with nothing on top of it.
final class HelloHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let body = ByteBuffer(string: "hello\n")

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .end = unwrapInboundIn(data) else { return }
        let headers: HTTPHeaders = ["Content-Length": String(body.readableBytes), "Content-Type": "text/plain"]
        let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}

// Usage: BareServer [PORT] [THREADS]. Prints the port that it listens on.
let arguments = CommandLine.arguments.dropFirst().map { Int($0) ?? 0 }
// One thread makes this type whole before the loops use it: RequestDecoder in EmulatorServer says why.
withExtendedLifetime(ByteToMessageHandler(HTTPRequestDecoder())) {}
let group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, arguments.dropFirst().first ?? 2))
let listener = try await ServerBootstrap(group: group)
    .serverChannelOption(.backlog, value: 1_024)
    .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
    .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
    .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.configureHTTPServerPipeline()
            try channel.pipeline.syncOperations.addHandler(HelloHandler())
        }
    }
    .bind(host: "127.0.0.1", port: arguments.first ?? 0)
    .get()
print(listener.localAddress?.port ?? 0)
// Whoever reads the port from a pipe or a file has it at once.
fflush(nil)
try await listener.closeFuture.get()
