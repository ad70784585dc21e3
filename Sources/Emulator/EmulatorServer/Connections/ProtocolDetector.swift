import NIOCore

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
