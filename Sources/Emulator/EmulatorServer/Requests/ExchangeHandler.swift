import AWSCore
import Emulator
import NIOCore
import NIOHTTP1

/// Brings the requests of one connection to the responder, and the answers back. What to do when is ``Exchange``'s.
final class ExchangeHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = Never
    typealias OutboundOut = IOData

    private let connection: Connection
    private let rules: RequestRules
    private let decoder: ByteToMessageHandler<RequestDecoder>
    private let sender: ResponseSender
    private var exchange: Exchange
    private var context: ChannelHandlerContext?
    /// The body that is on its way to the responder.
    private var incomingBody: IncomingBody?
    /// The answer that a fault hinders, while it goes out.
    private var hindered: HinderedAnswer?
    /// Whether the client waits to be told that its body is wanted.
    private var isContinueOwed = false
    /// What came while an answer was being worked out: requests that the client sent ahead.
    private var waiting = CircularBuffer<Exchange.Event>()
    private var isDraining = false
    /// Whether reading stopped because requests are waiting.
    private var isReadHeld = false
    /// Whether the bytes read last held a part of a request.
    private var didReadPart = false

    init(_ connection: Connection, _ rules: RequestRules, decoder: ByteToMessageHandler<RequestDecoder>) {
        self.connection = connection
        self.rules = rules
        self.decoder = decoder
        sender = ResponseSender(isEncrypted: rules.scheme == "https")
        let responder = connection.setting.responder
        exchange = Exchange { responder.bodyHandling(method: $0.method, target: $0.target, host: $0.host) }
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        incomingBody?.end(.failure(BodyInterrupted()))
        // It knows this handler: neither would ever go.
        incomingBody = nil
        hindered?.connectionClosed()
        hindered = nil
        waiting.removeAll()
    }

    // MARK: Inbound

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        didReadPart = true
        switch unwrapInboundIn(data) {
        case .head(let head):
            connection.headArrived()
            take(.head(rules.read(head)))
        case .body(let piece):
            take(.body(piece))
        case .end:
            take(.end)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if !didReadPart, exchange.isWaiting { connection.expectHead() }
        didReadPart = false
        context.fireChannelReadComplete()
    }

    func channelInactive(context: ChannelHandlerContext) {
        incomingBody?.end(.failure(BodyInterrupted()))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else {
            context.fireErrorCaught(error)
            return
        }
        // A connection that ends within a request is malformed, too, but nobody is there to be told.
        if context.channel.isActive { take(.malformed(ServerRefusal(error))) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed where hindered?.isStaying == true:
            // A client that has given up, and one that only ends its input, cannot be told apart. There is nothing more
            // to read for either.
            context.close(promise: nil)
        case ChannelEvent.inputClosed:
            take(.inputClosed)
        case is IdleStateHandler.IdleStateEvent where hindered != nil,
            is IdleStateHandler.IdleStateEvent where exchange.isAnswering && incomingBody?.isStarving != true:
            // The client waits for us, not we for the client.
            break
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    // MARK: Outbound

    func read(context: ChannelHandlerContext) {
        // A client that sends ahead waits with more until its requests are answered, and one that sends faster than its
        // body is taken waits, too. Reading goes on as long as nothing is waiting: to stop and start it for every
        // request costs two calls of the system.
        if waiting.isEmpty, incomingBody?.isFull != true { context.read() } else { isReadHeld = true }
    }

    // MARK: The exchange

    private func take(_ event: Exchange.Event) {
        if isDraining || !waiting.isEmpty || !exchange.accepts(event) {
            waiting.append(event)
        } else {
            perform(exchange.handle(event))
        }
    }

    private func drain() {
        // An answer that is there at once comes back here from within the loop, which goes on by itself.
        guard !isDraining else { return }
        isDraining = true
        while let event = waiting.first, exchange.accepts(event) {
            waiting.removeFirst()
            perform(exchange.handle(event))
        }
        isDraining = false
        resumeReading()
    }

    private func resumeReading() {
        guard isReadHeld, waiting.isEmpty, incomingBody?.isFull != true else { return }
        isReadHeld = false
        context?.read()
    }

    private func perform(_ action: Exchange.Action) {
        guard let context else { return }
        switch action {
        case .nothing:
            break
        case .sendContinue:
            sendContinue(context)
        case .respond(let request, let body):
            respond(to: request, body, stream: nil)
        case .respondStreaming(let request):
            respondStreaming(to: request, context)
        case .deliver(let piece):
            incomingBody?.put(piece)
        case .deliverEnd:
            incomingBody?.end(.success(()))
        case .breakOff:
            incomingBody?.end(.failure(BodyInterrupted()))
        case .send(let response, let framing):
            send(response, framing, context) { [self] in
                perform(exchange.handle(.sent))
                drain()
            }
        case .sendEarly(let response, let framing):
            send(response, framing, context) { [self] in linger(context) }
        case .refuse(let refusal, let framing):
            if let host = refusal.host {
                let peer = connection.peerAddress
                connection.setting.responder.connectRefused(host: host, port: refusal.port, peerAddress: peer)
            }
            sender.send(refusal.response, framing, date: connection.dateHeader(), context) {}
            linger(context)
        case .finish(let isLast):
            if isLast { closeWhenSent(context) }
        case .openTunnel(let tunnel):
            openTunnel(tunnel, context)
        case .close:
            // The client may still read what it was sent.
            closeWhenSent(context)
        }
    }

    private func sendContinue(_ context: ChannelHandlerContext) {
        context.writeAndFlush(
            wrapOutboundOut(.byteBuffer(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n"))),
            promise: nil
        )
    }

    private func respondStreaming(to request: IncomingRequest, _ context: ChannelHandlerContext) {
        isContinueOwed = request.expectsContinue
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        let eventLoop = context.eventLoop
        let body = IncomingBody(announcedLength: request.contentLength, isAwaited: request.expectsContinue) {
            eventLoop.execute { handler.value.bodyWanted() }
        }
        incomingBody = body
        respond(to: request, ByteBuffer(), stream: body)
    }

    /// Whoever answers has room for more of the body.
    private func bodyWanted() {
        guard let context, exchange.isStreaming else { return }
        if isContinueOwed {
            isContinueOwed = false
            sendContinue(context)
        }
        resumeReading()
    }

    private func respond(to incoming: IncomingRequest, _ body: ByteBuffer, stream: IncomingBody?) {
        let request = EmulatorRequest(
            method: incoming.method,
            target: incoming.target,
            headers: incoming.headers,
            body: body,
            stream: stream,
            origin: EmulatorRequest.Origin(
                scheme: rules.scheme,
                peerAddress: connection.peerAddress,
                isLoopback: connection.isLoopback
            )
        )
        connection.answerBegins()
        let responder = connection.setting.responder
        let eventLoop = connection.channel.eventLoop
        let handler = NIOLoopBound(self, eventLoop: eventLoop)
        // A client that goes away does not cancel it: what was asked for in full is done in full.
        guard isQuick(incoming, body) else {
            Task(executorPreference: connection.setting.workers) {
                let response = await responder.respond(to: request)
                eventLoop.execute { handler.value.answered(response) }
            }
            return
        }
        // It runs on this event loop from beginning to end.
        Task.immediate(executorPreference: connection.executor) {
            let response = await responder.respond(to: request)
            handler.value.answered(response)
        }
    }

    /// Whether a request is so short that reading and checking it holds nobody up, whatever it says.
    private func isQuick(_ request: IncomingRequest, _ body: ByteBuffer) -> Bool {
        let limit = connection.setting.limits.quickSize
        guard body.readableBytes <= limit, request.target.utf8.count <= limit / 4 else { return false }
        return request.headers.fields.allSatisfy { $0.value.utf8.count <= limit / 4 }
    }

    private func answered(_ response: EmulatorResponse) {
        connection.answerEnds()
        perform(exchange.handle(.answered(response)))
        drain()
    }

    private func send(
        _ response: EmulatorResponse,
        _ framing: AnswerFraming,
        _ context: ChannelHandlerContext,
        whenSent: @escaping () -> Void
    ) {
        incomingBody = nil
        let date = connection.dateHeader()
        guard let delivery = response.delivery else {
            return sender.send(response, framing, date: date, context, whenSent: whenSent)
        }
        let connection = connection
        hindered = sender.hinder(
            response,
            by: delivery,
            framing,
            date: date,
            context,
            reset: { connection.reset() },
            whenSent: { [self] in
                hindered = nil
                whenSent()
            }
        )
        // It may be over at once.
        hindered?.begin()
    }

    /// Closes the connection behind what has been written.
    private func closeWhenSent(_ context: ChannelHandlerContext) {
        let channel = connection.channel
        context.writeAndFlush(wrapOutboundOut(.byteBuffer(ByteBuffer()))).whenComplete { _ in
            channel.close(promise: nil)
        }
    }

    /// Ends the output behind what has been written, and closes the connection when the client does, or a little later.
    private func linger(_ context: ChannelHandlerContext) {
        let channel = connection.channel
        context.writeAndFlush(wrapOutboundOut(.byteBuffer(ByteBuffer()))).whenComplete { _ in
            channel.close(mode: .output, promise: nil)
        }
        context.eventLoop.scheduleTask(in: connection.setting.limits.linger) { channel.close(promise: nil) }
    }

    private func openTunnel(_ tunnel: Tunnel, _ context: ChannelHandlerContext) {
        let answer = ByteBuffer(string: "HTTP/1.1 200 Connection established\r\n\r\n")
        context.writeAndFlush(wrapOutboundOut(.byteBuffer(answer)), promise: nil)
        do {
            try ConnectionPipeline.detect(ConnectionStage(tunnel: tunnel), on: connection)
            connection.expectHead()
            // The decoder, which goes last, hands on what the client sent ahead.
            context.pipeline.syncOperations.removeHandler(self, promise: nil)
            context.pipeline.syncOperations.removeHandler(decoder, promise: nil)
        } catch {
            context.fireErrorCaught(error)
        }
    }
}

extension ServerRefusal {
    fileprivate init(_ error: HTTPParserError) {
        switch error {
        case .headerOverflow:
            self.init(status: 431, sentence: "The request's header is larger than the emulator takes.")
        case .invalidVersion:
            self.init(status: 505, sentence: "The emulator speaks HTTP/1.1 and TLS on this port.")
        default:
            self.init(status: 400, sentence: "This is not an HTTP/1.1 request.")
        }
    }
}
