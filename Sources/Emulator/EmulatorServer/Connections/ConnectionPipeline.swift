import AWSCore
import Emulator
import NIOCore
import NIOHTTP1
import NIOTLS
import TLS

/// Puts together the handlers of a connection: timeouts, the protocol, and the end.
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
                let isService = serverName.map { connection.setting.responder.reach(of: $0) == .service } ?? false
                let isNamed = serverName.map { connection.setting.ownNames.contains($0.lowercased()) } ?? false
                switch stage.handle(.clientHello(serverName: serverName, isServed: isService || isNamed)) {
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
        let decoder = ByteToMessageHandler(RequestDecoder(configuration))
        let responder = connection.setting.responder
        let rules = RequestRules(
            scheme: scheme,
            isInTunnel: stage.tunnel != nil,
            localPort: connection.localPort,
            isOwn: connection.setting.isOwn,
            reach: { responder.reach(of: $0) }
        )
        try add([decoder, ExchangeHandler(connection, rules, decoder: decoder)], to: connection)
    }

    private static func startTLS(_ host: String, _ stage: ConnectionStage, on connection: Connection) throws {
        let context = try connection.setting.certificates.context(for: host)
        try add([try TLSHandler(context)], to: connection)
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
