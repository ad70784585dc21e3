import Emulator
import NIOCore
import NIOHTTP1
import NIOSSL
import NIOTLS

/// Puts together the handlers of a connection: timeouts, what the connection speaks, and the end.
///
/// What is added stands before ``ConnectionEnd`` and behind all else: outer layers first.
enum ConnectionPipeline {
    /// Makes a new connection ready for its first byte.
    static func open(_ connection: Connection) throws {
        let pipeline = connection.channel.pipeline.syncOperations
        try pipeline.addHandler(IdleStateHandler(allTimeout: connection.setting.limits.idle))
        try pipeline.addHandler(ConnectionEnd(connection))
        try detect(ConnectionStage(tunnel: nil), on: connection)
        // The server stops: the channel whose making fails is closed.
        guard connection.setting.registry.add(connection.channel) else { throw ChannelError.ioOnClosedChannel }
        connection.expectHead()
    }

    /// Waits for a first byte.
    static func detect(_ stage: ConnectionStage, on connection: Connection) throws {
        try add([ProtocolDetector(connection, stage)], to: connection)
    }

    /// Waits for a TLS ClientHello, and goes on as `stage` says.
    static func readClientHello(_ stage: ConnectionStage, on connection: Connection) throws {
        var stage = stage
        let handler = SNIHandler { result in
            let serverName: String? = if case .hostname(let name) = result { name } else { nil }
            let channel = connection.channel
            return channel.eventLoop.makeCompletedFuture {
                switch stage.handle(.clientHello(serverName: serverName)) {
                case .startTLS(let host):
                    try startTLS(host, stage, on: connection)
                case .refuse(let serverName):
                    refuse(serverName, stage, on: connection)
                    throw ChannelError.inputClosed
                case .nothing, .readClientHello, .speakHTTP:
                    throw ChannelError.inputClosed
                }
            }.always { outcome in
                if case .failure = outcome { channel.close(promise: nil) }
            }
        }
        try add([ByteToMessageHandler(handler)], to: connection)
    }

    /// Waits for HTTP requests.
    static func speakHTTP(scheme: String, _ stage: ConnectionStage, on connection: Connection) throws {
        let limits = connection.setting.limits
        var configuration = NIOHTTPDecoderLimitConfiguration()
        configuration.maxHeaderFieldSize = limits.headerLineSize
        configuration.maxHeaderListSize = limits.headerSize
        configuration.maxHeaderFieldCount = limits.headerCount
        let decoder = ByteToMessageHandler(
            HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: configuration)
        )
        let rules = RequestRules(scheme: scheme, isInTunnel: stage.tunnel != nil, localPort: connection.localPort)
        try add([decoder, ExchangeHandler(connection, rules, decoder: decoder)], to: connection)
    }

    private static func startTLS(_ host: String, _ stage: ConnectionStage, on connection: Connection) throws {
        let context = try connection.setting.certificates.context(for: host)
        try add([NIOSSLServerHandler(context: context)], to: connection)
        try speakHTTP(scheme: "https", stage, on: connection)
    }

    private static func refuse(_ serverName: String, _ stage: ConnectionStage, on connection: Connection) {
        let port = stage.tunnel == nil ? connection.localPort : 443
        let peer = connection.peerAddress
        connection.setting.responder.connectRefused(host: serverName, port: port, peerAddress: peer)
        // A fatal alert, unrecognized_name (RFC 8446, 6).
        let alert = ByteBuffer(bytes: [0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x70])
        connection.channel.writeAndFlush(alert, promise: nil)
    }

    private static func add(_ handlers: [any ChannelHandler], to connection: Connection) throws {
        let pipeline = connection.channel.pipeline.syncOperations
        try pipeline.addHandlers(handlers, position: .before(try pipeline.handler(type: ConnectionEnd.self)))
    }
}

/// Waits for the first byte, gives way to the handlers of what it begins, and hands on all that came.
final class ProtocolDetector: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private let connection: Connection
    private var stage: ConnectionStage

    init(_ connection: Connection, _ stage: ConnectionStage) {
        self.connection = connection
        self.stage = stage
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard let first = unwrapInboundIn(data).readableBytesView.first else { return }
        do {
            switch stage.handle(.firstByte(first)) {
            case .readClientHello:
                try ConnectionPipeline.readClientHello(stage, on: connection)
            case .speakHTTP(let scheme):
                try ConnectionPipeline.speakHTTP(scheme: scheme, stage, on: connection)
            case .nothing, .startTLS, .refuse:
                break
            }
        } catch {
            context.fireErrorCaught(error)
            return
        }
        context.fireChannelRead(data)
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }
}

/// The last handler: what nobody before it has dealt with closes the connection.
final class ConnectionEnd: ChannelInboundHandler {
    typealias InboundIn = Never

    private let connection: Connection

    init(_ connection: Connection) {
        self.connection = connection
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // Left-over bytes of a connection that is being closed.
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A client that ends TLS without saying so has ended its input, and says that in the next event.
        if case .uncleanShutdown? = error as? NIOSSLError { return }
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed, is IdleStateHandler.IdleStateEvent: context.close(promise: nil)
        default: break
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        connection.closed()
    }
}
