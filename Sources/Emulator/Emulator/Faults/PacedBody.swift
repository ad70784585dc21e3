import NIOCore
import Synchronization

/// A body whose pieces come at a pace, as over a slow line.
final class PacedBody: BodyStream {
    /// How long to wait before it is looked at whether the client is still there.
    private static let patience = Duration.milliseconds(250)

    private let stream: any BodyStream
    private let bytesPerSecond: Int
    /// When the bytes that have come so far were due.
    private let due = Mutex<ContinuousClock.Instant?>(nil)

    init(_ stream: any BodyStream, bytesPerSecond: Int) {
        self.stream = stream
        self.bytesPerSecond = bytesPerSecond
    }

    var announcedLength: Int? { stream.announcedLength }

    var isInterrupted: Bool { stream.isInterrupted }

    func next() async throws(BodyInterrupted) -> ByteBuffer? {
        guard let piece = try await stream.next() else { return nil }
        let end = due.withLock { due in
            let end = (due ?? .now) + .seconds(Double(piece.readableBytes) / Double(bytesPerSecond))
            due = end
            return end
        }
        while ContinuousClock.now < end {
            guard !stream.isInterrupted else { throw BodyInterrupted() }
            do {
                try await Task.sleep(until: min(end, .now + Self.patience))
            } catch {
                throw BodyInterrupted()
            }
        }
        return piece
    }
}

extension Call {
    /// The body as it comes in, which a fault may slow down.
    var bodyStream: any BodyStream {
        guard let stream = request.stream else { return GivenBody([request.body]) }
        guard let rule = hindrance?.fault.rule, rule.kind == .upload, let rate = rule.rate else { return stream }
        return PacedBody(stream, bytesPerSecond: rate)
    }
}
