import Dispatch
import Synchronization

/// A few threads for work that waits for the disk or takes long, so that neither event loops nor the cooperative pool do.
/// There are none before there is such work.
package final class WorkerPool: TaskExecutor {
    private struct State {
        var waiting: [@Sendable () -> Void] = []
        var running = 0
    }

    private let width: Int
    private let queue = DispatchQueue(label: "drydock.storage.work", attributes: .concurrent)
    private let state = Mutex(State())

    /// - Parameter width: how many pieces of work are done at once.
    package init(width: Int) {
        self.width = width
    }

    /// Does a piece of work on one of the threads.
    func run<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            start { continuation.resume(with: Result { try work() }) }
        }
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        start { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    private func start(_ work: @escaping @Sendable () -> Void) {
        let isFree = state.withLock { state in
            guard state.running < width else {
                state.waiting.append(work)
                return false
            }
            state.running += 1
            return true
        }
        guard isFree else { return }
        queue.async {
            work()
            while let next = self.next() { next() }
        }
    }

    private func next() -> (@Sendable () -> Void)? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.running -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }
    }
}
