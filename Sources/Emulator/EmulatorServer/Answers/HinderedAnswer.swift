import Emulator
import NIOCore

/// An answer on its way out by a ``DeliveryPlan``. What waits is a task that the event loop has scheduled.
final class HinderedAnswer {
    private let plan: DeliveryPlan
    private let bytes: AnswerBytes
    private let channel: any Channel
    /// Resets the connection.
    private let reset: () -> Void
    /// Told once all is out, where the connection goes on.
    private let whenSent: () -> Void
    private var position = 0
    private var scheduled: Scheduled<Void>?
    private var isOver = false

    init(
        _ plan: DeliveryPlan,
        _ bytes: AnswerBytes,
        on channel: any Channel,
        reset: @escaping () -> Void,
        whenSent: @escaping () -> Void
    ) {
        self.plan = plan
        self.bytes = bytes
        self.channel = channel
        self.reset = reset
        self.whenSent = whenSent
    }

    /// Whether nothing more is going to happen unless the client or the server ends the connection.
    var isStaying: Bool { isOver && plan.ending == .stay }

    func begin() { schedule(in: plan.delay) }

    /// The connection is closed: what was to go out does not.
    func connectionClosed() {
        scheduled?.cancel()
        end()
    }

    private func schedule(in time: TimeAmount) {
        guard time > .zero else { return step() }
        let answer = NIOLoopBound(self, eventLoop: channel.eventLoop)
        scheduled = channel.eventLoop.scheduleTask(in: time) { answer.value.step() }
    }

    private func step() {
        guard !isOver else { return }
        guard let range = plan.next(after: position) else { return finish() }
        let answer = NIOLoopBound(self, eventLoop: channel.eventLoop)
        bytes.read(range, on: channel).flatMap { piece in
            answer.value.write(piece)
        }.whenComplete { result in
            switch result {
            case .success: answer.value.sent()
            case .failure: answer.value.channel.close(promise: nil)
            }
        }
    }

    private func write(_ piece: ByteBuffer) -> EventLoopFuture<Void> {
        // The client would wait for the rest of a file that somebody cut off.
        guard piece.readableBytes > 0, !isOver else {
            return channel.eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel)
        }
        let changed = changing(piece)
        position += piece.readableBytes
        return channel.writeAndFlush(IOData.byteBuffer(changed))
    }

    private func sent() {
        // Behind the last byte there is nothing to wait for.
        schedule(in: position < plan.limit ? plan.wait(before: position) : .zero)
    }

    private func changing(_ piece: ByteBuffer) -> ByteBuffer {
        let range = position..<position + piece.readableBytes
        guard let place = plan.changed, range.contains(place) else { return piece }
        var piece = piece
        let index = piece.readerIndex + place - range.lowerBound
        if let byte = piece.getInteger(at: index, as: UInt8.self) { piece.setInteger(byte ^ 1, at: index) }
        return piece
    }

    private func finish() {
        end()
        switch plan.ending {
        case .goOn: whenSent()
        case .close: channel.close(promise: nil)
        case .reset: reset()
        case .stay: break
        }
    }

    private func end() {
        guard !isOver else { return }
        isOver = true
        bytes.close()
    }
}
