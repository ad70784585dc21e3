import Dispatch
import Synchronization

/// Does asynchronous work and blocks the thread until it is done.
///
/// The system gives what is sent to a process to its first thread before all others. The commands that hold signals back
/// therefore stay on it, and wait there for what is asynchronous.
func waiting<Value: Sendable>(for body: @escaping @Sendable () async throws -> Value) throws -> Value {
    let place = Place<Value>()
    let done = DispatchSemaphore(value: 0)
    Task.detached {
        do {
            place.fill(.success(try await body()))
        } catch {
            place.fill(.failure(error))
        }
        done.signal()
    }
    while true {
        done.wait()
        if let result = place.result { return try result.get() }
    }
}

/// Where one thread leaves a result for another.
private final class Place<Value: Sendable>: Sendable {
    private let content = Mutex<Result<Value, any Error>?>(nil)

    var result: Result<Value, any Error>? { content.withLock { $0 } }

    func fill(_ result: Result<Value, any Error>) { content.withLock { $0 = result } }
}
