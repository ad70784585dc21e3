import NIOCore
import NIOPosix
import Synchronization

/// Runs tasks on threads of its own, for requests that take long: an event loop is shared by many connections, and the
/// runtime's threads are few. There are no threads before the first such request.
final class WorkerTaskExecutor: TaskExecutor {
    private enum State {
        case untouched
        case running(NIOThreadPool)
        case stopped
    }

    private let width: Int
    private let state = Mutex(State.untouched)

    /// - Parameter width: how many tasks run at once; others wait.
    init(width: Int) {
        self.width = width
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        guard let pool = startedPool() else { return job.runSynchronously(on: asUnownedTaskExecutor()) }
        // A job has to run even where the threads are about to end.
        pool.submit { _ in job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    /// Ends the threads. No task may be left.
    func stop() async {
        let pool = state.withLock { state in
            defer { state = .stopped }
            if case .running(let pool) = state { return pool as NIOThreadPool? }
            return nil
        }
        // It fails only where it has ended already.
        try? await pool?.shutdownGracefully()
    }

    private func startedPool() -> NIOThreadPool? {
        state.withLock { state in
            switch state {
            case .running(let pool): return pool
            case .stopped: return nil
            case .untouched:
                let pool = NIOThreadPool(numberOfThreads: width)
                pool.start()
                state = .running(pool)
                return pool
            }
        }
    }
}
