import Determinism
import Synchronization

/// Where the IDs of requests come from.
final class RequestIDs: Sendable {
    private let stream: Mutex<RandomStream>

    init(_ stream: RandomStream) {
        self.stream = Mutex(stream)
    }

    func next() -> String { stream.withLock { $0.uuid() } }
}
