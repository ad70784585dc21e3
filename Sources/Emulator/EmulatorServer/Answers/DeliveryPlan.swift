import Emulator
import NIOCore

/// How an answer that a fault hinders goes out: which of its bytes, when, and what follows.
///
/// Bytes are counted from the answer's first, its header included.
struct DeliveryPlan: Sendable, Equatable {
    enum Ending: Sendable, Equatable {
        /// The connection takes another request, as after every answer.
        case goOn
        case close
        /// The client is sent a RST.
        case reset
        /// Nothing follows, and nothing ends.
        case stay
    }

    /// The most bytes that are handed to the connection at a time.
    private static let largestSlice = 64 * 1_024

    /// Until the first byte.
    var delay = TimeAmount.zero
    /// So many bytes go without a pause.
    var unpaced: Int
    /// How many bytes go at a time.
    var slice = largestSlice
    /// Between two slices of what is paced.
    var pause = TimeAmount.zero
    /// So many bytes go out in all.
    var limit: Int
    /// The place of the byte that is changed.
    var changed: Int?
    var ending = Ending.goOn

    /// - Parameters:
    ///   - head: the bytes of the header.
    ///   - body: the bytes of the body that go out: none where the method is HEAD.
    init(_ delivery: Delivery, head: Int, body: Int) {
        unpaced = head + body
        limit = head + body
        switch delivery {
        case .cut:
            limit = 0
            ending = .close
        case .late(let milliseconds):
            delay = .milliseconds(Int64(milliseconds))
        case .never:
            limit = 0
            ending = .stay
        case .slow(let rate, let includesHead):
            unpaced = includesHead ? 0 : head
            // Ten times a second, or a byte at a time where that is too much.
            slice = min(max(1, rate / 10), Self.largestSlice)
            pause = .nanoseconds(Int64(slice) * 1_000_000_000 / Int64(max(1, rate)))
        case .reset(let bytes):
            limit = bytes.map { head + min($0, body) } ?? 0
            ending = .reset
        case .truncated(let bytes):
            limit = head + min(bytes, body)
            if bytes < body { ending = .close }
        case .corrupted(let place):
            if place < body { changed = head + place }
        }
    }

    /// The bytes that go next, after those before `position`; nil where all have gone.
    func next(after position: Int) -> Range<Int>? {
        guard position < limit else { return nil }
        let end = position < unpaced ? min(unpaced, position + Self.largestSlice) : position + slice
        return position..<min(end, limit)
    }

    /// How long to wait before what begins at `position`.
    func wait(before position: Int) -> TimeAmount { position <= unpaced ? .zero : pause }
}
