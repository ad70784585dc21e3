package import NIOCore

/// TLS on a connection, on the server's side. What stands behind it reads and writes plain bytes, as without it.
///
/// A client that closes its connection without saying so in TLS has ended its input, and no more: HTTP says how long
/// a body is.
package final class TLSHandler: ChannelDuplexHandler {
    package typealias InboundIn = ByteBuffer
    package typealias InboundOut = ByteBuffer
    package typealias OutboundIn = ByteBuffer
    package typealias OutboundOut = ByteBuffer

    private enum State {
        case handshake
        case open
        /// Nothing more is read or written.
        case ended
    }

    private let session: TLSSession
    private var state = State.handshake
    private var isOutputEnded = false
    private var waiting = MarkedCircularBuffer<(bytes: ByteBuffer, promise: EventLoopPromise<Void>?)>(
        initialCapacity: 4
    )
    /// Whether something was handed on since the connection was last asked to read.
    private var hasDelivered = false

    /// - Throws: ``TLSError`` where libssl has no memory left.
    package init(_ context: TLSContext) throws {
        session = try TLSSession(context)
    }

    // MARK: From the peer

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard state != .ended else { return }
        do {
            session.receive(unwrapInboundIn(data))
            if state == .handshake {
                let isDone = try session.handshake()
                send(context)
                guard isDone else { return }
                state = .open
                encrypt(context)
            }
            try deliver(context)
        } catch {
            fail(error, context)
        }
    }

    package func channelReadComplete(context: ChannelHandlerContext) {
        // Whoever asked for something to read has had nothing yet.
        if hasDelivered || state == .ended { context.fireChannelReadComplete() } else { context.read() }
        hasDelivered = false
    }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event, state == .handshake {
            fail(TLSError("the client ended its input in the handshake"), context)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    package func channelInactive(context: ChannelHandlerContext) {
        end(ChannelError.eof)
        context.fireChannelInactive()
    }

    package func handlerRemoved(context: ChannelHandlerContext) {
        end(ChannelError.ioOnClosedChannel)
    }

    private func deliver(_ context: ChannelHandlerContext) throws {
        var plaintext = context.channel.allocator.buffer(capacity: 0)
        let outcome = Result { try session.read(into: &plaintext) }
        // The answer to a renewed key, for example.
        send(context)
        if plaintext.readableBytes > 0 {
            hasDelivered = true
            context.fireChannelRead(wrapInboundOut(plaintext))
        }
        if try outcome.get() { context.fireUserInboundEventTriggered(ChannelEvent.inputClosed) }
    }

    // MARK: To the peer

    package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isOutputEnded else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        waiting.append((unwrapOutboundIn(data), promise))
    }

    package func flush(context: ChannelHandlerContext) {
        waiting.mark()
        if state == .open { encrypt(context) }
    }

    package func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode != .input { endOutput(context) }
        if mode == .all { state = .ended }
        context.close(mode: mode, promise: promise)
    }

    /// Encrypts what is to go out. Each promise is kept when the bytes that were made of its own are on their way.
    private func encrypt(_ context: ChannelHandlerContext) {
        guard waiting.hasMark else { return }
        do {
            while waiting.hasMark, let (bytes, promise) = waiting.popFirst() {
                do {
                    try session.write(bytes)
                } catch {
                    promise?.fail(error)
                    throw error
                }
                let output = session.output() ?? ByteBuffer()
                context.write(wrapOutboundOut(output), promise: promise)
            }
            context.flush()
        } catch {
            fail(error, context)
        }
    }

    private func send(_ context: ChannelHandlerContext) {
        guard let output = session.output() else { return }
        context.writeAndFlush(wrapOutboundOut(output), promise: nil)
    }

    // MARK: The end

    private func fail(_ error: any Error, _ context: ChannelHandlerContext) {
        // The alert.
        send(context)
        end(error)
        context.fireErrorCaught(error)
    }

    private func end(_ error: any Error) {
        state = .ended
        isOutputEnded = true
        while let (_, promise) = waiting.popFirst() { promise?.fail(error) }
    }

    /// Tells the peer that nothing more comes. What was not flushed does not.
    private func endOutput(_ context: ChannelHandlerContext) {
        guard !isOutputEnded else { return }
        isOutputEnded = true
        while let (_, promise) = waiting.popFirst() { promise?.fail(ChannelError.ioOnClosedChannel) }
        if state == .open { session.end() }
        send(context)
    }
}
