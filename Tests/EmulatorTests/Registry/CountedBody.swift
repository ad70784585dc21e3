import Emulator
import NIOCore
import Synchronization

/// A body of pieces of 16 KiB that counts how many were read.
final class CountedBody: BodyStream {
    let announcedLength: Int? = nil
    private let state: Mutex<(left: Int, read: Int)>

    init(pieces: Int) { state = Mutex((pieces, 0)) }

    var read: Int { state.withLock { $0.read } }

    func next() async throws(BodyInterrupted) -> ByteBuffer? {
        state.withLock { state in
            guard state.left > 0 else { return nil }
            state.left -= 1
            state.read += 1
            return ByteBuffer(repeating: 0x78, count: 16 * 1_024)
        }
    }
}
