import NIOCore

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
