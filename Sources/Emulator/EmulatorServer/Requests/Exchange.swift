import Emulator
import NIOCore

/// Where a connection stands in its exchanges of requests and answers: one at a time, in the order in which they come.
///
/// A value with one transition, ``handle(_:)``. Whoever moves the bytes performs the action that it returns, and brings
/// only events that the exchange ``accepts(_:)``; others wait.
struct Exchange: Sendable {
    enum Event: Sendable {
        case head(RequestRules.Arrival)
        case body(ByteBuffer)
        case end
        /// What came is not HTTP, or is more than the limits let through.
        case malformed(ServerRefusal)
        /// The client sends nothing more. It may still read.
        case inputClosed
        /// The responder's answer is there.
        case answered(EmulatorResponse)
        /// The answer is out.
        case sent
    }

    enum Action: Sendable {
        case nothing
        case sendContinue
        /// Ask the responder.
        case respond(IncomingRequest, body: ByteBuffer)
        /// Ask the responder, and hand it the body as it comes.
        case respondStreaming(IncomingRequest)
        /// Hand a piece of the body on.
        case deliver(ByteBuffer)
        /// Tell the responder that the body is complete.
        case deliverEnd
        /// Tell the responder that the rest of the body will not come.
        case breakOff
        /// Send an answer.
        case send(EmulatorResponse, AnswerFraming)
        /// Send an answer to a request whose body has not come in full. What the client still sends is read and dropped
        /// for a while, so that it is not cut off before it has read the answer.
        case sendEarly(EmulatorResponse, AnswerFraming)
        /// Send why the request is refused, and drop what still comes as after ``sendEarly(_:_:)``.
        case refuse(ServerRefusal, AnswerFraming)
        /// The answer is out: read the next request, or, where `isLast`, close the connection.
        case finish(isLast: Bool)
        /// Tell the client that it is connected, and treat what follows as a connection of its own.
        case openTunnel(Tunnel)
        case close
    }

    private enum Phase {
        case waiting
        case receiving(IncomingRequest, limit: Int)
        /// The responder works while the body comes in.
        case streaming(AnswerFraming)
        case answering(AnswerFraming)
        case sending(AnswerFraming)
        case connecting(Tunnel)
        /// The last answer is out, or there will be none.
        case over
    }

    private var phase = Phase.waiting
    /// What has come of the body. It is not part of the phase, so that it has one owner and grows in place.
    private var body = ByteBuffer()
    private let bodyHandling: @Sendable (IncomingRequest) -> BodyHandling

    init(bodyHandling: @escaping @Sendable (IncomingRequest) -> BodyHandling) {
        self.bodyHandling = bodyHandling
    }

    /// Whether an event may come now. One that may not waits until the answer is out.
    func accepts(_ event: Event) -> Bool {
        switch (phase, event) {
        case (.answering, .answered), (.sending, .sent): true
        case (.answering, _), (.sending, _): false
        default: true
        }
    }

    /// Whether the client waits for an answer that is being worked out.
    var isAnswering: Bool {
        switch phase {
        case .answering, .streaming: true
        case .waiting, .receiving, .sending, .connecting, .over: false
        }
    }

    /// Whether a body is on its way to a responder.
    var isStreaming: Bool {
        if case .streaming = phase { true } else { false }
    }

    /// Whether no request has begun.
    var isWaiting: Bool {
        if case .waiting = phase { true } else { false }
    }

    mutating func handle(_ event: Event) -> Action {
        switch (phase, event) {
        case (.waiting, .head(.request(let request))):
            return begin(request)
        case (.waiting, .head(.tunnel(let tunnel))):
            phase = .connecting(tunnel)
            return .nothing
        case (.waiting, .head(.refused(let refusal, let framing))):
            return refuse(refusal, framing)
        case (.waiting, .malformed(let refusal)), (.connecting, .malformed(let refusal)):
            return refuse(refusal, .last)
        case (.receiving(let request, _), .malformed(let refusal)):
            return refuse(refusal, request.framing)
        case (.receiving(let request, let limit), .body(let piece)):
            guard piece.readableBytes <= limit - body.readableBytes else {
                return refuse(.bodyTooLarge(request), request.framing)
            }
            if body.readableBytes == 0 { body = piece } else { body.writeImmutableBuffer(piece) }
            return .nothing
        case (.receiving(let request, _), .end):
            phase = .answering(request.framing)
            defer { body = ByteBuffer() }
            return .respond(request, body: body)
        case (.streaming, .body(let piece)):
            return .deliver(piece)
        case (.streaming(let framing), .end):
            phase = .answering(framing)
            return .deliverEnd
        case (.streaming(let framing), .malformed), (.streaming(let framing), .inputClosed):
            phase = .answering(framing.asLast)
            return .breakOff
        case (.streaming(let framing), .answered(let response)):
            phase = .over
            return .sendEarly(response, framing.asLast)
        case (.connecting(let tunnel), .end):
            phase = .over
            return .openTunnel(tunnel)
        case (.answering(let framing), .answered(let response)):
            phase = .sending(framing)
            return .send(response, framing)
        case (.sending(let framing), .sent):
            phase = framing.keepsAlive ? .waiting : .over
            return .finish(isLast: !framing.keepsAlive)
        case (_, .inputClosed):
            phase = .over
            return .close
        case (.waiting, _), (.receiving, _), (.streaming, _), (.answering, _), (.sending, _), (.connecting, _),
            (.over, _):
            return .nothing
        }
    }

    private mutating func begin(_ request: IncomingRequest) -> Action {
        switch bodyHandling(request) {
        case .collected(let limit):
            guard request.contentLength ?? 0 <= limit else { return refuse(.bodyTooLarge(request), request.framing) }
            phase = .receiving(request, limit: limit)
            return request.expectsContinue ? .sendContinue : .nothing
        case .streamed where request.contentLength == 0:
            // There is nothing to hand on, so an answer at once is not one before the body's end.
            phase = .receiving(request, limit: 0)
            return .nothing
        case .streamed:
            phase = .streaming(request.framing)
            return .respondStreaming(request)
        }
    }

    private mutating func refuse(_ refusal: ServerRefusal, _ framing: AnswerFraming) -> Action {
        phase = .over
        body = ByteBuffer()
        return .refuse(refusal, framing.asLast)
    }
}
