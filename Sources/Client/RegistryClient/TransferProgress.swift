import Synchronization

/// Tells how many bytes have moved, about once a megabyte and at the end.
package final class TransferProgress: Sendable {
    private struct State {
        var done = 0
        var told = 0
    }

    private static let step = 1 << 20
    private let state = Mutex(State())
    private let total: Int
    private let tell: @Sendable (_ done: Int, _ total: Int) -> Void

    init(total: Int, tell: @escaping @Sendable (_ done: Int, _ total: Int) -> Void) {
        (self.total, self.tell) = (total, tell)
        tell(0, total)
    }

    func add(_ count: Int) {
        let done = state.withLock { state -> Int? in
            state.done += count
            guard state.done - state.told >= TransferProgress.step || state.done >= total else { return nil }
            state.told = state.done
            return state.done
        }
        if let done { tell(done, total) }
    }
}
