import Emulator
import NIOCore

/// Where a connection stands in its exchanges of requests and answers: one at a time, in the order in which they come.
///
/// A value with one transition, ``handle(_:)``. Whoever moves the bytes performs the action that it returns, and brings
/// no further event while ``isAnswering``.
struct Exchange: Sendable {
    enum Event: Sendable {
        case head(RequestRules.Arrival)
        case body(ByteBuffer)
        case end
        /// What came is not HTTP, or is more than the limits let through.
        case malformed(Refusal)
        /// The client sends nothing more. It may still read.
        case inputClosed
        /// The responder's answer is there.
        case answered(EmulatorResponse)
    }

    enum Action: Sendable {
        case nothing
        case sendContinue
        /// Ask the responder.
        case respond(IncomingRequest, body: ByteBuffer)
        /// Send an answer.
        case send(EmulatorResponse, AnswerFraming)
        /// Send why the request is refused. What the client still sends is read and dropped for a while, so that it is
        /// not cut off before it has read the answer.
        case refuse(Refusal, AnswerFraming)
        /// Tell the client that it is connected, and treat what follows as a connection of its own.
        case openTunnel(Tunnel)
        case close
    }

    private enum Phase {
        case waiting
        case receiving(IncomingRequest, limit: Int)
        case answering(AnswerFraming)
        case connecting(Tunnel)
        /// The last answer is out, or there will be none.
        case over
    }

    private var phase = Phase.waiting
    /// What has come of the body. It is not part of the phase, so that it has one owner and grows in place.
    private var body = ByteBuffer()
    /// The most bytes that the body of a request may have.
    private let bodyLimit: @Sendable (IncomingRequest) -> Int

    init(bodyLimit: @escaping @Sendable (IncomingRequest) -> Int) {
        self.bodyLimit = bodyLimit
    }

    /// Whether the only event that may come is ``Event/answered(_:)``.
    var isAnswering: Bool {
        if case .answering = phase { true } else { false }
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
                return refuse(.bodyTooLarge, request.framing)
            }
            if body.readableBytes == 0 { body = piece } else { body.writeImmutableBuffer(piece) }
            return .nothing
        case (.receiving(let request, _), .end):
            phase = .answering(request.framing)
            defer { body = ByteBuffer() }
            return .respond(request, body: body)
        case (.connecting(let tunnel), .end):
            phase = .over
            return .openTunnel(tunnel)
        case (.answering(let framing), .answered(let response)):
            phase = framing.keepsAlive ? .waiting : .over
            return .send(response, framing)
        case (_, .inputClosed):
            phase = .over
            return .close
        case (.waiting, _), (.receiving, _), (.answering, _), (.connecting, _), (.over, _):
            return .nothing
        }
    }

    private mutating func begin(_ request: IncomingRequest) -> Action {
        let limit = bodyLimit(request)
        guard request.contentLength ?? 0 <= limit else { return refuse(.bodyTooLarge, request.framing) }
        phase = .receiving(request, limit: limit)
        return request.expectsContinue ? .sendContinue : .nothing
    }

    private mutating func refuse(_ refusal: Refusal, _ framing: AnswerFraming) -> Action {
        phase = .over
        body = ByteBuffer()
        return .refuse(refusal, framing.asLast)
    }
}
