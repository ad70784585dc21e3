import Dispatch
import Glibc
import Synchronization

/// Does asynchronous work and blocks the thread until it is done.
///
/// The system gives what is sent to a process to its first thread before all others. The commands that hold signals back
/// therefore stay on it, and wait there for what is asynchronous.
func waiting<Value: Sendable>(for body: @escaping @Sendable () async throws -> Value) throws -> Value {
    let place = Place<Value>()
    let done = DispatchSemaphore(value: 0)
    Task.detached {
        await place.fill(body)
        done.signal()
    }
    while true {
        done.wait()
        if let result = place.result { return try result.get() }
    }
}

/// Does asynchronous work and blocks the thread until it is done; a signal that ends programs cancels it.
///
/// - Throws: ``Interruption`` where that ended it, or what `body` throws. Where it was done all the same, the signal is
///   the next that is waited for.
func waiting<Value: Sendable>(
    minding signals: HeldSignals,
    for body: @escaping @Sendable () async throws -> Value
) throws -> Value {
    let place = Place<Value>()
    let work = Task.detached {
        await place.fill(body)
        // Among the signals that are held back, the one that means no more than to look again.
        kill(getpid(), SIGCHLD)
    }
    var interruption: Interruption?
    while true {
        switch (place.result, interruption) {
        case (.success(let value)?, let interruption):
            if let interruption { kill(getpid(), interruption.signal) }
            return value
        case (.failure(let error)?, let interruption):
            throw interruption ?? error
        case (nil, _):
            guard case .ending(let signal, _) = signals.next(until: nil) else { continue }
            interruption = Interruption(signal: signal)
            work.cancel()
        }
    }
}

/// A signal ended what was waited for.
struct Interruption: Error {
    let signal: Int32

    /// The exit status that shells give a program that a signal ended.
    var status: Int32 { 128 + signal }
}

/// Where one thread leaves a result for another.
private final class Place<Value: Sendable>: Sendable {
    private let content = Mutex<Result<Value, any Error>?>(nil)

    var result: Result<Value, any Error>? { content.withLock { $0 } }

    /// Leaves what `body` comes to.
    func fill(_ body: @Sendable () async throws -> Value) async {
        let result: Result<Value, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        content.withLock { $0 = result }
    }
}
