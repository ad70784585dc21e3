import Dispatch

/// Runs what blocks on a thread of its own, so that the other tests go on. What it records belongs to the test that calls.
func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withTaskExecutorPreference(OwnQueue()) { try body() }
}

/// A queue that runs one task, whose thread may wait as long as it likes.
private final class OwnQueue: TaskExecutor {
    private let queue = DispatchQueue(label: "drydock.test.blocking")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
