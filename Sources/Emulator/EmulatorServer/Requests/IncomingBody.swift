import Emulator
import NIOCore
import Synchronization

/// The body of one request on its way from a connection to whoever answers the request.
///
/// The connection puts pieces in and stops reading while ``isFull``; the answering side takes them out.
final class IncomingBody: BodyStream {
    /// More bytes than this are not read ahead.
    private static let capacity = 1_024 * 1_024

    private typealias Reader = CheckedContinuation<Result<ByteBuffer?, BodyInterrupted>, Never>

    private struct State {
        var pieces = CircularBuffer<ByteBuffer>()
        var bytes = 0
        var end: Result<Void, BodyInterrupted>?
        var reader: Reader?
        /// Whether the connection must be told when room is made.
        var isDemandWanted: Bool

        /// The next piece, or the end; nil where the client has to send first.
        mutating func take() -> Result<ByteBuffer?, BodyInterrupted>? {
            guard let piece = pieces.popFirst() else { return end.map(IncomingBody.after) }
            bytes -= piece.readableBytes
            return .success(piece)
        }
    }

    let announcedLength: Int?
    private let state: Mutex<State>
    /// Tells the connection that a piece is wanted, from any thread.
    private let demand: @Sendable () -> Void

    /// - Parameter isAwaited: whether the client sends nothing before it is told that the body is wanted.
    init(announcedLength: Int?, isAwaited: Bool, demand: @escaping @Sendable () -> Void) {
        self.announcedLength = announcedLength
        self.demand = demand
        state = Mutex(State(isDemandWanted: isAwaited))
    }

    /// Whether reading must stop until more is asked for.
    var isFull: Bool {
        state.withLock { state in
            guard state.bytes >= Self.capacity else { return false }
            state.isDemandWanted = true
            return true
        }
    }

    var isInterrupted: Bool {
        state.withLock { state in
            if case .failure = state.end { true } else { false }
        }
    }

    /// Whether the answering side waits for the client.
    var isStarving: Bool { state.withLock { $0.reader != nil } }

    func put(_ piece: ByteBuffer) {
        let reader = state.withLock { state -> Reader? in
            guard state.end == nil else { return nil }
            if let reader = state.reader.take() { return reader }
            state.pieces.append(piece)
            state.bytes += piece.readableBytes
            return nil
        }
        reader?.resume(returning: .success(piece))
    }

    /// Nothing more comes: all is there, or the client has broken off. Only the first end counts.
    func end(_ end: Result<Void, BodyInterrupted>) {
        let reader = state.withLock { state -> Reader? in
            guard state.end == nil else { return nil }
            state.end = end
            return state.reader.take()
        }
        reader?.resume(returning: Self.after(end))
    }

    /// What is read behind the last piece.
    private static func after(_ end: Result<Void, BodyInterrupted>) -> Result<ByteBuffer?, BodyInterrupted> {
        end.map { nil }
    }

    func next() async throws(BodyInterrupted) -> ByteBuffer? {
        let (ready, isDemanded) = state.withLock { state -> (Result<ByteBuffer?, BodyInterrupted>?, Bool) in
            let isDemanded = state.isDemandWanted && state.bytes < Self.capacity / 2
            if isDemanded { state.isDemandWanted = false }
            return (state.take(), isDemanded)
        }
        if isDemanded { demand() }
        if let ready { return try ready.get() }
        let result = await withCheckedContinuation { continuation in
            let ready = state.withLock { state -> Result<ByteBuffer?, BodyInterrupted>? in
                if let ready = state.take() { return ready }
                state.reader = continuation
                return nil
            }
            if let ready { continuation.resume(returning: ready) }
        }
        return try result.get()
    }
}
